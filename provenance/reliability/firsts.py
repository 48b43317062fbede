"""Who had a matter first, as far as dates tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Row = Mapping[str, Any]

UNKNOWN_TIME = ""  # begins every time, so that it is before none


def first_teller(rows: Sequence[Row], teller_of: Callable[[Row], str | None]) -> str | None:
    """Return who published one of the claims before all others; the only teller is the first.

    Null where dates do not tell: two on one date, one undated (a day and an hour of that day cannot be ordered), or
    where the first is unknown.
    """
    times: dict[str | None, str] = {}
    for row in rows:
        teller, moment = teller_of(row), str(row["published_at"] or UNKNOWN_TIME)
        times[teller] = min(times.get(teller, moment), moment)
    ranked = sorted((moment, teller or "", teller) for teller, moment in times.items())
    if not ranked:
        return None
    first = ranked[0]
    return None if any(moment.startswith(first[0]) for moment, *_ in ranked[1:]) else first[2]
