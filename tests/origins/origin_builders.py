"""Small tables for tests of origins: give what matters, the rest has a plain default."""

from provenance import tables


def article(name, text, **columns):
    """Return a row of ARTICLES whose whole text is the body."""
    passed_on = bool(columns.get("republisher"))
    plain = {"title": f"About {name}", "body_spans": [[0, len(text)]], "passed_on": passed_on}
    return {"article_id": name, "text": text, **plain, **columns}


def articles(*rows):
    return tables.ARTICLES.frame(rows)


def statement(claim_id, article_row, exact, **columns):
    """Return a row of STATEMENTS for the words ``exact`` of an article."""
    start = article_row["text"].index(exact)
    return {
        "claim_id": claim_id,
        "article_id": article_row["article_id"],
        "sentence_no": 0,
        "start": start,
        "end": start + len(exact),
        "exact_text": exact,
        "claim": exact,
        **columns,
    }


def credit(attribution_id, article_id, source, kind="named_person", **columns):
    """Return a row of ATTRIBUTIONS."""
    return {
        "attribution_id": attribution_id,
        "article_id": article_id,
        "source": source,
        "source_id": tables.digest("s", source),
        "source_kind": kind,
        "anonymous": (kind or "").startswith("unnamed"),
        "stance": "stated",
        "chain": [source],
        **columns,
    }


def match(claim_id, cluster="k"):
    return {"claim_id": claim_id, "story_id": "story", "cluster_id": cluster, "similarity": None}


WORDS = (
    "The ferry Aurora left Karsk harbour at dawn with ninety passengers and a cargo of timber bound for Lind . "
    "Before noon the wind had turned and the captain radioed that water was entering the engine room . Fishing boats "
    "from three villages reached the wreck first and pulled survivors from the sea while a navy helicopter circled "
    "overhead . The harbour master of Karsk opened an inquiry the same evening and impounded the records of the "
    "company that ran her . Divers found the hull at forty metres with both car doors open and the lashings torn"
)
OTHER = (
    "A committee of the regional council met on Thursday to weigh the price of water in Belden after two dry summers . "
    "Farmers told members that wells had failed across the upper valley and that tankers came only twice in a week . "
    "The utility replied that losses from old pipes had fallen by a third and asked for patience until it is laid ."
)
