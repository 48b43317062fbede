"""Fine-tune the entailment model from all-MiniLM-L6-v2 on pairs of sentences of many kinds.

    python -m training.entailment_pairs DATA --out PACK.npz
    python -m training.entailment train PACK.npz --out RUN --hours 2    # RUN/last.pt every ten minutes; goes on from it
    python -m training.entailment mix RUN OTHER --share 0.7 --out MIXED    # the mean of two runs' weights
    python -m training.entailment measure PACK.npz --run RUN
    python -m training.entailment export --run RUN --to provenance/models/news_entailment

What is learnt from stands in ``entailment_pairs``. A third of all pairs is turned round, pieces are hidden, states
dropped. The rate falls with the clock, so that a run ends when it is said to, whatever else the machine does. Weights
are averaged over the last steps. On a GPU (``--device cuda``) one process learns, word embeddings too, and each pair is
read twice so that both readings agree (R-Drop, Liang et al. 2021); on processors, several. See training/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from provenance.contradictions.entailment import LABELS, OUTCOMES
from provenance.contradictions.network import LAYERS, Network
from provenance.models import ENCODER_SHA256, embedded_encoder_path
from provenance.models.quantised import dequantise, quantise
from training.entailment_pack import Pack, batches, draw, read_pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

FIRST, MASK, FIRST_WORD = 101, 103, 999  # [CLS]; [MASK]; pieces before this one are not of the text
UNDATED = 0.35  # share of pairs of which the network is not told how many hours lie between
SWAPPED = 0.35  # share of the pairs that are turned round; what was no contradiction is none then, one knows no more
LAYER = re.compile(r"encoder\.encoder\.layer\.(\d+)\.")
CLASH = 1 << LABELS.index("contradiction")
ANY = (1 << len(LABELS)) - 1


@dataclass(frozen=True)
class Plan:
    """What may be turned; rates are of the encoder and of the head."""

    hours: float = 1.5
    rate: float = 1.5e-4
    head_rate: float = 6e-4
    warm: float = 0.04
    smoothing: float = 0.03
    average: float = 0.998
    dropout: float = 0.1  # of the hidden states
    attention: float = 0.0  # dropped of what is attended to, dear on processors
    hidden: float = 0.05  # share of the pieces that are hidden behind the mask
    agree: float = 0.0  # weight of the divergence between two readings of a pair; at 0 each is read once
    words: bool = False  # whether word embeddings are learnt too: a sixth of a step on processors
    shrink: float = 0.15  # how far the weights that a run begins with are drawn back to the plain encoder's
    pieces: int = 2816  # of a batch
    saved: float = 600  # seconds between checkpoints
    device: str = "cpu"
    workers: int = 2  # processes on processors
    seed: int = 0
    # times that groups of pairs stand in a pass more or less often, by the beginning of their names
    takes: dict[str, float] = field(default_factory=dict)

    def taken(self, kept: Pack) -> Pack:
        """Return the pack with the plan's ``takes``."""
        times = [
            next((often for name, often in self.takes.items() if group.startswith(name)), 1.0) for group in kept.names
        ]
        return replace(kept, takes=[round(take * often) for take, often in zip(kept.takes, times, strict=True)])


# what is dear on processors and cheap there
ON_GPU = {
    "device": "cuda",
    "pieces": 20_480,
    "attention": 0.1,
    "agree": 0.5,
    "words": True,
    "average": 0.999,
    "saved": 60,
}


