"""Finds who is credited with what in running text: source, cue and content, by a small neural network.

The model was trained on PolNeAR (Newell, Margolin & Ruths, LREC 2018): statements, but also beliefs, plans, wishes and
decrees that the text credits to someone. Of nested attributions only the outermost is meant.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from provenance.attribution.decoding import Calibration, Found, best_labels, build, resolve, split_source, tidy
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

BATCH = 2048  # padded word pieces a batch


@dataclass(frozen=True)
class Tagged:
    """One attribution: character ranges into the text, trimmed of white space, in text order.

    ``source`` may be empty. ``confidence`` (0..1, four digits) is the probability that content and source are those
    that an annotator of the training corpus would mark: the content by half of its words at least, and the same source.
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
    """How windows are cut and proposals made; fixed when the model is exported and kept in its card.

    Windows without a margin are read best, since they are what the network was trained on: with 32 pieces before and 48
    after a core of 160 full attribution on PolNeAR dev is 1.2 points lower.
    """

    core: int = 240
    before: int = 0
    after: int = 0
    reach: int = 160
    follow: int = 120
    propose: float = 0.2
    keep_share: float = 0.5


class NeuralTagger:
    """The shipped tagger. The same text gives the same attributions, whatever else is tagged with it."""

    def __init__(
        self,
        network: Network,
        tokenizer: Tokenizer,
        settings: Settings,
        *,
        calibration: Calibration | None = None,
        min_confidence: float = 0.5,
    ) -> None:
        self.network = network.eval()
        self.tokenizer = tokenizer
        self.settings = settings
        self.calibration = calibration or Calibration()
        self.min_confidence = min_confidence

    def tag(self, text: str, spans: Sequence[Span]) -> list[Tagged]:
        """Return the attributions in the given regions of the text, in text order.

        Text outside the given regions is never seen. No regions, or blank ones, give no attributions.
        """
        pieces = cut_pieces(text, spans, self.tokenizer)
        return [in_characters(text, pieces, item) for item in self.find(pieces)]

    def tag_many(
        self, articles: Sequence[Article], progress: Callable[[int, int], None] | None = None
    ) -> list[list[Tagged]]:
        """Tag many articles; ``progress`` is called with the number of articles done and in all.

        Each article is read by one thread, as many at a time as torch may use: small matrices gain little from being
        parted, and no article's rounding depends on what stands beside it.
        """
        import torch

        threads = torch.get_num_threads()
        tagged: list[list[Tagged]] = []
        pool = ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(1,))
        try:
            for found in pool.map(lambda article: self.tag(*article), articles):
                tagged.append(found)
                if progress:
                    progress(len(tagged), len(articles))
        finally:
            pool.shutdown(cancel_futures=True)
            torch.set_num_threads(threads)
        return tagged

    def find(self, pieces: Pieces) -> list[Found]:
        """Return the attributions of an article in word pieces, in order and without overlaps."""
        from provenance.attribution.network import batches_by_size

        windows = self._windows(pieces)
        batches = batches_by_size([len(window) + 1 for window in windows], BATCH)
        found = [item for batch in batches for item in self._read([windows[i] for i in batch], pieces)]
        sure = [item for item in found if item.confidence >= self.min_confidence]
        return resolve(sure, keep_share=self.settings.keep_share)

    def _windows(self, pieces: Pieces) -> list[Window]:
        settings = self.settings
        return cut_windows(pieces, core=settings.core, before=settings.before, after=settings.after)

    def _read(self, windows: Sequence[Window], pieces: Pieces) -> Iterator[Found]:
        """Encode a batch of windows, then read the passage around every proposed cue."""
        import torch

        from provenance.attribution.network import batches_by_size, stack_passages, stack_windows

        with torch.inference_mode():
            states = self.network.encode(*stack_windows([(pieces, window) for window in windows]))
            cues = self.network.roles(states)[..., 1].float().sigmoid().numpy()
            steps, first = (part.float().numpy() for part in self.network.transitions())
            passages = [
                passage
                for row, window in enumerate(windows)
                for passage in propose(pieces, window, cues[row], row, self.settings)
            ]
            for batch in batches_by_size([len(passage) for passage in passages], BATCH):
                chosen = [passages[i] for i in batch]
                scores, valid = self.network.read(*stack_passages(states, chosen))
                paths, logs = best_labels(scores.float().numpy(), [len(one) for one in chosen], steps, first)
                for passage, path, odds, log in zip(chosen, paths, valid.float().tolist(), logs.tolist(), strict=True):
                    shift = windows[passage.row].start - 1
                    item = build(path, passage.start + shift, (passage.mark[0] + shift, passage.mark[1] + shift))
                    if item:
                        item = replace(item, odds=odds, doubt=max(0.0, -log) ** 0.5)
                        yield replace(item, confidence=self.calibration.confidence(item))


def load_tagger(config: Attribution) -> NeuralTagger:
    """Load the tagger that ``config.model`` names: a model shipped with the package, or the path of such a folder.

    Imports torch; takes about a second and 110 MB. With ``config.precision`` "auto" the network computes in bfloat16
    where the processor does, which takes half the time and gives the same figures on PolNeAR dev within 0.1.

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
        calibration = Calibration(**card.get("calibration", {}))
    except (RuntimeError, KeyError, TypeError) as error:
        raise ModelMissing(f"{folder}: weights or settings of another version ({error}); {REINSTALL}") from error
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    if computes_in(config) == "bfloat16":
        network.bfloat16()
    return NeuralTagger(network, tokenizer, settings, calibration=calibration, min_confidence=config.min_confidence)


def computes_in(config: Attribution) -> str:
    """Return the numbers the tagger computes with: float32, or bfloat16 where the processor has it and options let it.

    Where a processor can multiply in bfloat16 only by detours, 32 bits are faster.
    """
    import torch

    able = torch.cpu.get_capabilities()
    fast = able.get("avx512_bf16") or able.get("amx_bf16")
    return "bfloat16" if fast and config.precision == "auto" else "float32"


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


def in_characters(text: str, pieces: Pieces, found: Found) -> Tagged:
    """Return an attribution in characters of the text, its ends tidied."""
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
