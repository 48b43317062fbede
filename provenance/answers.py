"""Words by which one answers what another has said, for every stage that meets them; parts of patterns."""

SAID = r"claim|allegation|accusation|charge|report|rumou?r|suggestion"  # what was said, in the singular
UNTRUE = (
    r"false|untrue|baseless|unfounded|groundless|fabricat\w+|lies?|nonsense|absurd|propaganda|fake(?:\s+news)?|inaccurate"
    r"|incorrect|fiction|ridiculous|hoax|slander"
)  # what it is then called
# what is refused, not denied: "denied the party's lawsuit"
REFUSED = (
    r"(?:(?!that\b)[\w'’.-]+\s+){0,5}?(?:lawsuit|suit|complaint|case|request|motion|bid|appeal|petition|injunction|bail"
    r"|visa|permit|permission|application|plea|access|entry|asylum|parole|funding|coverage|benefit|care|chance"
    r"|right(?= to\b)|opportunit(?:y|ie))s?\b(?!\s+that\b)"
)
NOT_SO = rf"(?:{UNTRUE}|not\s+(?:true|accurate|correct))"
