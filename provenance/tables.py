"""Every table of a run: name, key, columns, types, units.

A stage is a pure function from tables to one table, and ``Table.conform`` checks what it wrote. Positions are ``str``
offsets into ``ARTICLES.text``, half-open, so that ``text[start:end]`` gives the passage back; ``SPANS`` are lists of
``[start, end]`` in text order. Times are ISO-8601 strings of the precision that is known (``2015``, ``2015-06``,
``2015-06-01``, ``2015-06-01T09:30``), intervals are ``first/last`` with ``..`` for an open end. Unknown is null, never
zero or an empty string. Ids are hexadecimal digests of content (see ``digest``) and stay the same from run to run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from polars._typing import PolarsDataType

SPANS = pl.List(pl.List(pl.Int64))
STRINGS = pl.List(pl.String)
LINKS = pl.List(pl.Struct({"url": pl.String, "text": pl.String}))
LABELLED_SPANS = pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64, "label": pl.String}))
DATES_FOUND = pl.List(
    pl.Struct({"value": pl.String, "printed": pl.String, "start": pl.Int64, "end": pl.Int64, "where": pl.String})
)
QUANTITIES = pl.List(
    pl.Struct(
        {
            "value": pl.Float64,  # the figure, or the lower end of a range
            "high": pl.Float64,  # the upper end of a range, else null
            "bound": pl.String,  # exact, about, at_least, at_most, more_than, less_than, range, vague
            "unit": pl.String,  # what is counted or measured, singular, lower case: "civilian", "kilometre", "percent"
            "start": pl.Int64,
            "end": pl.Int64,
        }
    )
)
SIGNALS = pl.List(
    pl.Struct(
        {
            "signal": pl.String,
            "meaning": pl.String,
            "value": pl.Float64,  # 0..1
            "weight": pl.Float64,
            "contribution": pl.Float64,  # value times weight; with the intercept they sum to the log-odds
        }
    )
)
ACTIONS = pl.List(
    pl.Struct(
        {
            "start": pl.Int64,  # of the word, in the claim's own sentence
            "end": pl.Int64,
            "weight": pl.Float32,  # 0..1, how surely the word tells what happens
            "vector": pl.List(pl.Float32),  # unit length
        }
    )
)


def digest(*parts: object, size: int = 6) -> str:
    """Return ``2 * size`` hexadecimal digits that depend on the parts and nothing else."""
    joined = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


@dataclass(frozen=True)
class Table:
    """One schema. ``name`` is also the name of the CSV file where the table is written out."""

    name: str
    key: tuple[str, ...]
    columns: Mapping[str, PolarsDataType]

    def empty(self) -> pl.DataFrame:
        """Return the table without rows."""
        return pl.DataFrame(schema=dict(self.columns))

    def frame(self, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
        """Build the table from dictionaries; a key left out is null.

        Raises
        ------
        TableError
            A row has a key that is no column.
        """
        listed = list(rows)
        unknown = sorted({key for row in listed for key in row} - set(self.columns))
        if unknown:
            raise TableError(f"table {self.name!r}: unknown columns {', '.join(unknown)} (see provenance/tables.py)")
        return pl.DataFrame(listed, schema=dict(self.columns), orient="row")

    def conform(self, frame: pl.DataFrame, *, stage: str) -> pl.DataFrame:
        """Return the frame with columns in the order of the schema and rows sorted by key, or raise.

        Raises
        ------
        TableError
            Missing, extra or wrongly typed columns, null or repeated keys; all of them in one message.
        """
        faults = self._faults(frame)
        if faults:
            raise TableError(f"stage {stage!r}, table {self.name!r}: {'; '.join(faults)} (see provenance/tables.py)")
        return frame.select(list(self.columns)).sort(self.key)

    def _faults(self, frame: pl.DataFrame) -> list[str]:
        missing = [name for name in self.columns if name not in frame.columns]
        extra = [name for name in frame.columns if name not in self.columns]
        wrong = [
            f"{name} is {frame.schema[name]}, expected {kind}"
            for name, kind in self.columns.items()
            if name in frame.columns and frame.schema[name] != kind
        ]
        faults = [f"missing {', '.join(missing)}"] if missing else []
        faults += [f"not in the schema: {', '.join(extra)}"] if extra else []
        faults += wrong
        if not missing and frame.select(self.key).null_count().sum_horizontal().item() > 0:
            faults.append(f"null in the key ({', '.join(self.key)})")
        if not missing and frame.select(self.key).is_duplicated().any():
            faults.append(f"repeated key ({', '.join(self.key)})")
        return faults


# ------------------------------------------------------------------ what is read

DOCUMENTS = Table(
    "documents",
    ("position",),
    {
        "position": pl.Int64,  # 0, 1, 2 … in the order read
        "input_id": pl.String,  # the row's id, or the file's name
        "where": pl.String,  # path, with ":line" or ":row" for a record of a table
        "format": pl.String,  # text, html, jsonl, csv, parquet
        "text": pl.String,  # decoded; for HTML the extracted text
        "outlet": pl.String,  # the next six as given, else null
        "url": pl.String,
        "title": pl.String,
        "date": pl.String,
        "author": pl.String,
        "agency": pl.String,
        "encoding": pl.String,  # of the file: utf-8, cp1252 …
        "notes": STRINGS,  # doubts of the reader: "decoded as cp1252", "duplicate id"
        "links": LINKS,  # of a web page: where words of the text lead
    },
)

SET_ASIDE = ("language", "note")  # not read for good reason: another language, the README of a folder
REJECTED = Table(
    "rejected",
    ("where", "stage"),
    {
        "input_id": pl.String,
        "where": pl.String,
        "stage": pl.String,  # read, one of SET_ASIDE, or the stage that failed
        "what": pl.String,
        "mend": pl.String,
    },
)

# ------------------------------------------------------------------ by article

ARTICLES = Table(
    "articles",
    ("article_id",),
    {
        "article_id": pl.String,
        "input_id": pl.String,
        "where": pl.String,
        "text": pl.String,
        "title": pl.String,
        "title_span": pl.List(pl.Int64),  # [start, end] where the title stands in the text, else null
        "outlet": pl.String,  # who published it first
        "republisher": pl.String,  # whose page this copy is from, when another
        "passed_on": pl.Boolean,  # the page says that its text is another outlet's, whether or not it names itself
        "byline": pl.String,
        "agency": pl.String,  # short form of a wire agency credited
        "url": pl.String,
        "published_at": pl.String,
        "date_source": pl.String,  # given, date line, source line, published in, url, dateline …
        "dates_found": DATES_FOUND,
        "chain": STRINGS,  # publication chain, first publisher to last
        "language": pl.String,  # ISO 639-1
        "words": pl.Int64,  # of the body
        "body_spans": SPANS,  # the article proper, without title, residue and credit lines
        "residue": LABELLED_SPANS,  # marked, never cut: menu, ticker, widget, copyright, credit, related, comments …
        "links": LINKS,
        "sha256": pl.String,  # of the text, UTF-8
        "problems": STRINGS,
    },
)

SENTENCES = Table(
    "sentences",
    ("article_id", "sentence_no"),
    {
        "article_id": pl.String,
        "sentence_no": pl.Int64,  # 0, 1, 2 … in the article
        "paragraph": pl.Int64,  # 0, 1, 2 … in the article
        "zone": pl.String,  # title or body
        "start": pl.Int64,
        "end": pl.Int64,
    },
)

PASSAGE = tuple(f"{role}_{what}" for what in ("spans", "text") for role in ("source", "cue", "content"))

CREDITS = Table(
    "credits",
    ("attribution_id",),
    {
        "attribution_id": pl.String,
        "article_id": pl.String,
        "source_spans": SPANS,
        "cue_spans": SPANS,
        "content_spans": SPANS,
        "source_text": pl.String,  # spans joined by " … "; null without a source
        "cue_text": pl.String,
        "content_text": pl.String,
        "quote_type": pl.String,  # direct, indirect, mixed
        "source_name": pl.String,  # the source resolved inside the article; null where unsure, then source_text stands
        "source_kind": pl.String,
        "anonymous": pl.Boolean,
        "identification": pl.String,  # of people: name_and_role … bare, see attribution/identification.py
        "source_count": pl.Int64,  # how many speak; null where nobody says
        "anonymity_reason": pl.String,  # as the article states it
        "anonymity_reason_kind": pl.String,  # stated, or rote: no more than the formula
        "anonymity_reason_span": pl.List(pl.Int64),  # [start, end]
        "access": pl.String,  # first_hand, briefed, second_hand; null where the article does not say
        "channel": pl.String,  # told, telephone, interview, statement …, see data/access_words.csv
        "role": pl.String,  # "director", "military commander"
        "affiliation": pl.String,  # "Syrian Observatory for Human Rights"
        "stance": pl.String,  # stated, claimed, confirmed, denied, alleged, hedged
        "stance_weight": pl.Float64,  # 0..1, how far the cue's words commit to the content; null without a cue
        "doubt_span": pl.List(pl.Int64),  # [start, end] of the outlet's own doubt, "could not be verified"
        "doubt_text": pl.String,
        "chain": STRINGS,  # carrier nearest to the outlet … original speaker; one name where there is no carrier
        "chain_spans": SPANS,  # [start, end] of each of them
        "ultimate_source_known": pl.Boolean,  # the last of the chain is named; null where it was not resolved
        "circular": pl.Boolean,  # a name comes back in the chain, or the outlet's own after another's
        "confidence": pl.Float64,  # 0..1
    },
)

ATTRIBUTIONS = Table(
    "attributions",
    ("attribution_id",),
    {
        "attribution_id": pl.String,
        "article_id": pl.String,
        "input_id": pl.String,
        **{name: CREDITS.columns[name] for name in PASSAGE},
        "quote_type": pl.String,
        "source_id": pl.String,
        "source": pl.String,  # canonical name over all articles
        **{
            name: kind
            for name, kind in CREDITS.columns.items()
            if name not in {"attribution_id", "article_id", "quote_type", "source_name", *PASSAGE}
        },
    },
)

STATEMENTS = Table(
    "statements",
    ("claim_id",),
    {
        "claim_id": pl.String,
        "article_id": pl.String,
        "sentence_no": pl.Int64,  # where it starts
        "start": pl.Int64,
        "end": pl.Int64,
        "exact_text": pl.String,
        "claim": pl.String,  # a sentence of its own
        "in_full": pl.String,  # the same with the dates and places that it takes for granted, in square brackets
        "attribution_id": pl.String,  # null: the outlet's own voice
        "as_of": pl.String,
        "as_of_printed": pl.String,  # the words that gave it: "over the past two weeks"
        "value": pl.Float64,  # the first quantity; all of them in quantities
        "value_high": pl.Float64,
        "bound": pl.String,
        "unit": pl.String,
        "quantities": QUANTITIES,
        "place": pl.String,
        "negated": pl.Boolean,
        "modality": pl.String,  # asserted, possible, planned, conditional, predicted
        "confidence": pl.Float64,  # 0..1 that this is a checkable claim
    },
)

# ------------------------------------------------------------------ over all articles

VECTORS = Table(
    "vectors",
    ("text_id",),
    {
        "text_id": pl.String,  # claim_id, or article_id for title and lead
        "vector": pl.List(pl.Float32),  # unit length; dimension of the encoder
        "actions": ACTIONS,  # of a claim; null for an article, and where the encoder finds none
    },
)

MATCHES = Table(
    "matches",
    ("claim_id",),
    {
        "claim_id": pl.String,
        "story_id": pl.String,  # the story of the claim's article
        "cluster_id": pl.String,
        "similarity": pl.Float64,  # 0..1, mean over the other members; null for a cluster of one
        "agreement_id": pl.String,  # claims of the cluster that say the very same: only they confirm one another
    },
)

RELATIONS = Table(
    "relations",
    ("a_claim_id", "b_claim_id"),
    {
        "a_claim_id": pl.String,
        "b_claim_id": pl.String,
        "cluster_id": pl.String,
        "a_text": pl.String,  # the claims' own sentences
        "b_text": pl.String,
        "relation": pl.String,  # same, more_specific (a says all that b says, and more), overlapping
        "likelihood": pl.Float64,  # 0..1 that they state the same matter
        "a_covered": pl.Float64,  # 0..1, share of what a tells that b tells too
        "b_covered": pl.Float64,
        "alike": pl.String,  # what speaks for one matter, each with its value and its part of the log-odds
        "apart": pl.String,  # what keeps them from saying the very same; null where nothing does
    },
)

NEAR = Table(
    "near",
    ("a_claim_id", "b_claim_id"),
    {
        "a_claim_id": pl.String,  # the smaller of the two
        "b_claim_id": pl.String,
        "likelihood": pl.Float64,  # 0..1 that they state the same matter
    },
)
COPIES = Table(
    "copies",
    ("article_id", "other_id"),
    {
        "article_id": pl.String,  # article_id < other_id
        "other_id": pl.String,
        "kind": pl.String,  # copy, partial, quotes (the same words, all inside quotation marks)
        "containment": pl.Float64,  # 0..1 of article_id's own words that stand in other_id
        "other_containment": pl.Float64,
        "unmarked": pl.Float64,  # 0..1 of its words outside quotation marks, as printed, posts among them
        "other_unmarked": pl.Float64,
        "passages": SPANS,  # of article_id that stand in other_id
        "other_passages": SPANS,
        "longest_run": pl.Int64,  # words
        "earlier": pl.String,  # article_id of the original; null where unknown
        "evidence": pl.String,
    },
)

LINEAGE = Table(
    "lineage",
    ("article_id",),
    {
        "article_id": pl.String,
        "origin_id": pl.String,
        "label": pl.String,  # "AP", "The Long War Journal"
        "family": pl.String,  # publisher family of the agency or outlet; null where it is not known who was first
        "duplicate_of": pl.String,  # article_id
        "overlap": pl.Float64,  # 0..1 with the original; null where it is the original
        "evidence": pl.String,  # credit line, byline, dateline, shared text, citation, own reporting
    },
)

DERIVATIONS = Table(
    "derivations",
    ("derivation_id",),
    {
        "derivation_id": pl.String,
        "article_id": pl.String,  # the article that has something from elsewhere
        "input_id": pl.String,
        "outlet": pl.String,  # who prints it; null for a page that does not name itself
        "kind": pl.String,  # copy, partial, republication, agency, contribution, hat_tip, citation, link
        "from_name": pl.String,  # outlet, agency or medium
        "from_article": pl.String,  # null: not among the articles at hand
        "shared": pl.Float64,  # 0..1 of its own words; null where not by shared text
        "certain": pl.Boolean,  # false: not known which of the two was first
        "start": pl.Int64,  # where the article says so; null where shared text or a given column says it
        "end": pl.Int64,
        "exact_text": pl.String,
        "evidence": pl.String,
    },
)

CLAIMS = Table(
    "claims",
    ("claim_id",),
    {
        "claim_id": pl.String,
        "article_id": pl.String,
        "input_id": pl.String,
        "outlet": pl.String,
        "published_at": pl.String,
        "sentence_no": pl.Int64,
        "start": pl.Int64,
        "end": pl.Int64,
        "exact_text": pl.String,
        "claim": pl.String,
        "attribution_id": pl.String,
        "source_id": pl.String,
        "source": pl.String,
        "source_kind": pl.String,
        "anonymous": pl.Boolean,
        "stance": pl.String,
        "as_of": pl.String,
        "value": pl.Float64,
        "value_high": pl.Float64,
        "bound": pl.String,
        "unit": pl.String,
        "quantities": QUANTITIES,
        "place": pl.String,
        "negated": pl.Boolean,
        "modality": pl.String,
        "story_id": pl.String,
        "cluster_id": pl.String,
        "agreement_id": pl.String,  # as in matches; null: as the cluster
        "origin_id": pl.String,
        "origin_label": pl.String,
        "origin_evidence": pl.String,
        "origin_family": pl.String,  # of an origin that is an outlet or agency; origins of one family count once
        "confidence": pl.Float64,
    },
)

CONTRADICTIONS = Table(
    "contradictions",
    ("pair_id",),
    {
        "pair_id": pl.String,
        "verdict": pl.String,  # contradiction, update, correction, source_dispute, different_scope, unclear
        "type": pl.String,  # figure, date, place, entity, negation, antonym, denial, entailment
        **{
            f"{side}_{name}": kind
            for name, kind in {
                "claim_id": pl.String,
                "text": pl.String,
                "outlet": pl.String,
                "source": pl.String,
                "time": pl.String,
                "value": pl.String,
                "origin_id": pl.String,
            }.items()
            for side in ("a", "b")
        },
        "cluster_id": pl.String,
        "same_origin": pl.Boolean,
        "why": pl.String,
        "confidence": pl.Float64,  # 0..1, that an analyst would call it a clash
        "severity": pl.String,  # high, medium, low: by how many origins stand on each side, and how good they are
        "a_origins": pl.Int64,  # origins that say what a says, a itself among them
        "b_origins": pl.Int64,
        "signals": SIGNALS,  # parts of the confidence, the strongest first
        "ruled_out": STRINGS,  # what else could have explained it, and by what that is ruled out
    },
)

CLUSTERS = Table(
    "clusters",
    ("cluster_id",),
    {
        "cluster_id": pl.String,
        "claim": pl.String,
        "status": pl.String,  # holds, disputed, updated, one_origin, single_source, anonymous_only
        "credibility": pl.Int64,  # Admiralty number 1..6
        "mentions": pl.Int64,
        "articles": pl.Int64,
        "outlets": pl.Int64,
        "origins": pl.Int64,
        "first_outlet": pl.String,
        "first_seen": pl.String,
        "last_seen": pl.String,
        "value_low": pl.Float64,
        "value_high": pl.Float64,
        "unit": pl.String,
        "named_sources": STRINGS,
        "anonymous_sources": STRINGS,
        "contradictions": pl.Int64,
        "example": pl.String,
        "rule": pl.String,  # the inputs that made the number: "2 origins for, 0 against"
        "story_id": pl.String,
        "checked": pl.String,  # the last five are left to the person
        "checker": pl.String,
        "check_method": pl.String,
        "check_date": pl.String,
        "note": pl.String,
    },
)

ANONYMITY = Table(
    "anonymity",
    ("attribution_id",),
    {
        "attribution_id": pl.String,
        "article_id": pl.String,
        "input_id": pl.String,
        "source_id": pl.String,
        "source": pl.String,
        "source_text": pl.String,
        "identification": pl.String,
        "source_count": pl.Int64,
        "anonymity_reason": pl.String,
        "anonymity_reason_kind": pl.String,
        "access": pl.String,
        "channel": pl.String,
        "content_text": pl.String,
        "claims": pl.Int64,  # checkable claims in the content
        "flags": STRINGS,  # see reliability/anonymity.py
    },
)

_GRADE = {
    "reliability": pl.String,  # Admiralty letter A..F
    "p": pl.Float64,  # 0..1, share of its checkable claims that hold
    "p_low": pl.Float64,  # 90 % interval
    "p_high": pl.Float64,
    "n": pl.Int64,  # claims that p rests on
}

_HISTORY: dict[str, pl.DataType | type[pl.DataType]] = {
    "first_seen": pl.String,
    "last_seen": pl.String,
    "first_with": pl.Int64,  # clusters of two or more that it had first
    "revised": pl.Int64,  # own figures that it changed later, or corrected
    "contradicted_by": STRINGS,
}

SOURCES = Table(
    "sources",
    ("source_id",),
    {
        "source_id": pl.String,
        "source": pl.String,
        "kind": pl.String,
        "anonymous": pl.Boolean,
        "aliases": STRINGS,
        "role": pl.String,
        "affiliation": pl.String,
        "articles": pl.Int64,
        "outlets": pl.Int64,
        "claims": pl.Int64,
        "origins": pl.Int64,
        **_HISTORY,
        "corroborated": pl.Int64,
        "contradicted": pl.Int64,
        **_GRADE,
        "note": pl.String,
    },
)

OUTLETS = Table(
    "outlets",
    ("outlet",),
    {
        "outlet": pl.String,
        "articles": pl.Int64,
        "claims": pl.Int64,
        "attributed_share": pl.Float64,  # 0..1 of its claims
        "anonymous_share": pl.Float64,  # 0..1 of its attributed claims
        "copied_share": pl.Float64,  # 0..1 of its articles
        **_HISTORY,
        "corroborated": pl.Int64,
        "contradicted": pl.Int64,
        **_GRADE,
        "prior": pl.String,
        "note": pl.String,
    },
)

ORIGINS = Table(
    "origins",
    ("origin_id",),
    {
        "origin_id": pl.String,
        "label": pl.String,
        "first_article": pl.String,  # article_id
        "articles": pl.Int64,
        "outlets": pl.Int64,
        "claims": pl.Int64,
        "overlap": pl.Float64,  # 0..1, the largest measured
        "evidence": pl.String,
    },
)