class Reader:
    """The pairs of a pack as tensors on a device, from which batches are put together there."""

    def __init__(self, kept: Pack, device: str) -> None:
        def put(array: NDArray[np.generic], kind: torch.dtype = torch.long) -> Tensor:
            return torch.from_numpy(array).to(device).to(kind)

        self._device, self._sizes = device, kept.sizes()
        self._pieces, self._marks = put(kept.pieces.astype(np.int32), torch.int32), put(kept.marks, torch.uint8)
        self._begins, self._lengths = put(kept.begins), put(kept.lengths)
        self._sides, self._marks_at = put(kept.sides), put(kept.marks_at)
        self._labels, self._outcomes, self._gaps = put(kept.labels), put(kept.outcomes), put(kept.gaps)

    def read(self, places: NDArray[np.int64], *, vary: bool) -> tuple[tuple[Tensor, ...], Tensor, Tensor]:
        """Return the inputs of the network, and which labels and outcomes may be right, (pairs, 3 and 5), bool.

        Of those that ``vary``, some are turned round or lose their hours.
        """
        rows = torch.from_numpy(places).to(self._device)
        sides, marks_at, labels, gaps = (one[rows] for one in (self._sides, self._marks_at, self._labels, self._gaps))
        if vary:
            chance = torch.rand(2, len(rows), device=self._device)
            gaps = gaps.masked_fill(chance[0] < UNDATED, 0)
            turned = (gaps == 0) & (chance[1] < SWAPPED)
            sides, marks_at = (torch.where(turned[:, None], one.flip(1), one) for one in (sides, marks_at))
            clash = (labels & CLASH) > 0
            other = torch.where(labels == CLASH, labels, torch.where(clash, ANY, ANY - CLASH))
            labels = torch.where(turned, other, labels)
        number = torch.arange(int(self._sizes[places].max()), device=self._device)[None]  # of a piece in its pair
        end, stop = (1 + self._lengths[sides].cumsum(1)).chunk(2, 1)
        second = (number >= end) & (number < stop)
        inside = (number >= 1) & (number < stop)

        def at(begins: Tensor) -> Tensor:
            return torch.where(second, begins[:, 1:] + number - end, begins[:, :1] + number - 1).masked_fill(~inside, 0)

        ids = self._pieces[at(self._begins[sides])].long().masked_fill(~inside, 0)
        ids[:, 0] = FIRST
        marks = self._marks[at(marks_at)].long().masked_fill(~inside, 0)
        mask = (number < stop).long()
        told = (_told(bits, len(names)) for bits, names in ((labels, LABELS), (self._outcomes[rows], OUTCOMES)))
        return (ids, mask, second.long(), marks, gaps), *told


def _told(bits: Tensor, number: int) -> Tensor:
    return (bits[:, None] >> torch.arange(number, device=bits.device) & 1).bool()


def loss_of(logits: tuple[Tensor, Tensor], told: tuple[Tensor, Tensor], smoothing: float) -> Tensor:
    """Return the mean loss of both heads: of a pair that may be one or another, that it is none of them."""
    losses = [_loss(one.float(), right, smoothing) for one, right in zip(logits, told, strict=True)]
    return (losses[0] + losses[1]).mean()


def _loss(logits: Tensor, told: Tensor, smoothing: float) -> Tensor:
    logs = logits.log_softmax(1)
    missed = -torch.logsumexp(logs.masked_fill(~told, -torch.inf), 1)
    spread = (1 - smoothing) * missed - smoothing * logs.mean(1)
    return torch.where(told.sum(1) == 1, spread, missed)


def divergence_of(logits: tuple[Tensor, Tensor]) -> Tensor:
    """Return how far two readings of the same pairs (first and second half of the rows) are apart, both ways."""
    total = torch.zeros((), device=logits[0].device)
    for head in logits:
        one, other = head.float().log_softmax(1).chunk(2)
        total = total + ((one.exp() - other.exp()) * (one - other)).sum(1).mean() / 2
    return total


