"""Count in how many news articles each word occurs, and how often it is printed with a capital: word_frequencies.csv.

    python -m training.word_frequencies ../shared/data

Read are the leads of `stories` and the articles of `wire_copy` (US outlets, 2012-2021); no text of the evaluation sets
that claim clusters are measured on. Words in fewer than MINIMUM articles are left out: they are rare, which is what a
reader of the table takes them for.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.clustering.words import ALL_ARTICLES, TOKEN, WORD_TABLE, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = ("stories/leads_dev.jsonl.gz", "wire_copy/dev_articles.jsonl.gz")
MINIMUM = 8
HEADER = (
    "# Articles that hold a word stem, of all (*), and the share of its uses inside a sentence that have a capital; "
    "counted by training/word_frequencies.py on news of 2012-2021\n"
)


def texts(data: Path) -> Iterator[str]:
    """Yield the text of every article."""
    for name in FILES:
        with gzip.open(data / name, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["text"]


def count(data: Path) -> tuple[int, Counter[str], Counter[str], Counter[str]]:
    """Return the number of articles and, by stem, articles with it, uses, and uses with a capital inside a sentence."""
    total, articles, uses, capitals = 0, Counter(), Counter(), Counter()
    for text in texts(data):
        total += 1
        seen = set()
        for match in TOKEN.finditer(text):
            word = stem(match[0])
            seen.add(word)
            if text[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:].isalnum():
                uses[word] += 1
                capitals[word] += match[0][0].isupper()
        articles.update(seen)
    return total, articles, uses, capitals


def main(data: Path) -> None:
    """Write the table beside the other word lists."""
    total, articles, uses, capitals = count(data)
    kept = sorted(word for word, number in articles.items() if number >= MINIMUM)
    with WORD_TABLE.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEADER)
        file.write(f"stem,articles,capital\n{ALL_ARTICLES},{total},\n")
        for word in kept:
            file.write(f"{word},{articles[word]},{capitals[word] / max(1, uses[word]):.2f}\n")
    sys.stdout.write(f"{len(kept)} words of {total} articles\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
