"""Which language an article is in, by py3langid (Lui & Baldwin, ACL 2012)."""

from __future__ import annotations

SAMPLE = 4000
MIN_LETTERS = 60
MIN_LEAD = 2.3  # natural logarithm: the likeliest language is ten times as likely as the next


def find_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text, from its first 4,000 characters; ``None`` where too short or unsure."""
    import py3langid

    sample = text[:SAMPLE].lower()
    if sum(letter.isalpha() for letter in sample) < MIN_LETTERS:
        return None
    (language, likeliest), (_, next_likely), *_ = py3langid.rank(sample)
    return str(language) if likeliest - next_likely >= MIN_LEAD else None