def start(plan: Plan, init: Path | None = None) -> Network:
    """Return a network with the weights of the embedded encoder and new heads, or those of an exported model.

    The latter are drawn back to the former by ``plan.shrink``: what was learnt by heart is loosened before the rest.
    Where the weights have fewer layers than the network, every second one from the last on is followed by a copy that
    at first changes nothing (Wu et al., LLaMA Pro, ACL 2024).
    """
    network = Network()
    network.encoder.set_attn_implementation("eager" if plan.device == "cpu" else "sdpa")
    plain = {
        f"encoder.{name}": value for name, value in load_file(embedded_encoder_path() / "model.safetensors").items()
    }
    begun = plain | {name: value for name, value in network.state_dict().items() if not name.startswith("encoder.")}
    if init:
        learnt = dequantise(load_file(init / "weights.safetensors"))
        if layers_of(learnt) != layers_of(plain):
            plain = deepen(plain, layers_of(learnt))
        begun = {name: torch.lerp(value, plain.get(name, value), plan.shrink) for name, value in learnt.items()}
    missing = network.load_state_dict(deepen(begun, LAYERS), strict=False).missing_keys
    if missing:
        raise ValueError(f"the weights to begin with lack {', '.join(missing)}")
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(plan.words)
    for name, part in network.named_modules():
        if isinstance(part, nn.Dropout):
            part.p = plan.attention if "self" in name else plan.dropout
    return network


def layers_of(weights: Mapping[str, Tensor]) -> int:
    """Return how many layers the encoder has whose weights these are."""
    return 1 + max(int(found[1]) for name in weights if (found := LAYER.match(name)))


def deepen(weights: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """Return the weights of a network of so many layers that reads as the given one does.

    A layer that is added is a copy of the one before, but that it adds nothing to what it is given; since it norms that
    again, its norm is set to the scale that the layer before leaves.
    """
    had = layers_of(weights)
    added = {had - 1 - 2 * place for place in range(layers - had)}
    order = [(place, copy) for place in range(had) for copy in ((False, True) if place in added else (False,))]
    if len(order) != layers:
        raise ValueError(f"{had} layers cannot be made {layers}")
    found = {name: value for name, value in weights.items() if not LAYER.match(name)}
    for number, (place, copy) in enumerate(order):
        begin = f"encoder.encoder.layer.{place}."
        scale, shift = (weights[f"{begin}output.LayerNorm.{what}"] for what in ("weight", "bias"))
        for name, value in weights.items():
            rest = name.removeprefix(begin)
            if rest == name:
                continue
            kept = value.clone()
            if copy and rest.startswith(("attention.output.dense.", "output.dense.")):
                kept.zero_()
            elif copy and rest.endswith("LayerNorm.weight"):
                kept.fill_((scale.pow(2).mean() + shift.var()).sqrt())
            elif copy and rest.endswith("LayerNorm.bias"):
                kept.fill_(shift.mean())
            found[f"encoder.encoder.layer.{number}.{rest}"] = kept
    return found


def train(path: Path, out: Path, plan: Plan, init: Path | None = None) -> None:
    """Learn until the hours are over; RUN/last.pt holds where it stands, RUN/mean.pt the averaged weights.

    On processors, workers of one thread each change the same weights without waiting for one another (Hogwild, Niu et
    al. 2011): no core is idle, and none waits for one that is busy with something else.
    """
    out.mkdir(parents=True, exist_ok=True)
    kept = plan.taken(read_pack(path))
    rows = {name: take for name, take in zip(kept.names, kept.takes, strict=True) if take}
    (out / "plan.json").write_text(json.dumps(asdict(plan) | {"rows_of_a_pass": rows}), encoding="utf-8")
    torch.manual_seed(plan.seed)
    network = start(plan, init).to(plan.device)
    before = 0
    if (out / "last.pt").exists():
        state = torch.load(out / "last.pt", weights_only=True, map_location=plan.device)
        network.load_state_dict(state["network"])
        before = state["seen"]
    seen = torch.zeros(plan.workers, dtype=torch.long).share_memory_()
    seen[0] = before
    if plan.device == "cpu":
        network.share_memory()
        torch.multiprocessing.spawn(_work, (network, seen, path, out, plan), nprocs=plan.workers)
    else:
        _work(0, network, seen, path, out, plan)


def _work(worker: int, network: Network, seen: Tensor, path: Path, out: Path, plan: Plan) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed + worker)
    kept = plan.taken(read_pack(path))
    reader = Reader(kept, plan.device)
    learner = _Learner(network, out, plan)
    rng = np.random.default_rng([plan.seed, learner.visits, worker])
    network.train()
    losses: list[Tensor] = []
    for places in _endless(kept, plan, rng):
        done = learner.done()
        losses.append(learner.step(reader.read(places, vary=True), done))
        seen[worker] += len(places)
        if len(losses) == 200:
            if worker == 0:
                mean = float(torch.stack(losses).mean())
                sys.stderr.write(f"{done:.3f} {int(seen.sum())} pairs, loss {mean:.3f}\n")
            losses.clear()
        if worker == 0:
            learner.average()
            if done >= 1 or time.monotonic() - learner.saved > plan.saved:
                learner.save(int(seen.sum()))
        if done >= 1:
            return


