"""E-mail addresses as papers print them: alone, as groups {a,b}@x, a|b@x, or with the @ spelt out."""

import re
from collections.abc import Sequence

from citetrail.records.mail_addresses import PRINTED, SPELT
from extractors.header.header_words import plain

# Far beyond any header: files made to cost time have more, which is not read.
MOST_EMAILS = 500
_LONGEST = 20_000  # characters
_BROKEN = re.compile(r"(@[\w.]{1,60}-)\s+(?=\w)")  # at the end of a line
MOST_PAIRS = 40_000  # of a name and an address: two hundred of each


def find_emails(text: str) -> list[str]:
    """The addresses in reading order, groups apart. Text beyond 20,000 characters is not read."""
    text = text[:_LONGEST]
    if "@" not in text and " at " not in text and "at)" not in text and "at]" not in text:
        return []
    text = text.replace("＠", "@").replace("\u200b", "")
    found: list[str] = []
    for match in PRINTED.finditer(text):
        domain = match["domain"] or match["domain2"] or match["domain3"]
        locals_ = match["group"] or match["bare"] or match["one"]
        domain = re.sub(r"\s", "", domain).rstrip(".-").lower()
        if not re.search(r"\.[a-z]{2,}$", domain):
            continue
        separators = r"[,;|/\s]+" if match["one"] is None else r"\s+"
        found.extend(
            f"{one.lower() if one.isupper() else one}@{domain}"
            for one in re.split(separators, locals_.strip())
            if one
        )
    found.extend(f"{m['one']}@{m['domain'].replace(' dot ', '.')}" for m in SPELT.finditer(text))
    return list(dict.fromkeys(found))[:MOST_EMAILS]


def without_emails(text: str) -> str:
    """The text with its addresses, and the words that announce them, taken out."""
    if "@" not in text:
        return text
    text = _BROKEN.sub(r"\1", text)
    bare = PRINTED.sub(" ", text[:_LONGEST])
    bare = re.sub(r"[{\[(][^{}\[\]()]*$|^[^{}\[\]()]*[}\])]\s*@\S*", " ", bare) if re.search(r"[{}]", bare) else bare
    # "E-mail:" and the like announce nothing any more where the address behind them is gone.
    return re.sub(
        r"\b(?:e-?mails?|correspondence|contact)\s*(?:address(?:es)?)?\s*[:.]?\s*(?=$|[\s,;])", " ", bare, flags=re.I
    )


def is_email_line(text: str) -> bool:
    """Whether a line is made of addresses (or a piece of a group broken over lines)."""
    if "@" not in text:
        return bool(re.match(r"^\s*\{[\w.,\s-]+,?$", text))
    left = re.sub(r"[\W_]|e-?mails?", "", without_emails(text), flags=re.I)
    return len(left) <= 3 or (
        len(left) < 0.25 * len(text) and not re.search(r"\b[A-Z][a-z]+ [A-Z]", without_emails(text))
    )


def assign_emails(names: Sequence[str], emails: Sequence[str]) -> list[str | None]:
    """Which address is whose: by the likeness of name and local part, then by order when as many are left."""
    taken: list[str | None] = [None] * len(names)
    free = list(dict.fromkeys(emails))
    scored = sorted(
        ((likeness(name, email), -i, -j) for i, name in enumerate(names) for j, email in enumerate(free))
        if len(names) * len(free) <= MOST_PAIRS
        else [],
        reverse=True,
    )
    used: set[int] = set()
    for score, i, j in scored:
        if score < 1 or taken[-i] is not None or -j in used:
            continue
        taken[-i] = free[-j]
        used.add(-j)
    if len(free) == len(names):
        left = [j for j in range(len(free)) if j not in used]
        for i, j in zip([i for i, t in enumerate(taken) if t is None], left, strict=True):
            taken[i] = free[j] if i == j else None
    return taken


def likeness(name: str, email: str) -> int:
    """How much of a name is in the local part: 0 nothing, 2 a family name or initials, more for both."""
    local = re.sub(r"[^a-z]", "", plain(email.split("@", 1)[0]))
    parts = [p for p in (re.sub(r"[^a-z]", "", w) for w in plain(name).split()) if p]
    if not parts or not local:
        return 0
    # Whole words of the name first, then initials, then words cut short, then letters in their order: the fewer
    # letters agree, the likelier they do by chance.
    initials = "".join(p[0] for p in parts)
    longest = max((p for p in parts if len(p) > 2 and p in local), key=len, default="")
    whole = sum(1 for p in parts if len(p) > 1 and p in local)
    if whole >= 2:
        return 6 + whole
    if len(longest) >= 3 or (longest and len(longest) == max(map(len, parts))):
        rest = local.replace(longest, "", 1)
        return 4 if rest and rest[0] in initials else 3
    if local.startswith(initials) and len(initials) >= 2:
        return 2
    if local in parts:
        return 4
    if len(local) >= 5 and any(p.startswith(local[:5]) for p in parts):
        return 2
    first, last = parts[0], parts[-1]
    if local.startswith(first[:3]) and last[0] in local[3:4]:
        return 2
    if len(local) >= 4 and (first + last).startswith(local):
        return 2
    return 1 if local[0] in initials and _within(local, "".join(parts)) else 0


def _within(short: str, long: str) -> bool:
    """Whether the letters of one follow each other in the other: "mz" in "mingzhu"."""
    rest = iter(long)
    return all(letter in rest for letter in short)


def domain_names(domain: str, string: str) -> bool:
    """Whether an organisation's string and a domain name the same thing, by a word or by its initials."""
    labels = [label for label in domain.lower().split(".")[:-1] if len(label) > 1 and label not in _GENERIC]
    text = plain(string)
    tokens = re.findall(r"[a-z0-9]+", text)
    initials = "".join(t[0] for t in tokens if t not in {"of", "the", "and", "for", "in", "at", "de"})
    capitals = re.findall(r"\b[A-Z]{2,}\b", string)
    for label in labels:
        if len(label) >= 4 and any(t.startswith(label) or (len(t) >= 5 and label.startswith(t)) for t in tokens):
            return True
        if len(label) >= 3 and label in initials:
            return True
        if any(label == c.lower() for c in capitals):
            return True
    return False


_GENERIC = frozenset(
    [
        "mail",
        "mails",
        "email",
        "student",
        "students",
        "stu",
        "edu",
        "ac",
        "co",
        "com",
        "org",
        "gov",
        "cs",
        "ee",
        "ece",
        "eng",
        "alumni",
        "gmail",
        "my",
        "www",
        "mit.edu",
    ]
)
