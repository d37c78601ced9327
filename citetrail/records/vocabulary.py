"""The closed lists: every value here is stored, shown and published under exactly this name."""

from enum import StrEnum


class Outcome(StrEnum):
    """How fetching or reading one paper ended. Expected failures are outcomes, never exceptions."""

    OK = "ok"
    NO_OPEN_PDF = "no_open_pdf"  # no address is known from which the PDF may be taken
    NOT_FOUND = "not_found"  # every candidate address answered 404 or 410
    WITHDRAWN = "withdrawn"  # its authors took it back from arXiv, and no earlier version can be had
    HOST_REFUSES = "host_refuses"  # the host wants no requests now (403, 429, a challenge page): still due
    HTTP_ERROR = "http_error"  # the server failed, refused or kept limiting us
    ROBOTS_DENIED = "robots_denied"  # the host's robots.txt forbids the address
    ADDRESS_REFUSED = "address_refused"  # not http(s), or leads to a private address
    NOT_PDF = "not_pdf"  # the bytes are no PDF (often a sign-in page)
    TRUNCATED = "truncated"  # the PDF ends before its end
    TOO_LARGE = "too_large"  # bytes or pages beyond the limits
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"  # pages are pictures: no text layer
    GARBLED = "garbled"  # a text layer that is not words (fonts without maps)
    EMPTY = "empty"  # a PDF without pages or without any content
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    PARSER_ERROR = "parser_error"
    DOCUMENT_LOST = "document_lost"  # the bytes held are gone, damaged or cannot be opened


class Step(StrEnum):
    """What is done with papers, in the order of a run; so named in the store, among what is due and what ran."""

    DISCOVER = "discover"
    FETCH = "fetch"
    COPIES = "copies"  # further copies of papers whose first one is there
    EXTRACT = "extract"
    ASSESS = "assess"


class Verdict(StrEnum):
    """What one paper says of the target's family as a whole."""

    USES = "uses"
    MENTIONS = "mentions"
    NONE = "none"
    UNCLEAR = "unclear"
    NO_TEXT = "no_text"  # nothing could be read: never the same as `none`


# The verdicts on papers whose text names a member of the family.
NAMES_FAMILY = (Verdict.USES, Verdict.MENTIONS, Verdict.UNCLEAR)


class Role(StrEnum):
    """What the paper does with a family member."""

    TRAINED_ON = "trained_on"
    FINE_TUNED_ON = "fine_tuned_on"
    EVALUATED_ON = "evaluated_on"
    DERIVED_FROM = "derived_from"  # the paper makes another dataset out of it
    USES_PRETRAINED_MODEL = "uses_pretrained_model"
    CREATED = "created"  # the paper introduces this member
    COMPARED = "compared"  # other people's results or models, quoted
    MENTIONED = "mentioned"


class UsageRule(StrEnum):
    """What decided on a mention's role: the trained model, or the one rule that came before or after it."""

    SENTENCE_MODEL = "sentence model"
    TRAINED_ON_ARCH = "trained_on_arch"  # the model's answer: only the architecture is meant
    UNCLEAR = "unclear"  # the model's answer: the sentence does not tell
    NOT_A_NAME = "not_a_name"  # the model's answer: the words mean something else
    BIBLIOGRAPHY = "bibliography"
    PLACE = "place"  # a biography, acknowledgements, a running header
    OTHER_LANGUAGE = "other language"
    NEGATED = "negated"
    OTHERS_ROWS = "others' rows"  # a table's mark that only rows of other methods bear
    CURRICULUM_VITAE = "vitae"  # the word in readings that are kept, which could not be loaded under another
    OTHER_FIELD = "other field"
    RELEASED_FILE = "released file"
    OWN_MODEL = "own model"  # the document is the paper that introduced it
    INTRODUCING_PAPER = "introducing paper"
    OWN_CLEANING = "cleans"
    LIST_OF_NAMES = "list of names"  # the authors collect pictures of their own by it
    ORIGIN = "origin"  # what a version that the sentence names was made of
    OTHER_RELEASE = "other release"  # a release that saw nothing of the family
    TAUGHT = "taught by it"  # the release was taught by a model of the family
    OPEN_RELEASE = "open release"  # which release, is not said
    CITED = "cited"  # a citation context that cites the member's paper without naming it


