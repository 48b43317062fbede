"""Every option of a run, one frozen class a stage; ``config.yaml`` lists the same keys in the same order."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """Options of one stage: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Articles(Section):
    """Reading and describing articles."""

    max_bytes: int = Field(20_000_000, ge=1, description="bytes; larger articles and tables are not read")
    languages: tuple[str, ...] = Field(("en",), description="ISO 639-1; articles in others are set aside")
    min_words: int = Field(20, ge=0, description="words of the body; shorter articles are kept and marked")


class Attribution(Section):
    """Who is credited with what."""

    model: str = Field(
        "attribution",
        description="shipped tagger by name, or the path of a folder with weights.safetensors and card.json",
    )
    precision: Literal["auto", "float32"] = Field(
        "auto",
        description="auto: bfloat16 where the processor computes in it, twice as fast, but confidences vary a little "
        "with what is tagged beside; float32: the same everywhere",
    )
    min_confidence: float = Field(
        0.35, ge=0, le=1, description="probability that an attribution is right; less sure ones are left out"
    )


class Sources(Section):
    """One name for one source, over all articles."""

    name_similarity: float = Field(
        0.8,
        ge=0,
        le=1,
        description="likeness from which two spellings are one name (chance that they are, words multiplied)",
    )


class Claims(Section):
    """Which statements are checkable claims."""

    min_words: int = Field(4, ge=1, description="words; shorter stretches are no claims")
    max_words: int = Field(100, ge=1, description="words; longer stretches are no claims")
    split_words: int = Field(14, ge=1, description="words; a sentence with as many is parted into its clauses")
    min_confidence: float = Field(0.56, ge=0, le=1, description="0..1; less checkable statements are left out")


class Embedding(Section):
    """The sentence encoder."""

    model: str = Field(
        "news_encoder",
        description="news_encoder (shipped), all-MiniLM-L6-v2 (embedded), a folder, or a name on the hub",
    )
    batch_size: int = Field(32, ge=1, description="sentences encoded at once; changes speed and memory only")


class Clustering(Section):
    """Which claims state the same matter."""

    story_threshold: float = Field(0.48, ge=0, le=1, description="mean likeness from which articles tell one story")
    claim_threshold: float = Field(0.2, ge=0, le=1, description="mean likelihood from which claims state one matter")
    agreement_threshold: float = Field(
        0.6, ge=0, le=1, description="likelihood, of every pair, from which claims of one matter confirm one another"
    )
    match_slope: float = Field(
        1.0, gt=0, le=10, description="times the log-odds of a match; `provenance calibrate` finds it for your articles"
    )
    match_offset: float = Field(0.0, ge=-20, le=20, description="added to the log-odds of a match; found likewise")


class Origins(Section):
    """Where a text entered the news."""

    shingle_words: int = Field(5, ge=2, le=20, description="words in a row that are compared to find copies")
    passage_words: int = Field(
        8, ge=2, le=100, description="words in a row; shorter passages in common are no sign of a copy"
    )
    copy_containment: float = Field(
        0.5, ge=0, le=1, description="share of an article's words in another from which it is a copy"
    )
    families: str | None = Field(
        None, description="a CSV file of outlets that are one publisher (outlet,family), added to those known"
    )


class Contradictions(Section):
    """Which claims clash."""

    model: str = Field(
        "news_entailment",
        description="news_entailment (shipped), none, a folder, or a CrossEncoder of three labels on the hub",
    )
    batch_size: int = Field(32, ge=1, description="pairs read at once; changes speed and memory only")

    min_confidence: float = Field(
        0.55, ge=0, le=1, description="clashes with less confidence (0..1) are printed as unclear; none is left out"
    )


class Reliability(Section):
    """Letters and numbers."""

    method: Literal["dawid_skene", "vote", "crh", "truthfinder", "pooled_investment"] = Field(
        "dawid_skene",
        description="how far others are trusted where they are divided: dawid_skene, vote (all alike), crh, "
        "truthfinder or pooled_investment",
    )
    min_n: int = Field(5, ge=1, description="claims that must have been compared before a letter other than F is given")
    prior_mean: float = Field(
        0.8, gt=0, lt=1, description="share (0..1) of claims taken to hold for a voice nothing is known of"
    )
    prior_weight: float = Field(4.0, gt=0, le=4, description="how many claims that opinion is worth; at most 4")
    priors: str | None = Field(
        None,
        description="a CSV or Parquet file of others' opinions on outlets (outlet or domain; p, letter, pc1 or status; "
        "weight, list, date), each worth 4 claims at most",
    )
    interests: str | None = Field(
        None, description="a CSV file of parties to a conflict and whom they have an interest in (source,about)"
    )


class Report(Section):
    """The terminal report."""

    top: int = Field(10, ge=1, description="how many rows a section shows; the others are counted")


class Export(Section):
    """The files of a run."""

    csv_guard: Literal["text", "all", "off"] = Field(
        "text",
        description="where a cell that looks like a formula gets an apostrophe: text, but no exact passages; all; off",
    )


class Config(BaseModel):
    """All sections, in pipeline order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    articles: Articles = Articles()
    attribution: Attribution = Attribution()
    sources: Sources = Sources()
    claims: Claims = Claims()
    embedding: Embedding = Embedding()
    clustering: Clustering = Clustering()
    origins: Origins = Origins()
    contradictions: Contradictions = Contradictions()
    reliability: Reliability = Reliability()
    report: Report = Report()
    export: Export = Export()
