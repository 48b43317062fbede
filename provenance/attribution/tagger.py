"""Finds who is credited with what in running text: source, cue and content, by a small neural network.

The model was trained on PolNeAR (Newell, Margolin & Ruths, LREC 2018): statements, but also beliefs, plans, wishes and
decrees that the text credits to someone. Of nested attributions only the outermost is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from provenance.attribution.decoding import Found, best_labels, build, resolve, split_source, tidy
from provenance.attribution.windows import (
    Pieces,
    Span,
    Window,
    cut_pieces,
    cut_windows,
    find_runs,
    load_tokenizer,
    passage_around,
)
from provenance.errors import ModelMissing
from provenance.models import REINSTALL, check_sha256, model_folder, read_card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tokenizers import Tokenizer

    from provenance.attribution.decoding import Floats
    from provenance.attribution.network import Network, Passage
    from provenance.config import Attribution

Article = tuple[str, "Sequence[Span]"]

BLOCK = 64  # articles cut at a time: bounds the memory, and is enough to fill batches of like length
BATCH = 2048  # padded word pieces a batch


@dataclass(frozen=True)
class Tagged:
    """One attribution: character ranges into the text, trimmed of white space, in text order.

    ``source`` may be empty. ``confidence`` (0..1, four digits) is the model's probability that the attribution is one.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


class Tagger(Protocol):
    """What stands in for the shipped model must do this much."""

    def tag(self, text: str, spans: Sequence[Span]) -> list[Tagged]:
        """Return the attributions in the given regions of the text, in text order."""
        ...

    def tag_many(
        self, articles: Sequence[Article], progress: Callable[[int, int], None] | None = None
    ) -> list[list[Tagged]]:
        """Do the same for many articles; ``progress`` is called with articles done and in all."""
        ...


@dataclass(frozen=True)
class Settings:
    """How windows are cut and proposals made; fixed when the model is exported and kept in its card."""

    core: int = 160
    before: int = 32
    after: int = 48
    reach: int = 160
    follow: int = 120
    propose: float = 0.2
    keep_share: float = 0.5


class NeuralTagger:
    """The shipped tagger. The same text gives the same attributions, whatever else is tagged with it."""

    def __init__(
        self, network: Network, tokenizer: Tokenizer, settings: Settings, *, min_confidence: float = 0.5
    ) -> None:
        self.network = network.eval()
        self.tokenizer = tokenizer
        self.settings = settings
        self.min_confidence = min_confidence

    def tag(self, text: str, spans: Sequence[Span]) -> list[Tagged]:
        """Return the attributions in the given regions of the text, in text order."""
        return self.tag_many([(text, spans)])[0]

    def tag_many(
        self, articles: Sequence[Article], progress: Callable[[int, int], None] | None = None
    ) -> list[list[Tagged]]:
        """Tag many articles; ``progress`` is called with the number of articles done and in all.

        Text outside the given regions is never seen. No regions, or blank ones, give no attributions.
        """
        tagged: list[list[Tagged]] = []
        for begin in range(0, len(articles), BLOCK):
            part = articles[begin : begin + BLOCK]
            block = [cut_pieces(text, spans, self.tokenizer) for text, spans in part]
            for (text, _), pieces, found in zip(part, block, self._find(block), strict=True):
                kept = resolve(found, keep_share=self.settings.keep_share)
                tagged.append([_tagged(text, pieces, item) for item in kept])
            if progress:
                progress(len(tagged), len(articles))
        return tagged

    def _find(self, block: Sequence[Pieces]) -> list[list[Found]]:
        """Return for every article what the network proposes, overlaps not yet resolved."""
        from provenance.attribution.network import batches_by_size

        found: list[list[Found]] = [[] for _ in block]
        windows = [(number, window) for number, pieces in enumerate(block) for window in self._windows(pieces)]
        for batch in batches_by_size([len(window) + 1 for _, window in windows], BATCH):
            for number, item in self._read([windows[i] for i in batch], block):
                if item.confidence >= self.min_confidence:
                    found[number].append(item)
        return found

    def _windows(self, pieces: Pieces) -> list[Window]:
        settings = self.settings
        return cut_windows(pieces, core=settings.core, before=settings.before, after=settings.after)

    def _read(self, windows: Sequence[tuple[int, Window]], block: Sequence[Pieces]) -> Iterator[tuple[int, Found]]:
        """Encode a batch of windows, then read the passage around every proposed cue."""
        import torch

        from provenance.attribution.network import batches_by_size, stack_passages, stack_windows

        with torch.inference_mode():
            inputs = stack_windows([(block[number], window) for number, window in windows])
            states = self.network.encode(*inputs)
            cues = self.network.roles(states)[..., 1].sigmoid().float().numpy()
            steps, first = (part.numpy() for part in self.network.transitions())
            passages = []
            for row, (number, window) in enumerate(windows):
                passages += propose(block[number], window, cues[row], row, self.settings)
            for batch in batches_by_size([len(passage) for passage in passages], BATCH):
                chosen = [passages[i] for i in batch]
                scores, valid = self.network.read(*stack_passages(states, chosen))
                paths, _ = best_labels(scores.float().numpy(), [len(passage) for passage in chosen], steps, first)
                for passage, path, odds in zip(chosen, paths, valid.sigmoid().tolist(), strict=True):
                    number, window = windows[passage.row]
                    shift = window.start - 1
                    mark = (passage.mark[0] + shift, passage.mark[1] + shift)
                    item = build(path, passage.start + shift, mark, odds)
                    if item:
                        yield number, item


