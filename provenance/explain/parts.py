"""The parts that explanations share: context with the passage marked, credit, origin, likeness, pairs, grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.report.disagreements import pair
from provenance.report.page import clean, count, dotted, entry, heading, indent, line, listed, quoted, share
from provenance.report.view import figure, grade, outlet_of, reach, when

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType
    from rich.text import Text

    from provenance.report.view import Row, View

CONTEXT = 240  # characters shown before and after a passage


def fact(label: str, value: str) -> RenderableType:
    """Return a labelled line."""
    return entry(label, line(value), width=12)


def place(view: View, article_id: str, spans: Sequence[Sequence[int]]) -> Iterator[RenderableType]:
    """Yield where passages stand: article, offsets, and the text around with the passages marked."""
    article = view.by_id["articles"].get(article_id)
    if article is None:
        return
    yield fact("stands in", f"{article['input_id']}, characters {offsets(spans)}; {article_name(view, article)}")
    if spans:
        yield entry("context", marked(str(article["text"]), spans), width=12)


def marked(text: str, spans: Sequence[Sequence[int]]) -> Text:
    """Return the text around some passages, each between >> and <<."""
    first, last = max(0, spans[0][0] - CONTEXT), min(len(text), spans[-1][1] + CONTEXT)
    parts: list[str | tuple[str, str]] = ["… " if first else ""]
    here = first
    for start, end in spans:
        parts += [text[here:start], (">>", "dim"), (text[start:end], "bold"), ("<<", "dim")]
        here = end
    return line(*parts, text[here:last], " …" if last < len(text) else "")


def offsets(spans: Sequence[Sequence[int]]) -> str:
    """Return "10–25, 40–52"."""
    return listed((f"{start}–{end}" for start, end in spans), 6) or "none"


def article_name(view: View, row: Row) -> str:
    """Return outlet, day, title and id of an article."""
    return dotted(outlet_of(row), row["published_at"] or "undated", row["title"], view.short(row["article_id"]))


def article_line(view: View, row: Row) -> RenderableType:
    """Return an article as a line of a list."""
    return entry(
        view.short(row["article_id"]),
        line(dotted(row["title"] or row["input_id"], outlet_of(row), row["published_at"] or "undated")),
    )


def quantities(view: View, claim: Row) -> Iterator[str]:
    """Yield a claim's quantities, each with the words it was read from."""
    text = view.by_id["articles"].get(claim["article_id"], {}).get("text") or ""
    for found in claim["quantities"] or []:
        words = figure({**found, "value_high": found["high"]})
        yield f"{words} from {quoted(text[found['start'] : found['end']])} at {found['start']}–{found['end']}"


def time(view: View, claim: Row) -> str:
    """Return the time a claim speaks of, with the words that gave it, or what is known instead."""
    printed = view.statements.get(claim["claim_id"], {}).get("as_of_printed")
    if claim["as_of"]:
        return f"{claim['as_of']}{f' from {quoted(printed)}' if printed else ''}"
    return f"an unknown time; the article came out {claim['published_at'] or 'on an unknown day'}"


def credit(view: View, said: Row) -> str:
    """Return all that is known of an attribution's source on one line."""
    grades = view.by_id["sources"].get(said["source_id"] or "")
    return dotted(
        view.speaker(said),
        ", ".join(filter(None, (said["role"], said["affiliation"]))),
        f"cue {quoted(said['cue_text'])}" if said["cue_text"] else "no cue",
        f"{said['quote_type']} speech" if said["quote_type"] else None,
        f"stance {said['stance']} (weight {said['stance_weight']:.2f})" if said["stance_weight"] is not None else None,
        f"channel {said['channel'].replace('_', ' ')}" if said["channel"] else None,
        f"identified by {said['identification'].replace('_', ' ')}" if said["identification"] else None,
        view.anonymity(said),
        f"doubted by the outlet: {quoted(said['doubt_text'])}" if said["doubt_text"] else None,
        "circular" if said["circular"] else None,
        f"chain {' > '.join(said['chain'])}" if len(said["chain"] or []) > 1 else None,
        f"reliability {grade(grades)}" if grades else None,
        f"confidence {said['confidence'] or 0:.2f}",
        view.short(said["attribution_id"]),
    )


def origin_line(view: View, claim: Row) -> str:
    """Return where a claim entered the news, and on what evidence."""
    return dotted(
        f"{view.origin_of(claim)} ({claim['origin_evidence'] or 'no evidence stated'})",
        view.short(claim["origin_id"] or ""),
    )


def derivations(view: View, article_id: str) -> Iterator[RenderableType]:
    """Yield what an article has from elsewhere, and which others have something from it."""
    rows = view.rows("derivations")
    for label, edges in (
        ("has from", [(row["from_name"], row) for row in rows if row["article_id"] == article_id]),
        ("passed on", [(row["outlet"] or row["input_id"], row) for row in rows if row["from_article"] == article_id]),
    ):
        for number, (name, row) in enumerate(edges):
            where = f"at {row['start']}–{row['end']}" if row["start"] is not None else None
            doubt = None if row["certain"] else "which was first is not known"
            yield fact(
                "" if number else label, dotted(name, row["kind"].replace("_", " "), row["evidence"], where, doubt)
            )


