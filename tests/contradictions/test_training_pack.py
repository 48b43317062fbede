"""Pairs packed for training read as the program itself reads them, and a deeper network begins as the one it is of."""

import json

import numpy as np
import pytest
import torch

from provenance.contradictions.entailment import LABELS, MOST, OUTCOMES
from provenance.contradictions.marks import read_pairs
from provenance.contradictions.network import LAYERS, Network, stack
from provenance.embedding.news import load_tokenizer
from provenance.models import embedded_encoder_path
from training.entailment import Plan, Reader, deepen, divergence_of, layers_of, loss_of, mix
from training.entailment_pack import batches, draw, pack, read_pack, write_pack
from training.entailment_pairs import NO_CLASH, PEACE, Group, Pair

CLASHES = [
    Pair("Rebels captured Sarim on Monday.", "The army lost 14 men.", ("contradiction",), ("update",), 3),
    Pair("Fourteen people died at Halm.", "More than 20 people died at Halm, police said.", ("contradiction",)),
    Pair("The dam held.", "The dam did not hold.", ("contradiction",), ("contradiction",), 1),
]
OTHERS = [
    Pair("The dam held.", "Water is low.", ("neutral",)),
    Pair("Rebels captured Sarim on Monday.", "Sarim fell on Monday.", ("entailment",), ("compatible",), 2),
    Pair("Rebels captured Sarim on Monday.", "The dam held.", NO_CLASH, PEACE),
]
RENAMED = [pair._replace(premise=pair.premise.replace("Sarim", "Orrin")) for pair in CLASHES]


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(embedded_encoder_path() / "tokenizer.json")


@pytest.fixture(scope="module")
def kept(tokenizer):
    return pack([Group("clashes", 7, [CLASHES, RENAMED]), Group("others", 2, [OTHERS])], tokenizer)


def test_a_pack_is_read_as_the_program_reads(kept, tokenizer):
    pairs = [*CLASHES, *RENAMED, *OTHERS]
    inputs, labels, outcomes = Reader(kept, "cpu").read(np.arange(len(pairs)), vary=False)
    expected = stack(read_pairs(tokenizer, [pair[:2] for pair in pairs], MOST))
    assert all(torch.equal(found, right) for found, right in zip(inputs, expected, strict=False))
    assert inputs[4].tolist() == [pair.gap for pair in pairs]
    assert labels.tolist() == [[label in pair.labels for label in LABELS] for pair in pairs]
    assert outcomes.tolist() == [[outcome in pair.outcomes for outcome in OUTCOMES] for pair in pairs]


def test_pairs_turned_round_are_read_as_such_and_know_no_more_than_they_may(kept, tokenizer):
    torch.manual_seed(0)
    places = np.repeat(np.arange(len(kept.group)), 40)
    pairs = [*CLASHES, *RENAMED, *OTHERS]
    inputs, labels, _ = Reader(kept, "cpu").read(places, vary=True)
    forms = [
        {tuple(read.pieces): turned for turned, read in enumerate(read_pairs(tokenizer, [pair[:2], pair[1::-1]], MOST))}
        for pair in pairs
    ]
    both = set()
    for row, place in enumerate(places.tolist()):
        turned = forms[place][tuple(inputs[0][row][inputs[1][row] == 1].tolist())]
        told = {label for label, right in zip(LABELS, labels[row].tolist(), strict=True) if right}
        had = set(pairs[place].labels)
        assert told == (had if not turned or had == {"contradiction"} else set(NO_CLASH))
        assert not (turned and inputs[4][row])
        both.add(turned)
    assert both == {0, 1}


def test_a_pack_is_the_same_after_writing(kept, tmp_path):
    write_pack(kept, tmp_path / "pack.npz")
    read = read_pack(tmp_path / "pack.npz")
    assert (read.names, read.takes) == (["clashes", "others"], [7, 2])
    assert all(np.array_equal(value, getattr(read, name)) for name, value in vars(kept).items())