def load_tagger(config: Attribution) -> NeuralTagger:
    """Load the tagger that ``config.model`` names: a model shipped with the package, or the path of such a folder.

    Imports torch; takes about a second and 110 MB.

    Raises
    ------
    ModelMissing
        A file of the model is missing, is not the one its card names, or the card's labels are not this program's.
    """
    from safetensors.torch import load_file

    from provenance.attribution.network import LABELS, ROLES, Network
    from provenance.models.quantised import dequantise

    folder = model_folder(config.model)
    card = read_card(folder)
    if card.get("labels") != list(LABELS) or card.get("roles") != list(ROLES):
        raise ModelMissing(f"{folder / 'card.json'}: made for other labels than {', '.join(LABELS)}; {REINSTALL}")
    check_sha256(folder / "tokenizer.json", card.get("tokenizer_sha256", ""), mend=REINSTALL)
    network = Network()
    try:
        network.load_state_dict(dequantise(load_file(folder / "weights.safetensors")))
        settings = Settings(**card["settings"])
    except (RuntimeError, KeyError, TypeError) as error:
        raise ModelMissing(f"{folder}: weights or settings of another version ({error}); {REINSTALL}") from error
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    return NeuralTagger(network, tokenizer, settings, min_confidence=config.min_confidence)


def propose(pieces: Pieces, window: Window, cues: Floats, row: int, settings: Settings) -> list[Passage]:
    """Return the passage around every run of pieces whose probability of being a cue is enough.

    ``cues`` holds that probability (0..1) for every place of the window's row. Only runs that begin in the window's
    core count; a run ends with its paragraph.
    """
    from provenance.attribution.network import Passage

    here = slice(window.start, window.end)
    likely = (cues[1 : 1 + len(window)] >= settings.propose) & (pieces.start[here] < pieces.end[here])
    passages = []
    for begin, end in find_runs(likely):
        cue = (begin + window.start, end + window.start)
        if not window.core_start <= cue[0] < window.core_end:
            continue
        start, stop = passage_around(pieces, cue, window, reach=settings.reach, follow=settings.follow)
        shift = 1 - window.start
        passages.append(Passage(row, start + shift, stop + shift, (cue[0] + shift, cue[1] + shift)))
    return passages


def _tagged(text: str, pieces: Pieces, found: Found) -> Tagged:
    content = [tidy(text, pieces.chars(span)) for span in found.content]
    source, quotation = split_source(text, pieces.chars(found.source)) if found.source else (None, None)
    if quotation:
        content = sorted([*content, quotation])
    return Tagged(
        source=(source,) if source else (),
        cue=(pieces.chars(found.cue),),
        content=tuple(content),
        confidence=round(found.confidence, 4),
    )