USE_ROLES = frozenset(
    {
        Role.TRAINED_ON,
        Role.FINE_TUNED_ON,
        Role.EVALUATED_ON,
        Role.DERIVED_FROM,
        Role.USES_PRETRAINED_MODEL,
        Role.CREATED,
    }
)


class Section(StrEnum):
    FRONT = "front matter"
    ABSTRACT = "abstract"
    INTRODUCTION = "introduction"
    RELATED_WORK = "related work"
    METHOD = "method"
    EXPERIMENTS = "experiments"
    CONCLUSION = "conclusion"
    ACKNOWLEDGEMENTS = "acknowledgements"
    REFERENCES = "references"
    APPENDIX = "appendix"
    BIOGRAPHY = "biography"
    BODY = "body"  # no heading found


class Zone(StrEnum):
    """What kind of text a span stands in, across sections."""

    PROSE = "prose"
    CAPTION = "caption"
    TABLE = "table"
    FOOTNOTE = "footnote"
    MARGIN = "margin"  # running headers and footers, page numbers, watermarks


class MemberKind(StrEnum):
    DATASET = "dataset"
    MODEL = "model"


class EventKind(StrEnum):
    """What an event of a dataset's life is to it, as far as pages treat it apart."""

    WITHDRAWAL = "withdrawal"  # its makers take it back: uses after it are counted
    REDISTRIBUTION = "redistribution"  # copies go round, with or without its makers
    CHALLENGE = "challenge"


class Origin(StrEnum):
    """Where a piece of evidence comes from."""

    PDF = "pdf"
    S2_CONTEXT = "s2_context"
    S2_AFFILIATION = "s2_affiliation"
    EMAIL = "email"


class Source(StrEnum):
    """Which service named a paper."""

    S2_CITATIONS = "s2_citations"
    S2_SNIPPETS = "s2_snippets"
    ARXIV = "arxiv"
    ADDED = "added"  # a person named it


class KeyKind(StrEnum):
    """What kind of identifier a paper is known by."""

    S2 = "s2"
    CORPUS = "corpus"
    DOI = "doi"
    ARXIV = "arxiv"
    MERGED = "merged"  # the id of a paper that was merged into it


class Ruling(StrEnum):
    """Whose a file is that somebody added."""

    ASKED = "asked"  # the program is not certain: somebody else than who added it says
    ATTACHED = "attached"
    REFUSED = "refused"


class Sector(StrEnum):
    MILITARY = "military"
    COMMERCIAL = "commercial"
    GOVERNMENT = "government"
    ACADEMIC = "academic"
    UNKNOWN = "unknown"


# The headline label of a paper is the first of its sectors in this order.
HEADLINE_ORDER = (Sector.MILITARY, Sector.COMMERCIAL, Sector.GOVERNMENT, Sector.ACADEMIC, Sector.UNKNOWN)


class Tier(StrEnum):
    """Ties to the military. Only M1 and M3 make the sector `military`; the others are flags."""

    M1 = "M1"  # armed forces, defence ministry bodies and their academies
    M2 = "M2"  # intelligence and security services of a defence ministry
    M3 = "M3"  # dedicated defence laboratories
    M4 = "M4"  # defence companies: commercial, flagged
    M5 = "M5"  # military-supervised universities: academic, flagged
    M6 = "M6"  # military funding: a fact about the paper


class Flag(StrEnum):
    DEFENCE_COMPANY = "defence_company"
    DEFENCE_LINKED_UNIVERSITY = "defence_linked_university"
    INTELLIGENCE = "intelligence"
    LAW_ENFORCEMENT = "law_enforcement"
    SURVEILLANCE_VENDOR = "surveillance_vendor"
    BIOMETRICS_VENDOR = "biometrics_vendor"
    STATE_OWNED = "state_owned"
    DESIGNATED = "designated"  # on a dated list, see designations.csv


class Basis(StrEnum):
    """What a sector rests on."""

    GAZETTEER = "gazetteer"
    ROR_TYPE = "ror_type"
    NAME_RULE = "name_rule"
    EMAIL_DOMAIN = "email_domain"
    RESEARCH = "research"  # a public research organisation: academic
    NONE = "none"


