"""Voters that repeat one another, told from their votes alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from provenance.reliability.votes import Votes

    Pair = tuple[int, int]

# Items that both must have spoken on; fewer tell nothing.
ITEMS = 30
# Least share of these on which they write the very same, and least share of shared departures among all items that tell
# copying from being right; lower ends of a 95 % interval. The last one is for strings that say no more than the values:
# by values alone, good sources look like one another (flights, .5: .749 right; .9: .948).
AGREEMENT, DEPARTURES, PLAIN_DEPARTURES = 0.85, 0.5, 0.9
# Share of the values given twice or more that are written in several ways, from which on strings say more than values.
VARIED = 0.1
# How many others must stand together for something else before a position counts as a departure from them.
OTHERS = 2
DEVIATE = 1.96


def find_echoes(votes: Votes, written: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for every voter the number of the first member of its group of copies; for most it is their own.

    Good voters agree because they are right, so agreement alone does not show copying; shared errors do (Dong,
    Berti-Equille and Srivastava, PVLDB 2009), and so do shared ways of writing. ``written`` numbers the raw string
    behind each vote, equal for equal strings within an item. Of the items on which two voters speak,

    - those are evidence for copying where both wrote the very same and others stand for a rival position in larger
      number (two at least) than for theirs, or where all who agree with them write one string and a rival is written
      in several: an echo may be the majority, but it has one hand;
    - those are evidence against where they wrote different things;
    - all others, where they agree with most, are neither.

    Two voters are linked if they share at least 30 items, wrote the same on nearly all, and departed together in most
    of the telling ones: the lower ends of the intervals (Wilson, 95 %) must reach .85 and .5; .9 instead of .5 where
    values are hardly ever written in two ways, so that strings are no evidence of their own. Positions that one
    supports (``Votes.supports``) are no rivals: who is vague has not erred.

    Linked voters form a group; two groups are joined only if at least half of their pairs with enough items in common
    are linked, so that a chain of good voters does not become one. Strongest links first.

    Found on flights, whole, by day and on every fiftieth flight: the 5 known groups (19 voters, 28 pairs) and nothing
    else; the closest other pair with many items writes the same on .89 of them. A voter that copies only now and
    then, or rewords, is not found. Cost: time O(sum over items of their voters squared); memory O(pairs of voters
    with an item in common).
    """
    item = votes.item_of[votes.position]
    spelling = np.unique(np.stack([item, written]), axis=1, return_inverse=True)[1].ravel()
    counts = votes.by_position(np.ones(votes.voter.size))
    ways = _ways(votes, spelling)
    varied = np.sum(ways > 1) >= VARIED * np.sum(counts > 1)
    needed = DEPARTURES if varied else PLAIN_DEPARTURES
    telling = _departing(votes, counts, 2) | ((counts > 1) & (ways == 1) & _departing(votes, ways, 1))
    kept = np.bincount(votes.voter, minlength=votes.voters)[votes.voter] >= ITEMS
    voter, spelling, item, rare = votes.voter[kept], spelling[kept], item[kept], telling[votes.position][kept]
    ones = np.ones(voter.size)
    both, same = (_together(voter, column, ones, votes.voters) for column in (item, spelling))
    apart = _together(voter, spelling, rare.astype(float), votes.voters)
    pairs = sparse.triu(both, 1).tocoo()
    enough = pairs.data >= ITEMS
    a, b, shared = pairs.row[enough], pairs.col[enough], pairs.data[enough]
    agreed, departed = (np.asarray(table[a, b]).ravel() for table in (same, apart))
    strength = _at_least(departed, departed + shared - agreed)
    linked = (strength >= needed) & (_at_least(agreed, shared) >= AGREEMENT)
    order = np.lexsort((b[linked], a[linked], -strength[linked]))
    links = [(int(first), int(second)) for first, second in zip(a[linked][order], b[linked][order], strict=True)]
    known = {(int(first), int(second)) for first, second in zip(a, b, strict=True)}
    return _groups(votes.voters, links, known)


