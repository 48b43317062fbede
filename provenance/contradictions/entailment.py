"""What tells whether one claim entails, leaves open or contradicts another: the shipped model, or any CrossEncoder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

import numpy as np

from provenance.contradictions.marks import read_pairs
from provenance.errors import ModelMissing
from provenance.models import model_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from provenance.config import Contradictions
    from provenance.contradictions.network import Network

    Probabilities = NDArray[np.float32]

SHIPPED = "news_entailment"
LABELS = ("entailment", "neutral", "contradiction")
OUTCOMES = ("contradiction", "source_dispute", "update", "different_scope", "compatible")
MOST = (96, 96)  # word pieces read of premise and hypothesis
WORTH = 0.25  # probability of a contradiction from which a pair is read the other way too
DECIMALS = 3


class Entailment(Protocol):
    """What judges pairs of texts."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """Return (pairs, 3), float32: the probabilities of ``LABELS`` for each (premise, hypothesis)."""
        ...


@runtime_checkable
class ReportReader(Entailment, Protocol):
    """What also judges pairs of reports, as the shipped model does."""

    def compare(
        self, pairs: Sequence[tuple[str, str]], hours: Sequence[float | None]
    ) -> tuple[Probabilities, Probabilities]:
        """Return what ``judge`` returns, and (pairs, 5), float32: the probabilities of ``OUTCOMES``.

        The earlier report comes first; ``hours`` lie between the two, null where not known.
        """
        ...


class Outcome(NamedTuple):
    """What two reports amount to, 0..1 each and 1 together, in the order of ``OUTCOMES``."""

    contradiction: float
    source_dispute: float
    update: float
    different_scope: float
    compatible: float

    @property
    def clash(self) -> float:
        """0..1: that both cannot hold, whoever says so."""
        return self.contradiction + self.source_dispute


@dataclass(frozen=True)
class Opinion:
    """What the model makes of two texts, read both ways: the mean of contradiction, the larger of entailment; 0..1.

    ``outcome`` is what they amount to as reports, the earlier first; null with a model of entailment alone.
    """

    contradicted: float
    entailed: float
    outcome: Outcome | None = None


def ask(
    model: Entailment,
    pairs: Sequence[tuple[str, str]],
    hours: Sequence[float | None] | None = None,
    *,
    in_turn: Sequence[bool] | None = None,
) -> list[Opinion]:
    """Return an opinion of each pair; ``hours`` lie between the first of each and the second.

    Where none do, or it is not known, the order in which the two are read is that of the alphabet, unless the second
    follows the first in one article (``in_turn``).

    Where the first way finds little contradiction (under ``WORTH``), the pair is not read the other way, which is then
    taken to find none.
    """
    if not pairs:
        return []
    hours = hours or [None] * len(pairs)
    follow = in_turn or [False] * len(pairs)
    pairs = [
        pair if gap or after else (min(pair), max(pair)) for pair, gap, after in zip(pairs, hours, follow, strict=True)
    ]
    found = np.zeros((2, len(pairs), len(LABELS)))
    outcomes: Sequence[Outcome | None] = [None] * len(pairs)
    if isinstance(model, ReportReader):
        found[0], told = model.compare(pairs, hours)
        outcomes = [Outcome(*(round(float(one), DECIMALS) for one in row)) for row in told]
    else:
        found[0] = model.judge(pairs)
    clash, follows = LABELS.index("contradiction"), LABELS.index("entailment")
    again = [number for number, one in enumerate(found[0, :, clash]) if one >= WORTH]
    if again:
        found[1, again] = model.judge([pairs[number][::-1] for number in again])
    mean, most = found[:, :, clash].mean(0), found[:, :, follows].max(0)
    return [
        Opinion(round(float(one), DECIMALS), round(float(two), DECIMALS), outcome)
        for one, two, outcome in zip(mean, most, outcomes, strict=True)
    ]


def load_entailment(config: Contradictions) -> Entailment | None:
    """Load the model that ``config.model`` names; null for ``none``.

    ``news_entailment`` is shipped with the package; any other name is a folder, or a CrossEncoder of three labels on
    the Hugging Face hub or in its local cache. Takes about two seconds, most of them importing torch.

    Raises
    ------
    ModelMissing
        The model cannot be found or loaded, has other labels, or the shipped weights are not the ones expected.
    """
    if config.model == "none":
        return None
    folder = model_folder(config.model)
    if (folder / "card.json").is_file():
        return _load_shipped(folder, batch_size=config.batch_size)
    try:
        from sentence_transformers import CrossEncoder
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        model = CrossEncoder(config.model, device="cpu")
    except Exception as error:  # the library raises many kinds, and the mend is one
        raise ModelMissing(
            f"contradictions.model: cannot load {config.model!r} ({type(error).__name__}: {error}); give {SHIPPED!r}, "
            "'none', the folder of a CrossEncoder, or a name on huggingface.co that is cached here or can be downloaded"
        ) from error
    return CrossEncoderEntailment(model, config)


class NewsEntailment:
    """The shipped model."""

    def __init__(self, network: Network, tokenizer: Tokenizer, *, batch_size: int) -> None:
        self._network = network.eval()
        self._tokenizer = tokenizer
        self._batch_size = batch_size

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """Judge in batches of like length; the same pairs in the same order give the same numbers."""
        return self.compare(pairs, [None] * len(pairs))[0]

    def compare(
        self, pairs: Sequence[tuple[str, str]], hours: Sequence[float | None]
    ) -> tuple[Probabilities, Probabilities]:
        """Judge likewise, and say what the pairs amount to as reports."""
        import torch

        from provenance.contradictions.network import gap_of, stack

        read = read_pairs(self._tokenizer, pairs, MOST)
        gaps = torch.tensor([gap_of(one) for one in hours], dtype=torch.long)
        order = sorted(range(len(read)), key=lambda place: (len(read[place].pieces), place))
        labels, outcomes = (np.zeros((len(read), len(names)), dtype=np.float32) for names in (LABELS, OUTCOMES))
        with torch.inference_mode():
            for begin in range(0, len(order), self._batch_size):
                places = order[begin : begin + self._batch_size]
                found = self._network(*stack([read[place] for place in places]), gaps[places])
                labels[places], outcomes[places] = (logits.softmax(1).numpy() for logits in found)
        return labels.round(DECIMALS), outcomes.round(DECIMALS)


class CrossEncoderEntailment:
    """A CrossEncoder of sentence-transformers with three labels, in whatever order."""

    def __init__(self, model: Any, config: Contradictions) -> None:  # noqa: ANN401 - torch is not imported for a type
        self._model, self._batch_size = model, config.batch_size
        names = {int(number): str(name).lower() for number, name in model.config.id2label.items()}
        self._order = [
            next((number for number, name in names.items() if name.startswith(label[:7])), -1) for label in LABELS
        ]
        if -1 in self._order:
            raise ModelMissing(
                f"contradictions.model: {config.model!r} has the labels {', '.join(names.values())}; a model with "
                f"{', '.join(LABELS)} is needed"
            )

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """Judge in batches, without a progress bar of the library's own."""
        found = self._model.predict(
            list(pairs), batch_size=self._batch_size, apply_softmax=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(found, dtype=np.float32)[:, self._order].round(DECIMALS)


def _load_shipped(folder: Path, *, batch_size: int) -> Entailment:
    from tokenizers import Tokenizer

    from provenance.contradictions.network import Network
    from provenance.models.quantised import fill

    network = Network()
    fill(network, folder)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    return NewsEntailment(network, tokenizer, batch_size=batch_size)