def _endless(kept: Pack, plan: Plan, rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    most = max(16, plan.pieces // 22)
    for turn in count(int(rng.integers(3))):
        yield from batches(kept, draw(kept, turn, rng), plan.pieces, rng, most=most)


def _autocast(device: str) -> AbstractContextManager[object]:
    return nullcontext() if device == "cpu" else torch.autocast(device, torch.bfloat16)


class _Learner:
    """What a worker changes the shared weights with; the first one also keeps their average and the checkpoints."""

    def __init__(self, network: Network, out: Path, plan: Plan) -> None:
        self._network, self._out, self._plan = network, out, plan
        self._learnt = {name: value for name, value in network.named_parameters() if value.requires_grad}
        head = [value for name, value in self._learnt.items() if not name.startswith("encoder.")]
        body = [value for name, value in self._learnt.items() if name.startswith("encoder.")]
        self._optimizer = torch.optim.AdamW([{"params": body}, {"params": head}], weight_decay=0.01, foreach=True)
        self._mean = {name: value.detach().clone() for name, value in self._learnt.items()}
        spent, self.visits, self._steps = 0.0, 0, 0
        if (out / "last.pt").exists():
            kept = torch.load(out / "last.pt", weights_only=True, map_location=plan.device)
            self._optimizer.load_state_dict(kept["optimizer"])
            self._mean, spent, self.visits = kept["mean"], kept["spent"], kept["visits"] + 1
        self.saved = time.monotonic()
        self._begun = self.saved - spent

    def done(self) -> float:
        """Return the share of the hours that is over."""
        return (time.monotonic() - self._begun) / (self._plan.hours * 3600)

    def step(self, read: tuple[tuple[Tensor, ...], Tensor, Tensor], done: float) -> Tensor:
        """Take a step and return its loss; the rate rises, then falls to nothing with the clock."""
        factor = min(1.0, done / self._plan.warm + 0.02) * max(0.005, 1 - done)
        for group, rate in zip(self._optimizer.param_groups, (self._plan.rate, self._plan.head_rate), strict=True):
            group["lr"] = rate * factor
        inputs, *told = read
        if self._plan.agree:
            inputs, told = tuple(torch.cat([one, one]) for one in inputs), [torch.cat([one, one]) for one in told]
        ids = inputs[0]
        covered = (torch.rand(ids.shape, device=ids.device) < self._plan.hidden) & (ids >= FIRST_WORD)
        with _autocast(self._plan.device):
            logits = self._network(ids.masked_fill(covered, MASK), *inputs[1:])
        loss = loss_of(logits, (told[0], told[1]), self._plan.smoothing)
        total = loss + self._plan.agree * divergence_of(logits) if self._plan.agree else loss
        self._optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(self._learnt.values(), 1.0)
        self._optimizer.step()
        self._steps += 1
        return loss.detach()

    def average(self) -> None:
        """Draw the average towards the weights, every fifth step."""
        if self._steps % 5 == 0:
            keep = min(self._plan.average, 1 - 10 / (self._steps + 10)) ** 5
            for name, value in self._learnt.items():
                self._mean[name].lerp_(value.detach(), 1 - keep)

    def save(self, seen: int) -> None:
        """Write where the run stands, and the averaged weights."""
        self.saved = time.monotonic()
        state = {"network": self._network.state_dict(), "optimizer": self._optimizer.state_dict(), "mean": self._mean}
        torch.save(
            state | {"spent": self.saved - self._begun, "seen": seen, "visits": self.visits}, self._out / "part.pt"
        )
        (self._out / "part.pt").replace(self._out / "last.pt")
        torch.save({"weights": self._network.state_dict() | self._mean, "seen": seen}, self._out / "mean.pt")


def measure(path: Path, run: Path) -> None:
    """Write what share of what is left out is right, in percent, to RUN/measured.json, with weights as shipped."""
    network = Network()
    weights = torch.load(run / "mean.pt", weights_only=True, map_location="cpu")["weights"]
    network.load_state_dict(dequantise(quantise(weights)))
    measured = measure_network(network, read_pack(path))
    (run / "measured.json").write_text(json.dumps(measured, indent=1), encoding="utf-8")
    sys.stdout.write(json.dumps(measured, indent=1) + "\n")


def measure_network(network: Network, kept: Pack, device: str = "cpu") -> dict[str, float]:
    """Return what share of each group that is not learnt from is right, in percent, read one way; 'all' of public dev.

    A group of which each pair has one outcome, or was judged by a reader, is judged by that, any other by label.
    """
    reader, found = Reader(kept, device), np.zeros((2, len(kept.group)))
    measured = np.flatnonzero(np.array(kept.takes)[kept.group] == 0)
    network.eval()
    with torch.inference_mode(), _autocast(device):
        for places in batches(kept, measured, 8192, np.random.default_rng(0), most=512):
            inputs, *told = reader.read(places, vary=False)
            for head, (logits, right) in enumerate(zip(network(*inputs), told, strict=True)):
                hit = right.gather(1, logits.argmax(1, keepdim=True))[:, 0]
                found[head, places] = hit.cpu().numpy()
    network.train()
    shares, public = {}, []
    for number in dict.fromkeys(kept.group[measured].tolist()):
        members = kept.group == number
        name = kept.names[number]
        one_outcome = all(bits.bit_count() == 1 for bits in kept.outcomes[members].tolist())
        right = found[int(one_outcome or name.startswith("judged")), members]
        shares[name] = right.mean()
        if not name.startswith(("own", "judged")):
            public.append(right)
    shares["all"] = np.concatenate(public).mean()
    return {name: round(100 * float(share), 1) for name, share in shares.items()}


def mix(run: Path, other: Path, share: float, out: Path) -> None:
    """Write the mean of the weights of two runs that began with the same ones, ``share`` of the first."""
    kept = [torch.load(one / "mean.pt", weights_only=True, map_location="cpu") for one in (run, other)]
    plans = [json.loads((one / "plan.json").read_text(encoding="utf-8")) for one in (run, other)]
    mixed = {name: torch.lerp(kept[1]["weights"][name], value, share) for name, value in kept[0]["weights"].items()}
    differs = {name: value for name, value in plans[1].items() if value != plans[0].get(name)}
    told = {"share_of_the_weights": share, "second_run": differs | {"pairs_seen": kept[1]["seen"]}}
    out.mkdir(parents=True, exist_ok=True)
    torch.save({"weights": mixed, "seen": kept[0]["seen"]}, out / "mean.pt")
    (out / "plan.json").write_text(json.dumps(plans[0] | told), encoding="utf-8")


def export(run: Path, folder: Path) -> None:
    """Write weights, tokenizer and card."""
    kept = torch.load(run / "mean.pt", weights_only=True, map_location="cpu")
    plan = json.loads((run / "plan.json").read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    save_file(quantise(kept["weights"]), folder / "weights.safetensors")
    shutil.copyfile(embedded_encoder_path() / "tokenizer.json", folder / "tokenizer.json")
    card = {
        "name": "news_entailment",
        "what": "whether a claim entails another, leaves it open or contradicts it; what two reports amount to",
        "labels": list(LABELS),
        "outcomes": list(OUTCOMES),
        "from": f"all-MiniLM-L6-v2 (Apache-2.0), model.safetensors SHA-256 {ENCODER_SHA256}",
        "data": DATA,
        "rows_of_a_pass": plan.pop("rows_of_a_pass"),
        "texts_included": False,
        "plan": plan | {"pairs_seen": kept["seen"]},
        "measured_on_dev": json.loads((run / "measured.json").read_text(encoding="utf-8")),
        "sha256": _sha256(folder / "weights.safetensors"),
        "tokenizer_sha256": _sha256(folder / "tokenizer.json"),
    }
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


DATA = [
    "pairs of our own, written by hand (training/news_pairs, news_reports, news_turns), CC0 1.0",
    "SNLI (Bowman et al. 2015), CC BY-SA 4.0; MultiNLI (Williams et al. 2018), OANC and others",
    "counterfactual SNLI (Kaushik et al. 2020), Apache-2.0; DISCO (Chen et al. 2023), MIT / CC BY-SA",
    "WANLI (Liu et al. 2022), CC BY 4.0; ConjNLI (Saha et al. 2020), MIT; CommitmentBank (de Marneffe et al. 2019)",
    "VitaminC (Schuster et al. 2021), FEVER (Thorne et al. 2018), FEVER-Symmetric (2019), WikiFactCheck, CC BY-SA",
    "Fool Me Twice (Eisenschlos et al. 2021), Apache-2.0; pairs on Wikipedia (Vania et al. 2020), CC BY-SA",
    "FNC-1 (Pomerleau & Rao 2017; Hanselowski et al. 2018), Apache-2.0; FIB (Tam et al. 2023), CC BY 4.0",
    "no licence stated: LingNLI (2021), MPE (2017), NOPE (2021), Climate-FEVER (2020), HealthVer (2021), NeuS leads",
    "no licence stated: articles of outlets of the AllSides list (Baly et al. 2020) and PolNeAR (Newell et al. 2018)",
    "UCI headlines (Gasparetti 2016), CC BY 4.0; STS-B, CC BY-SA 4.0",
    "ECB+ (Cybulska & Vossen 2014), CC BY 3.0, and NewsWCL50 (Hamborg et al. 2019), CC BY-SA 4.0",
]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Run one of the commands of the module's first lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("train", "mix", "measure", "export"))
    parser.add_argument("files", nargs="*", type=Path, help="what entailment_pairs has written, or two runs to mix")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--init", type=Path, help="an exported model to go on from")
    parser.add_argument("--run", type=Path)
    parser.add_argument("--to", type=Path)
    parser.add_argument("--hours", type=float, default=Plan.hours)
    parser.add_argument("--rate", type=float, default=Plan.rate, help="of the encoder; heads learn four times as fast")
    parser.add_argument("--device", choices=("cpu", "cuda"), default=Plan.device)
    parser.add_argument("--plan", type=json.loads, default={}, help="what else of the plan is other, as JSON")
    parser.add_argument("--share", type=float, default=0.5, help="of the first run's weights in a mix")
    asked = parser.parse_args()
    if asked.command == "train":
        plan = Plan(hours=asked.hours, rate=asked.rate, head_rate=4 * asked.rate)
        plan = replace(plan, **(ON_GPU if asked.device == "cuda" else {}) | asked.plan)
        train(asked.files[0], asked.out, plan, asked.init)
    elif asked.command == "mix":
        mix(*asked.files, asked.share, asked.out)
    elif asked.command == "measure":
        measure(asked.files[0], asked.run)
    else:
        export(asked.run, asked.to)


if __name__ == "__main__":
    main()