def one_voice(votes: Votes, groups: NDArray[np.int64]) -> Votes:
    """Return votes in which every group speaks once an item, as most of its members do (in a tie, the first position).

    The group votes under the number of its first member; the others are left without votes.
    """
    head, item = groups[votes.voter], votes.item_of[votes.position]
    case, backed = np.unique(np.stack([head, item, votes.position]), axis=1, return_counts=True)
    order = np.lexsort((case[2], -backed, case[1], case[0]))
    chosen = case[:, order]
    first = np.ones(order.size, dtype=bool)
    first[1:] = (chosen[:2, 1:] != chosen[:2, :-1]).any(axis=0)
    return replace(votes, voter=chosen[0][first], position=chosen[2][first], weight=np.ones(int(first.sum())))


def _ways(votes: Votes, spelling: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for every position in how many ways it is written."""
    pairs = np.unique(np.stack([votes.position, spelling]), axis=1)
    return np.bincount(pairs[0], minlength=votes.item_of.size).astype(np.float64)


def _together(
    voter: NDArray[np.int64], column: NDArray[np.int64], values: NDArray[np.float64], voters: int
) -> sparse.csr_matrix:
    """Return for every pair of voters the sum of ``values`` over the columns that both have."""
    shape = (voters, int(column.max(initial=-1)) + 1)
    table = sparse.csr_matrix((values, (voter, column)), shape=shape)
    return (table @ sparse.csr_matrix((np.ones(voter.size), (voter, column)), shape=shape).T).tocsr()


def _departing(votes: Votes, counts: NDArray[np.float64], own: int) -> NDArray[np.bool_]:
    """Tell for every position whether a rival has more, and two at least, than it has without its ``own``."""
    best = votes.highest(counts)
    leads = counts == best[votes.item_of]
    tied = votes.by_item(leads.astype(float)) > 1
    second = votes.highest(np.where(leads, 0.0, counts))
    rival = np.where(leads & ~tied[votes.item_of], second[votes.item_of], best[votes.item_of])
    for position, others in _strangers(votes).items():
        rival[position] = counts[others].max(initial=0.0)
    return np.asarray((rival >= OTHERS) & (rival > counts - own))


def _strangers(votes: Votes) -> dict[int, NDArray[np.int64]]:
    """Return, for the positions of items where some nest, the positions of the item that do not nest with them."""
    nested = np.unique(votes.item_of[votes.supports.ravel()])
    members: dict[int, list[int]] = {int(item): [] for item in nested}
    for position in np.flatnonzero(np.isin(votes.item_of, nested)):
        members[int(votes.item_of[position])].append(int(position))
    related = {(int(less), int(more)) for less, more in votes.supports}
    return {
        position: np.array(
            [other for other in places if other != position and not {(other, position), (position, other)} & related],
            dtype=np.int64,
        )
        for places in members.values()
        for position in places
    }


def _at_least(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the lower end of Wilson's 95 % interval of a share; 0 of nothing."""
    number = np.maximum(whole, 1e-9)
    share, square = part / number, DEVIATE**2
    spread = DEVIATE * np.sqrt(np.maximum(share * (1 - share), 0.0) / number + square / (4 * number**2))
    low = (share + square / (2 * number) - spread) / (1 + square / number)
    return np.where(whole > 0, low, 0.0)


def _groups(voters: int, links: Iterable[Pair], known: set[Pair]) -> NDArray[np.int64]:
    """Join along links, strongest first, where at least half of the known pairs between two groups are linked."""
    links = list(links)
    linked = set(links)
    head = np.arange(voters)
    members = {voter: [voter] for pair in links for voter in pair}
    for pair in links:
        a, b = sorted((int(head[pair[0]]), int(head[pair[1]])))
        if a == b:
            continue
        across = {(min(p, q), max(p, q)) for p in members[a] for q in members[b]} & known
        if 2 * len(across & linked) >= len(across):
            members[a] += members.pop(b)
            head[members[a]] = a
    return head