def test_a_pass_takes_what_it_is_told_of_one_variant_even_by_label(kept):
    rng = np.random.default_rng(0)
    for turn in range(4):
        drawn = draw(kept, turn, rng)
        assert (kept.group[drawn] == 0).sum() == 7
        assert set(kept.variant[drawn[kept.group[drawn] == 0]]) == {turn % 2}
        others = kept.labels[drawn[kept.group[drawn] == 1]]
        assert len(others) == len(set(others.tolist())) == 2


def test_a_plan_takes_more_or_less_of_groups_by_the_beginning_of_their_names(kept):
    assert Plan(takes={"cl": 2.0, "": 0.5}).taken(kept).takes == [14, 1]
    assert Plan().taken(kept).takes == kept.takes


def test_batches_hold_every_pair_once_and_no_more_pieces_than_allowed(kept):
    drawn = draw(kept, 0, np.random.default_rng(0))
    found = list(batches(kept, drawn, 64, np.random.default_rng(0), most=4))
    assert sorted(np.concatenate(found)) == sorted(drawn)
    sizes = kept.sizes()
    assert all(len(batch) == 1 or len(batch) * sizes[batch].max() <= 64 for batch in found)
    assert max(map(len, found)) > 1


def test_a_deepened_network_begins_as_the_one_it_is_of(kept):
    torch.manual_seed(0)
    shallow = Network(2 * LAYERS // 3).eval()
    deep = Network().eval()
    deep.load_state_dict(deepen(shallow.state_dict(), LAYERS))
    assert layers_of(deep.state_dict()) == LAYERS
    inputs, *_ = Reader(kept, "cpu").read(np.arange(4), vary=False)
    with torch.inference_mode():
        for one, other in zip(shallow(*inputs), deep(*inputs), strict=True):
            assert torch.allclose(one, other, atol=1e-4)


def test_a_network_cannot_be_made_more_than_twice_as_deep():
    with pytest.raises(ValueError, match="cannot be made"):
        deepen(Network(2).state_dict(), LAYERS)


def test_readings_that_agree_cost_nothing():
    one, other = torch.tensor([[2.0, 0.0, 1.0]]), torch.tensor([[0.0, 0.0, 0.0, 1.0, 3.0]])
    assert float(divergence_of((torch.cat([one, one]), torch.cat([other, other])))) == pytest.approx(0, abs=1e-6)
    assert float(divergence_of((torch.cat([one, -one]), torch.cat([other, other])))) > 0.5


def test_the_loss_of_a_pair_that_may_be_two_things_is_low_when_either_is_sure():
    told = torch.tensor([[True, True, False]]), torch.ones(1, 5, dtype=torch.bool)
    for sure in ([9.0, 0.0, 0.0], [0.0, 9.0, 0.0]):
        assert float(loss_of((torch.tensor([sure]), torch.zeros(1, 5)), told, 0.0)) < 0.01
    assert float(loss_of((torch.tensor([[0.0, 0.0, 9.0]]), torch.zeros(1, 5)), told, 0.0)) > 5


def test_two_runs_are_mixed_entry_by_entry_and_the_plan_tells_of_both(tmp_path):
    for name, value, plan in (("one", 1.0, {"seed": 0, "rate": 1}), ("two", 2.0, {"seed": 5, "rate": 1})):
        (tmp_path / name).mkdir()
        torch.save({"weights": {"w": torch.full((2,), value)}, "seen": 10 * int(value)}, tmp_path / name / "mean.pt")
        (tmp_path / name / "plan.json").write_text(json.dumps(plan))
    mix(tmp_path / "one", tmp_path / "two", 0.75, tmp_path / "mixed")
    kept = torch.load(tmp_path / "mixed" / "mean.pt", weights_only=True)
    assert kept["weights"]["w"].tolist() == [1.25, 1.25]
    told = json.loads((tmp_path / "mixed" / "plan.json").read_text())
    assert told["share_of_the_weights"] == 0.75
    assert told["second_run"] == {"seed": 5, "pairs_seen": 20}
