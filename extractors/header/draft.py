"""What the readings of a layout agree on before strings are found again in the page text."""

from dataclasses import dataclass, field

from citetrail.records.organisations import AffiliationNote, HeaderLayout
from extractors.header.people_names import PrintedName
from extractors.header.segments import Segment


@dataclass(slots=True)
class DraftLine:
    """An affiliation string in the making."""

    text: str
    marks: tuple[str, ...] = ()
    note: str = ""
    last: Segment | None = None  # the segment it ends with, to see what goes on below
    page: int | None = None  # with `start` and `end`: where it was read, when it was read from the page text
    start: int | None = None
    end: int | None = None
    # What the resolver is to read instead of the printed words: without the places that the author has left.
    reads: str = ""


@dataclass(slots=True)
class Draft:
    """Names, affiliation strings and who belongs where, by one reading of the layout."""

    layout: HeaderLayout
    names: list[PrintedName] = field(default_factory=list)
    lines: list[DraftLine] = field(default_factory=list)
    links: dict[int, list[int]] = field(default_factory=dict)  # name → lines
    emails: list[str] = field(default_factory=list)
    email_of: dict[int, str] = field(default_factory=dict)

    def link(self, name: int, line: int) -> None:
        found = self.links.setdefault(name, [])
        if line not in found:
            found.append(line)

    def without_strays(self) -> None:
        """Drop lines that no name's mark leads to, where each name has one that does: hosts, groups, notes."""
        if self.layout is not HeaderLayout.MARKS or self.linked < len(self.names):
            return
        led_to = {i for lines in self.links.values() for i in lines}
        kept = [i for i, line in enumerate(self.lines) if i in led_to or line.note]
        self.links = {name: [kept.index(i) for i in lines] for name, lines in self.links.items()}
        self.lines = [self.lines[i] for i in kept]

    def settle_present(self) -> None:
        """A present address is the place of authors of whom neither page nor marks tell another."""
        for i, line in enumerate(self.lines):
            if line.note != AffiliationNote.PRESENT_ADDRESS:
                continue
            owners = [n for n, lines in self.links.items() if i in lines and n < len(self.names)]
            if owners and all(self.links[n] == [i] and set(self.names[n].marks) <= set(line.marks) for n in owners):
                line.note = ""

    @property
    def linked(self) -> int:
        """How many names have an affiliation."""
        return sum(1 for lines in self.links.values() if lines)