def history(row: Row) -> Iterator[RenderableType]:
    """Yield what became of the statements of a source or outlet."""
    yield fact("first with", count(row["first_with"] or 0, "cluster"))
    yield fact("revised", f"{count(row['revised'] or 0, 'figure')} of its own")
    yield fact("contradicted", f"by {listed(row['contradicted_by'])}" if row["contradicted_by"] else "by nobody")
    if row["first_seen"]:
        yield fact("seen", f"{row['first_seen']} to {row['last_seen']}")


def mention(view: View, claim: Row) -> RenderableType:
    """Return a claim as an entry of a list."""
    facts = dotted(
        claim["stance"] if claim["stance"] in {"denied", "alleged", "hedged"} else None,
        figure(claim),
        when(claim),
        outlet_of(claim),
        view.speaker(claim),
        likeness(view, claim),
    )
    return entry(view.short(claim["claim_id"]), line(quoted(claim["exact_text"])), indent(line(facts)))


def likeness(view: View, claim: Row) -> str | None:
    """Return how like the other members of its cluster a claim is."""
    found = view.matches.get(claim["claim_id"], {}).get("similarity")
    return f"likeness to the others {found:.2f}" if found is not None else None


def relation(view: View, claim: Row, other: Row) -> Iterator[str]:
    """Yield how another claim of its cluster stands to a claim, what speaks for one matter, and what differs."""
    row = view.relations.get(frozenset((claim["claim_id"], other["claim_id"])))
    if row is None:
        if (claim["claim"] or "").casefold() == (other["claim"] or "").casefold():
            yield "says the same in the same words"
        return
    first = row["a_claim_id"] == other["claim_id"]
    specific = "says all of this, and more" if first else "says a part of this"
    yield {"same": "says the same", "more_specific": specific}.get(row["relation"], "overlaps with this")
    yield f"alike by: {row['alike']}"
    if row["apart"]:
        yield f"apart by: {row['apart']}"


def cluster_of(view: View, claim: Row) -> Iterator[RenderableType]:
    """Yield a claim's cluster and the others in it."""
    cluster = view.by_id["clusters"].get(claim["cluster_id"] or "")
    if cluster is None:
        return
    status = str(cluster["status"] or "unknown").replace("_", " ")
    yield heading("Its cluster", dotted(view.short(cluster["cluster_id"]), status, reach(cluster)))
    others = [other for other in view.members[cluster["cluster_id"]] if other["claim_id"] != claim["claim_id"]]
    for other in others:
        yield mention(view, other)
        for told in relation(view, claim, other):
            yield indent(line(told, style="dim"), 8)
    if not others:
        yield line("No other claim states the same matter.")


def pairs(view: View, claims: set[str]) -> Iterator[RenderableType]:
    """Yield every pair in which one of the claims was compared with another."""
    rows = [row for row in view.rows("contradictions") if claims & {row["a_claim_id"], row["b_claim_id"]}]
    if rows:
        yield heading("Compared with", count(len(rows), "pair"))
        yield from (pair(view, row) for row in rows)


def grade_facts(row: Row) -> Iterator[RenderableType]:
    """Yield the letter of a source or outlet and what it rests on."""
    yield fact("reliability", f"{grade(row)}; letters A completely reliable to E unreliable, F cannot be judged")
    if row["p"] is not None:
        interval = f"{row['p_low']:.2f} to {row['p_high']:.2f}" if row["p_low"] is not None else "unknown"
        yield fact("holds", f"{row['p']:.2f} of its checkable claims; 90 % interval {interval}")
    yield fact(
        "rests on",
        f"{count(row['claims'], 'claim')}; from other origins {row['corroborated']} confirmed, "
        f"{row['contradicted']} contradicted",
    )
    if row["note"]:
        yield fact("note", clean(row["note"]))


def severity(row: Row) -> str:
    """Return "high (2 origins against 3)"."""
    sides = (count(row[f"{side}_origins"] or 0, "origin") for side in ("a", "b"))
    return f"{row['severity'] or 'unknown'} ({' against '.join(sides)})"


def signals(row: Row) -> Iterator[RenderableType]:
    """Yield one line a signal of a verdict, the strongest first, and what they come to."""
    for one in row["signals"] or []:
        yield entry(
            f"{one['contribution']:+.2f}", line(f"{one['value']:.2f} × {one['weight']:+.2f}  {one['meaning']}"), width=7
        )
    yield line(f"Confidence {row['confidence'] or 0:.2f} with the intercept of the card clash_confidence.")


def lineage(view: View, article_id: str) -> Iterator[RenderableType]:
    """Yield an article's origin, and the articles it shares text with."""
    for row in view.rows("lineage"):
        if row["article_id"] == article_id:
            copied = view.by_id["articles"].get(row["duplicate_of"] or "")
            original = f"; taken from {article_name(view, copied)}" if copied else ""
            overlap = f", {share(row['overlap'])} the same words" if row["overlap"] is not None else ""
            yield fact("origin", f"{row['label'] or 'unknown'} ({row['evidence'] or 'no evidence'}{overlap}){original}")
    for row in view.rows("copies"):
        if article_id in (row["article_id"], row["other_id"]):
            other_id = row["other_id"] if row["article_id"] == article_id else row["article_id"]
            if other := view.by_id["articles"].get(other_id):
                words = f"{share(row['containment'])} / {share(row['other_containment'])}"
                yield fact(
                    str(row["kind"] or "copy"),
                    f"{words} of its words shared with {article_name(view, other)}; {row['evidence'] or ''}",
                )