class MatchMethod(StrEnum):
    """How a raw affiliation string became an organisation, in the order tried."""

    GAZETTEER = "gazetteer"
    ROR_EXACT = "ror_exact"
    EMAIL_DOMAIN = "email_domain"
    ROR_FUZZY = "ror_fuzzy"
    NAME_RULE = "name_rule"
    UNRESOLVED = "unresolved"


class Precision(StrEnum):
    """How exactly a place is known."""

    SITE = "site"
    CITY = "city"
    COUNTRY = "country"  # a centroid: never drawn as a point claim
    NONE = "none"


class PlaceBasis(StrEnum):
    """What tells where an organisation was when it wrote a paper, the best first."""

    PRINTED = "printed"  # the affiliation prints the city, or no more than the country
    SITE = "site"  # the institute or laboratory that was printed is known to be there
    SEAT = "seat"  # nothing nearer is told than where the organisation has its seat


class Ground(StrEnum):
    """What carries the sector military, the stronger first."""

    PRINTED = "printed"  # the name says army, navy, air force, People's Liberation Army or defence ministry
    SOURCE = "source"  # the gazetteer's source was opened and says so
    REVIEWER = "reviewer"  # reviewers accepted it and named a source of their own
    NONE = "none"  # nothing yet: a reviewer's decision with a source of its own is needed


class ClaimKind(StrEnum):
    """The unit of review: one judgement."""

    USE = "use"  # paper uses member (role)
    AFFILIATION = "affiliation"  # paper is affiliated with organisation
    SECTOR = "sector"  # organisation is of this sector
    RESOLUTION = "resolution"  # this affiliation string means this organisation, wherever it is printed
    DIFFERENCE = "difference"  # one copy of the paper says this, another leaves it out


class ClaimState(StrEnum):
    """Derived from the decisions, never stored as a truth of its own."""

    OPEN = "open"
    ACCEPTED_ONCE = "accepted_once"  # waits for the second reviewer
    # Waits too: were only accepted claims to come back, the second reviewer would know the first verdict.
    REJECTED_ONCE = "rejected_once"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"
    CONFLICT = "conflict"
    # Agreed only after one had seen the other's vote: settled, but a sensitive claim is not verified by it.
    AGREED = "agreed"


class Vote(StrEnum):
    """What a reviewer says of a claim."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNSURE = "unsure"
    CORRECT = "correct"  # accept with another member, role, organisation or sector
    UNDO = "undo"  # takes back the reviewer's own last vote
    FLAG = "flag"


class Reason(StrEnum):
    """Why a claim was rejected."""

    ONLY_CITED = "only_cited"
    RELATED_WORK = "related_work"
    NEGATED = "negated"
    OTHER_DATASET = "other_dataset"
    OTHERS_WORK = "others_work"
    WRONG_MEMBER = "wrong_member"
    WRONG_ROLE = "wrong_role"
    WRONG_ORGANISATION = "wrong_organisation"
    FORMER_AFFILIATION = "former_affiliation"
    WRONG_SECTOR = "wrong_sector"
    EXTRACTION_ERROR = "extraction_error"


class Status(StrEnum):
    """How far a published row can be trusted. Only what people accepted is verified."""

    VERIFIED = "verified"
    PROVISIONAL = "provisional"  # the machine says so, nobody has confirmed it yet
    QUOTED = "quoted"  # verbatim from the paper, checked against the page by machine only


class PaperStatus(StrEnum):
    """How a paper stands to the family, in the order in which a paper takes the first that fits."""

    VERIFIED = "verified"  # people confirmed that it uses a member
    PROVISIONAL = "provisional"  # the machine says so; in provisional releases only
    IN_REVIEW = "in_review"  # waits for a reviewer; nothing is said of it
    NOT_USED = "not_used"  # people looked and refused every proposed use
    NAMED_ONLY = "named_only"  # the text names the family, nothing suggests use
    NOT_NAMED = "not_named"  # read, and the family is not named
    NO_TEXT = "no_text"  # could not be had or read: never the same as not used
    NOT_READ = "not_read"  # not tried yet
