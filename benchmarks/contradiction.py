"""Verdicts on hand-written pairs of claims, five-way.

    python -m benchmarks.contradictions [--cases FILE.jsonl] [--pred OUT.jsonl]

Each case holds two sentences (``claim_a``, ``claim_b``) with their times of publication and a ``label``. They are
made into one claim each with the package's own readers of figures, times, places and negation (who says it is read by
a pattern, since the tagger of attributions is measured elsewhere), put into one cluster, and given to
``find_contradictions``. Printed are accuracy and the cases that went wrong; ``--pred`` writes ``id`` and ``label``
for another scorer. In the labels of the file a source_dispute is ``attribution-conflict``, and a pair without a row
``compatible``.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from provenance import tables
from provenance.claims.checkable import read
from provenance.claims.places import find_place
from provenance.claims.quantities import find_quantities
from provenance.claims.times import find_times, main_time
from provenance.config import Config
from provenance.contradictions import find_contradictions

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "contradiction_cases" / "dev.jsonl"
LABELS = {
    "source_dispute": "attribution-conflict",
    "different_scope": "different-scope",
    "correction": "contradiction",
    "unclear": "compatible",
}
_SAID = re.compile(r"(?:^|,\s+|[^,]\s)(?P<who>[^,]{2,60}?)(?:, citing [^,]+,)?\s+said\b")
_ACCORDING = re.compile(r"\baccording to (?P<who>[^,.]+)", re.IGNORECASE)


def as_claim(key: str, text: str, published: str) -> dict[str, Any]:
    """Return a row of CLAIMS for a sentence."""
    times = find_times(text, published=published)
    reading = read(text, 0, len(text))
    moment = main_time(times)
    source = _source(text)
    return {
        "claim_id": key,
        "article_id": f"article {key}",
        "input_id": key,
        "outlet": f"outlet {key}",
        "published_at": published,
        "start": 0,
        "end": len(text),
        "exact_text": text,
        "claim": text,
        "source_id": source,
        "source": source,
        "stance": "denied" if re.search(r"\bden(?:y|ied|ies)\b", text) else "stated",
        "as_of": moment.value if moment else None,
        "quantities": [
            asdict(one)
            for one in find_quantities(text)
            if not any(one.start < when.end and when.start < one.end for when in times)
        ],
        "place": find_place(text),
        "negated": reading.negated,
        "modality": reading.modality,
        "story_id": "story",
        "cluster_id": "cluster",
        "origin_id": f"origin {key}",
    }


def _source(text: str) -> str | None:
    found = _ACCORDING.search(text) or _SAID.search(text)
    return found["who"].strip().lower().removeprefix("the ") if found else None


def verdict_of(case: dict[str, str]) -> tuple[str, str]:
    """Return the label that the package gives a case, and its reason."""
    rows = [as_claim(side, case[f"claim_{side}"], case[f"published_{side}"]) for side in ("a", "b")]
    found = find_contradictions(tables.ARTICLES.empty(), tables.CLAIMS.frame(rows), config=Config().contradictions)
    if found.is_empty():
        return "compatible", ""
    verdict = found["verdict"][0]
    return LABELS.get(verdict, verdict), f"{verdict}, {found['type'][0]}: {found['why'][0]}"


def main() -> None:
    """Print accuracy and errors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT)
    parser.add_argument("--pred", type=Path)
    given = parser.parse_args()
    cases = [json.loads(line) for line in given.cases.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = [(case, *verdict_of(case)) for case in cases]
    for case, label, why in found:
        mark = "ok   " if label == case.get("label") else "WRONG"
        print(f"{mark} {case['id']:<8} {case.get('label', '?'):<21} {label:<21} {why}")
    right = sum(label == case.get("label") for case, label, _ in found)
    print(f"accuracy {right}/{len(found)}")
    if given.pred:
        lines = [json.dumps({"id": case["id"], "label": label}) for case, label, _ in found]
        given.pred.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
