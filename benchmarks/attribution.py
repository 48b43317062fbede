"""The shipped tagger on PolNeAR's development part: predictions for the scorer, and speed.

    python -m benchmarks.attribution ../shared/data/polnear/dev.jsonl.gz predictions.jsonl ../shared/eval/attribution.py

The second argument is where the predictions go, in the corpus's own JSON Lines form; the third, if given, is the
scorer, a single Python file, whose table is printed. Works on any corpus of that form.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.attribution.tagger import load_tagger
from provenance.config import Attribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.attribution.tagger import Tagged, Tagger


def read(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a compressed JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def prediction(article: dict[str, Any], tagged: Sequence[Tagged]) -> dict[str, Any]:
    """Return one article's attributions as the scorer wants them."""
    return {
        "id": article["id"],
        "attributions": [
            {"source": item.source, "cue": item.cue, "content": item.content, "confidence": item.confidence}
            for item in tagged
        ],
    }


def predict(tagger: Tagger, articles: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tag whole texts, titles included."""
    tagged = tagger.tag_many([(article["text"], [(0, len(article["text"]))]) for article in articles])
    return [prediction(article, items) for article, items in zip(articles, tagged, strict=True)]


def main(gold: str, out: str, scorer: str | None = None) -> None:
    """Write the predictions, print words a second, and call the scorer."""
    articles = read(Path(gold))
    tagger = load_tagger(Attribution())
    started, used = time.perf_counter(), time.process_time()
    predicted = predict(tagger, articles)
    seconds, busy = time.perf_counter() - started, time.process_time() - used
    words = sum(len(article["text"].split()) for article in articles)
    Path(out).write_text("".join(json.dumps(row) + "\n" for row in predicted), encoding="utf-8")
    print(f"{len(articles)} articles, {words} words: {seconds:.1f} s, {words / busy:.0f} words a second of one core")
    if scorer:
        subprocess.run([sys.executable, scorer, "--gold", gold, "--pred", out], check=True)  # noqa: S603 - own files


if __name__ == "__main__":
    main(*sys.argv[1:])
