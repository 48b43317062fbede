"""Phrases by which a claim shows how it is meant: as a fact, a plan or a rumour, as a correction, for how long."""

import re

from provenance.answers import NOT_SO, REFUSED, SAID
from provenance.contradictions.words import MONTH_NAMES

UNSURE = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|rumou?red|rumours?|unconfirmed|might|(?-i:may)|could|possibly|perhaps"
    r"|apparently"
    r"|if|unless|whether|(?:in|open to|into) question|should|considering|hopes? to|wants? to"
    r"|(?:expected|likely|believed|thought|feared|hoping) to)\b",
    re.IGNORECASE,
)
# What is not so: "the report was false", "called it propaganda".
FALSE = (
    r"(?:an?\s+|utterly\s+|completely\s+|totally\s+|entirely\s+|categorically\s+|simply\s+|pure\s+)*"
    rf"{NOT_SO}"
)
_WORDS_OF = (
    rf"(?:{SAID}|account|version|story|storie|figure|article|assertion|statement|assessment|conclusion|finding|explanation"
    r"|characteri[sz]ation|description|portrayal|depiction|recollection|testimony|insinuation|denial)s?"
)
_END = r"(?=\s*(?:[.,;”\"]|$|\s(?:on|in|at|as|and|but|during|through)\b))"
_STOP = r"(?=\W*(?:$|[.,;”\"]|\s(?:and|but)\b))"
# That somebody denies what was said before, without saying what that is.
ANSWERS = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing))\s+"
    rf"(?:(?:any|all|both|the|this|that|these|those|such)\s+)*(?:(?:fresh|new|latest|earlier)\s+)?(?:{_WORDS_OF}|it|this|that)"
    rf"{_END}|\b(?:this|that|it)(?:['’]s|\s+(?:is|was|has\s+been))\s+(?:being\s+)?(?:denied|disputed|rejected)\s+by\b"
    rf"|\b(?<!of )(?:the|these|those|such|this|that|all)\s+{_WORDS_OF}\s+(?:in\s+(?:the|this|that)\s+\w+\s+)?"
    r"(?:was|were|is|are|had been|has been)\s+"
    rf"{FALSE}{_STOP}|\b(?:this|that|it)\s+(?:was|is)\s+{FALSE}{_STOP}"
    r"|\b(?:call|dismiss|describ|brand|denounc|reject)(?:s|es|ed|ing)?\s+"
    rf"(?:it|this|that|them|(?:the|these|those)\s+{_WORDS_OF})\s+(?:as\s+)?[“\"]?{FALSE}{_STOP}",
    re.IGNORECASE,
)
WHOSE_WORDS = re.compile(  # "Brandt denied Osman's allegation", "Brandt disputed the report by Osman"
    rf"\b(?P<who>(?-i:[A-Z])[\w-]+)['’]s?\s+(?:[a-z]+\s+)?{_WORDS_OF}\b"
    rf"|\b{_WORDS_OF}\s+(?:(?:made|published)\s+)?(?:by|from)\s+(?:the\s+)?(?P<by>(?-i:(?:[A-Z][\w-]+\s+)*[A-Z][\w-]+))",
    re.IGNORECASE,
)
REPORT = re.compile(r"\b(?:reports?|stor(?:y|ies)|articles?|accounts?)\b", re.IGNORECASE)
WORDS_THAT = re.compile(rf"\b{_WORDS_OF}\s+(?:that|of|about)\b", re.IGNORECASE)  # it says itself what is denied
WORDS_OF = re.compile(rf"\b{_WORDS_OF}\b", re.IGNORECASE)
REFUSED_NEXT = re.compile(rf"\s+{REFUSED}", re.IGNORECASE)  # "denied the Democrats' lawsuit"
UNDENIED = re.compile(
    r"\b(?:not|n['’]t|never|neither|nor|without|refus\w+|declin\w+|unable)\s+(?:\w+\s+){0,3}$|\bfor\s+$",
    re.IGNORECASE,
)
DENIES_IT = re.compile(r"\bden(?:y|ies|ied|ying)\s+(?:it|this|that)\b", re.IGNORECASE)
CHARGE = re.compile(r"\b(?:accusation|allegation|charge)s?\b", re.IGNORECASE)
# What answers the words before it, not those after it: "the army said they had not".
ELLIPTIC = re.compile(
    r"\b(?:had|has|have|did|does|do|was|were|is|are|would|could|will)(?: not|n['’]t)\W*$"
    r"|\b(?:of the kind|the opposite|so)\W*$",
    re.IGNORECASE,
)
# That somebody denies what he is accused of.
DENIES_GUILT = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?)\s+(?:(?:any|all|the|these|those)\s+)*"
    rf"(?:charges?|wrongdoing|involvement|responsibility|blame|guilt|knowledge|role)"
    rf"(?:{_END}|(?<=knowledge)\s+of\b|(?<=responsibility)\s+for\b)"
    r"|\bden(?:y|ies|ied|ying)\s+(?:having\s+(?:ever\s+)?done|(?:ever\s+)?doing)\s+(?:any(?:thing|\s+\w+)|something)\s+"
    rf"(?:improper|wrong|illegal|unlawful|inappropriate){_STOP}",
    re.IGNORECASE,
)
BLAMES = re.compile(
    r"\b(?:(?:accus|blam|charg|alleg)(?:e|es|ed|ing|edly)\b|indict|held \w+ responsible|behind (?:the|an?|this)\b)",
    re.IGNORECASE,
)
ACCUSERS = re.compile(r"\b(?:accuser|victim|complainant|plaintiff|whistle-?blower)s?\b", re.IGNORECASE)
FORECASTERS = re.compile(r"\b(?:economist|analyst|forecaster|market|investor|pundit)s?\b", re.IGNORECASE)
OF = re.compile(r"\s+(?:of|for|from|at|in|with)\s+")
AGO = re.compile(r"\b[\w-]+ (?:day|week|month|year)s? ago\b", re.IGNORECASE)
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
COMING = re.compile(
    r"\b(?:will|won['’]t|would|shall|(?:is|are|was|were) to(?! blame)|(?:set|(?<!been )due|about|scheduled|agreed"
    r"|plans?|planned|intends?|vow(?:s|ed)?) to|(?:is|are) (?:now )?(?:set|due|scheduled) for)\b",
    re.IGNORECASE,
)
# "will be the next mayor after beating …": what has come about already
SETTLED = re.compile(
    r"\b(?:will|would|is to) be(?:come)? (?:[\w'’-]+ ){1,6}?after (?:winning|beating|defeating)\b", re.IGNORECASE
)
PAST = re.compile(r"\b(?:was|were|had|has|have|did|\w{2,}ed)\b", re.IGNORECASE)
CORRECTS = re.compile(
    r"\b(?:correct(?:ed|ion|s)|retract(?:ed|ion|s)|earlier (?:reported|said|put|gave|version|report|figure|count|toll)"
    r"|previously (?:reported|said|stated|put)|initially (?:reported|said|put)|and not \d+"
    r"|amended|mistakenly|in error|wrongly)\b",
    re.IGNORECASE,
)
ITSELF = re.compile(
    r"\bcorrect(?:ed|s|ion)\b|\bretract(?:ed|s|ion)\b"
    r"|\bas (?:it|he|she|they) (?:had|has|have)?\s*\w*\s*(?:reported|said|put|given)"
    r"|\b(?:its|his|her|their|the ministry's) (?:earlier|previous|first|initial)\b|\bamended\b|\bin error\b",
    re.IGNORECASE,
)
RISEN = re.compile(
    r"\b(?:ris(?:en|es)|rose|climb(?:ed|s)|jump(?:ed|s)|gr(?:own|ew|ows)|increase[ds]?|f(?:allen|ell|alls)|dropped"
    r"|drops)"
    r" (?:\w+ ){0,2}?to\b|\bnow (?:stands|stood|at)\b|\bup from\b|\bdown from\b",
    re.IGNORECASE,
)
# That whoever counts has counted again.
REVISES = re.compile(
    r"\b(?:revis(?:ed|es|ing)|(?:lower|rais|cut|reduc|downgrad|upgrad|adjust)(?:ed|es?|s|ing)?"
    r" (?:its|the|her|his|their) (?:\w+ ){0,2}(?:toll|count|number|figure|estimate|tally|total|dead|death toll))\b",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:earlier|previously|initially|at first|originally)\s+(?:had )?(?:spoke[n]?|said|put|reported|given|gave"
    r"|counted|estimated|announced|confirmed)\b|\bhad (?:first )?(?:spoken of|put the)\b",
    re.IGNORECASE,
)
NOBODY = re.compile(r"(?:no|none|nobody|neither)\b", re.IGNORECASE)
# Whoever a survey found to say so: "26 percent of Democrats", "a strong majority of voters", "one in three"
RESPONDENTS = re.compile(
    r"(?:[\d.]+|\w+(?:-\w+)?) ?(?:percent|per cent|%)|\b(?:majority|plurality|minority|percentage|share) of\b"
    r"|\b\w+ (?:in|out of) (?:every )?(?:three|four|five|six|ten)\b|\brespondents\b",
    re.IGNORECASE,
)
EMBEDDED = re.compile(r"(?:that|whether|how|because)\b", re.IGNORECASE)
# What is so for a time: a claim that holds until it no longer does.
PASSING = re.compile(
    r"\b(?:still|remain(?:s|ed)?|yet to|so far|as of|until now|missing|unaccounted|trapped|at large|holding|unclear"
    r"|unknown"
    r"|in (?:custody|captivity|hospital|intensive care|talks|critical condition|force)|on the (?:run|loose)|closed|shut"
    r"|by (?:early|late|midday|noon|dawn|\w+day|\d)|at (?:midday|noon|dawn|midnight|\d)|in sight|expected|no trace"
    r"|no sign"
    r"|(?:was|were|is|are|been) (?:still )?\w+ing|(?:is|are|has|have)(?: not| yet)?)\b",
    re.IGNORECASE,
)
# That something is no longer as it was.
CHANGE = re.compile(
    r"\b(?:resum(?:ed|es|ing)|lift(?:ed|s|ing)|free[ds]?|released|found|rescued|discharged|re-?open(?:ed|s|ing)?"
    r"|again|back"
    r"|recovered|no longer|end(?:ed|s|ing)|cleared|convicted|sentenced|arrested|caught|recaptured|signed|restored"
    r"|withdrew"
    r"|withdrawn|suspended|called off|spared|extended|overturned|quash(?:ed|ing)|scrapped"
    r"|dropped|since|final(?:ly)?|now|collapsed|broke (?:down|up|through)|weakened|eased|contained|extinguished"
    r"|confirmed)\b",
    re.IGNORECASE,
)
# That what was decided is undone, wherever in the sentence it stands.
OVERTURNS = re.compile(r"\b(?:overturn(?:s|ed|ing)|quash(?:es|ed|ing)|revers(?:es|ed|ing)|on appeal)\b", re.IGNORECASE)
SAYS = re.compile(
    r"[,”\"]*\s+(?P<who>(?:[\w'’-]+ ){0,4}[\w'’-]+)\s+(?:said|told|insisted|announced|reported|confirmed|added"
    r"|claimed)\b"
)
SAID_AHEAD = re.compile(
    r"(?:^|[,;] )(?P<who>(?:(?!(?:on|in|at|after|before|when|if|as|and|but|that|no|nobody|none|it|he|she|they|we|who"
    r"|heard|\w+ed)\b)[\w'’-]+ ){1,6})(?:said|says|insisted|announced|reported|claimed|added) (?:that )?$",
    re.IGNORECASE,
)
# That whoever is named speaks: "the army said they had not".
UTTERS = re.compile(
    r"(?:,[^,.;:]{0,80},)?[^.;:,]{0,25}?\b(?:said|says|told|puts?|insist(?:s|ed)|maintain(?:s|ed)|testif(?:ies|ied)|claim(?:s|ed)|counted)\b"
)
LEADS = re.compile(r"^(?:but|and|while|yet|although)\s+", re.IGNORECASE)
PUTS = re.compile(
    r"(?P<who>(?:[\w'’-]+,? ){0,7}?[\w'’-]+?),?\s+(?:put|puts|estimated|counted|gave)\s+(?:the|its|his|their|it|them)\b"
)
TAKES_A_STAND = re.compile(
    r"(?P<who>(?:[\w'’-]+ ){0,5}[\w'’-]+?)(?:, (?:\d+|(?:who|which|whose)\b[^,;.]{1,80}),)?"
    r" (?:(?:has|have|had) )?(?:\w+ly )?(?:claims?|claimed|insists?|insisted|den(?:y|ies|ied)|reject(?:s|ed)"
    r"|dismiss(?:es|ed))\b"
)
PRONOUN = re.compile(r"(?:it|he|she|they|who|which|and|but|as|that)\b", re.IGNORECASE)
BRACKETS = re.compile(r"\s*\[[^\]]*\]")
# Whoever is called no more than this may be somebody else in the next article.
ANYBODY = re.compile(
    r"\b(?:officials?|residents?|witness(?:es)?|activists?|sources?|people|locals?|villagers?|experts?|analysts?"
    r"|diplomats?"
    r"|relatives|famil(?:y|ies)|doctors?|medics?|survivors?|observers?|critics|supporters|campaigners|groups?)\b",
    re.IGNORECASE,
)
# People who have to do with a body without speaking for it: "passengers on the Skyfare flight".
PEOPLE_OF = re.compile(
    r"(?:\w+ )?(?P<people>passengers|customers|patients|drivers|employees|workers|staff|creditors|shareholders"
    r"|investors|rivals|opponents|critics|prisoners|parents|pupils|students|neighbours|owners|buyers|users|fans|players|lawyers?)"
    r" (?:of|on|at|in|for|from)\b",
    re.IGNORECASE,
)
# A paper that nobody is named as the author of says what whoever published it says.
PAPER = re.compile(
    r"\b(?:results?|figures|trial|statement|count|distribution|report released|polls?|surveys?)\b", re.IGNORECASE
)
OF_THEIRS = re.compile(r"(?:its|his|her|their)\b", re.IGNORECASE)
# What stands before a number that is a day or an age, and after one that measures or tells a time.
MONTH = "|".join(MONTH_NAMES)
DATED = re.compile(rf"\b(?:(?:{MONTH})|aged?|at|in)\s+$")
MEASURED = re.compile(
    rf"\s*(?:{MONTH}|%|per ?cent|[ap]\.?m\b|[:°])|[\s-](?:(?:\w+ )?(?:year|month|week|day|hour|minute|second)s?"
    r"|(?:kilo|centi|milli)?met(?:re|er)s?|miles?|feet|tonnes?|tons|kilos|kilograms?|points?|goals?)\b"
)
SENTENCE_END = re.compile(r"[.!?][\"”’']*(?=\s)|\n")
