"""Print the invented first pages of ``headers.toml`` as PDFs, to try the header reader on them.

``python tests/adversarial/headers/build.py FOLDER [--fonts FOLDER] [--only ID ...]`` writes one PDF a header.
Layouts with Chinese need a font that has it: without ``--fonts`` they are left out, and counted.
"""

import argparse
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst

MORE = (
    "Pictures of known people are easy to gather and hard to gather well. Names are shared, captions err, and one "
    "person may look unlike himself after twenty years.",
    "Most pairs that a network is asked about show two people. The rate of false matches is therefore measured "
    "first, and the threshold is set where it falls below one in ten thousand.",
    "We find that people count for more than pictures until some forty thousand of them are seen. Beyond that, "
    "further pictures of the same people help as much, and cost less.",
    "Blurred and turned faces make up a third of the errors. A score of quality that is learned beside the vector "
    "lets the worst of them be refused before they are compared.",
)

Header = dict[str, Any]
HERE = Path(__file__).parent
CHINESE = ("Noto Sans CJK SC", "Noto Sans CJK TC", "WenQuanYi Micro Hei")
BR = " \\ "
TEXT = (
    "A network that compares faces turns each picture into a vector, and the vectors of one person should lie close "
    "together. This paper asks how much of its accuracy is owed to the number of people in the training data, and "
    "how much to the number of pictures of each. We hold one of the two fixed and vary the other."
)
ENTRY = "[1] J. Deng, J. Guo, N. Xue, S. Zafeiriou. ArcFace: Additive angular margin loss. CVPR, 2019."
METHOD = (
    "The loss is a softmax with a fixed margin. Every network is trained on MS1MV2 for 24 epochs. A batch holds 512 "
    "pictures, and the learning rate falls twice. We give the mean of three runs."
)


def esc(text: str) -> str:
    """Text as Typst prints it verbatim."""
    return "".join("\\" + c if c in "\\#$*_@<>[]`~/=-+\"'" else c for c in text)


def sup(marks: str, real: bool = False) -> str:
    """Raised marks; ``real`` uses the font's own superscript glyphs."""
    return f"#super(typographic: {str(real).lower()})[{esc(marks)}]" if marks else ""


def marks(header: Header, author: dict[str, Any]) -> str:
    """The marks of an author, in the style of the header."""
    style = header.get("marks", "123456789")
    listed = ",".join(style[i] for i in author["at"])
    return listed + "".join("," + m for m in author.get("note", []))


def name(author: dict[str, Any]) -> str:
    """A name with what is printed before and behind it."""
    return esc(author["name"] + author.get("after", ""))


def noted(author: dict[str, Any]) -> str:
    """A name with the marks of its notes only."""
    return name(author) + sup(",".join(author.get("note", []))) + esc(author.get("tail", ""))


def names(header: Header, join: str = ", ", last: str = " and ", real: bool = False) -> str:
    """The names line: names, marks, and what stands behind the mark."""
    parts = [name(a) + sup(marks(header, a), real) + esc(a.get("tail", "")) for a in header["authors"]]
    behalf = [g for g in header.get("groups", []) if g[0].islower()]
    parts += [esc(g) for g in header.get("groups", []) if g not in behalf]
    line = join.join(parts[:-1]) + (last if len(parts) > 1 else "") + parts[-1]
    return " ".join([line, *map(esc, behalf)])


def legend(header: Header, join: str = " \\ ", raised: bool = True, end: str = "") -> str:
    """The affiliations, each behind its mark."""
    style = header.get("marks", "123456789")
    lines = [
        (sup(style[i]) if raised else esc(style[i]) + " ") + esc(line) + end for i, line in enumerate(header["lines"])
    ]
    return join.join(lines)


def notes(header: Header) -> str:
    """Explained marks and role lines below the affiliations."""
    out = [sup(mark) + esc(text) for mark, text in header.get("notes", [])]
    return BR.join(out + [esc(line) for line in header.get("roles", [])])


def mails(header: Header) -> str:
    """The addresses, as one line."""
    return esc(", ".join(a["mail"] for a in header["authors"] if "mail" in a))


def title(header: Header, size: int = 16, align: str = "center") -> str:
    """The title."""
    return f'#align({align})[#text(size: {size}pt, weight: "bold")[{esc(header["title"])}]]\n\n'


def body(header: Header) -> str:
    """Abstract, sections that fill the page, and a bibliography."""
    filler = "\n\n".join(esc(paragraph) for paragraph in MORE * 3)
    parts = [f"*Abstract.* {esc(TEXT)}", "= Introduction", esc(MORE[0]), esc(MORE[1]), "= Method", esc(METHOD)]
    parts += ["= Results", filler, "= Conclusion", esc(MORE[2]), esc(header.get("end", ""))]
    return "\n\n" + "\n\n".join([*parts, "#heading(numbering: none)[References]", esc(ENTRY)])


def foot(text: str) -> str:
    """Text at the foot of the first page."""
    return f"#place(bottom + left, float: true)[#line(length: 30%)#text(size: 8pt)[{text}]]\n" if text else ""


def stacked(line: str) -> list[str]:
    """An affiliation broken as blocks break it: unit, organisation, place."""
    parts = line.split(", ")
    place = 3 if parts[-1] == "USA" else 2
    return [*parts[:-place], ", ".join(parts[-place:])] if len(parts) > place else parts


def blocks(header: Header, columns: int = 3, italic: bool = True) -> str:
    """One block an author: name, the lines of his affiliation, address."""
    cells = []
    for author in header["authors"]:
        lines = [esc(part) for i in author["at"] for part in stacked(header["lines"][i])]
        inner = BR.join(lines)
        shown = f"_{inner}_" if italic else inner
        extra = [esc(author["mail"])] if "mail" in author else []
        tail = sup(",".join(author.get("note", [])))
        cells.append("[" + BR.join([name(author) + tail + esc(author.get("tail", "")), shown, *extra]) + "]")
    cells += [f"[{esc(g)}]" for g in header.get("groups", [])]
    return f"#align(center)[#grid(columns: {min(columns, len(cells))}, gutter: 14pt, {', '.join(cells)})]\n"


def ieee(h: Header) -> str:
    """Conference paper with blocks."""
    return title(h, 20) + blocks(h) + foot(notes(h)) + "#columns(2)[" + body(h) + "]"


def acm(h: Header) -> str:
    """Left title and blocks, as in proceedings with a rights notice."""
    return title(h, 17, "left") + blocks(h, 2, italic=False) + foot(notes(h)) + "#columns(2)[" + body(h) + "]"


def neurips(h: Header) -> str:
    """Centred blocks under a ruled title."""
    return (
        "#line(length: 100%)" + title(h, 17) + "#line(length: 100%)" + blocks(h, 2, False) + foot(notes(h)) + body(h)
    )


def journal(h: Header) -> str:
    """Names in a line, 'is with' in the foot block."""
    with_ = [
        f"{esc(a['name'])} is with {esc('; and '.join(h['lines'][i] for i in a['at']))}"
        + (f" (e-mail: {esc(a['mail'])})." if "mail" in a else ".")
        for a in h["authors"]
    ]
    line = ", ".join(noted(a) for a in h["authors"])
    line += "".join(", " + esc(g) for g in h.get("groups", []))
    return title(h, 20) + f"#align(center)[{line}]\n" + foot(BR.join([*with_, notes(h)])) + f"#columns(2)[{body(h)}]"


def lncs(h: Header) -> str:
    """Numbers raised behind names, legend centred and small."""
    inner = f"{names(h)} \\ #v(4pt) #text(size: 9pt)[{legend(h)} \\ {mails(h)}]"
    return title(h, 14) + f"#align(center)[{inner}]\n" + foot(notes(h)) + body(h)


def elsevier(h: Header) -> str:
    """Letters as marks, legend in italics, star notes at the foot."""
    return (
        title(h, 15)
        + f"#align(center)[{names(h, last=', ')} \\ #text(size: 8pt)[_{legend(h)}_]]\n"
        + foot(notes(h))
        + body(h)
    )


def side(h: Header) -> str:
    """A narrow column left of the title."""
    left = BR.join([*map(esc, h.get("side", ["RECEIVED 2 March 2023", "ACCEPTED 8 May 2023"]))])
    right = (
        title(h, 17, "left")
        + f"*{names(h)}* \\ #text(size: 8pt)[{legend(h, ', ')}] \\ #text(size: 8pt)[{notes(h)}] \n\n{esc(TEXT)}"
    )
    return f"#grid(columns: (27%, 73%), gutter: 12pt, [#text(size: 7pt)[{left}]], [{right}])\n#pagebreak()\n" + body(
        h
    )


def mdpi(h: Header) -> str:
    """Legend with addresses, narrow column beside the abstract."""
    head = title(h, 17, "left") + f"*{names(h)}*\n\n"
    left = BR.join(map(esc, h.get("side", ["Received: 2 March 2023", "Published: 8 May 2023"])))
    right = f"#text(size: 9pt)[{legend(h, raised=False)} \\ {notes(h)}] \n\n *Abstract:* {esc(TEXT)}"
    return head + f"#grid(columns: (25%, 75%), gutter: 10pt, [#text(size: 7pt)[{left}]], [{right}])\n" + body(h)


def pmlr(h: Header) -> str:
    """Small capitals, address at the right of the name, affiliation below."""
    rows = []
    for i, a in enumerate(h["authors"]):
        mail = f"#smallcaps[{esc(a.get('mail', ''))}]"
        shown = f"#grid(columns: (1fr, auto), [*{noted(a)}*], [{mail}])"
        follows = i + 1 < len(h["authors"]) and h["authors"][i + 1]["at"] == a["at"]
        rows.append(shown + ("" if follows else " ".join(f"_{esc(h['lines'][j])}_ \\ " for j in a["at"])))
    groups = BR.join(map(esc, h.get("groups", [])))
    return title(h, 15) + "\n".join([*rows, groups]) + "\n\n" + notes(h) + body(h)


def flow(h: Header) -> str:
    """Names with marks in one flow, affiliations in one paragraph at the foot."""
    return (
        title(h, 15)
        + f"#align(center)[*{names(h, ' ', ' ')}*]\n"
        + foot(legend(h, " ", end=". ") + " \\ " + notes(h))
        + body(h)
    )


def aaai(h: Header) -> str:
    """Bold names, legend and addresses below."""
    return (
        title(h, 15)
        + f"#align(center)[*{names(h, last=', ')}* \\ {legend(h)} \\ {mails(h)}]\n{foot(notes(h))}"
        + f"#columns(2)[{body(h)}]"
    )


def springer(h: Header) -> str:
    """Names apart by dots, legend at the foot of the page."""
    return title(h, 15, "left") + names(h, " · ", " · ") + foot(legend(h) + " \\ " + notes(h)) + body(h)


def typographic(h: Header) -> str:
    """Marks as the font's own superscripts."""
    return title(h, 15) + f"#align(center)[{names(h, real=True)} \\ {legend(h)} \\ {notes(h)}]\n" + body(h)


def bracketed(h: Header) -> str:
    """Legend in one pair of brackets."""
    inner = "; ".join(f"{i}. {esc(line)}" for i, line in enumerate(h["lines"], 1))
    return (
        title(h, 15)
        + f"#align(center)[{names(h, last=', ')} \\ #text(size: 9pt)[({inner})] \\ {notes(h)}]\n"
        + body(h)
    )


def footnotes(h: Header) -> str:
    """Affiliations as numbered notes at the foot."""
    return title(h, 15) + f"#align(center)[{names(h)}]\n" + foot(legend(h) + " \\ " + notes(h)) + body(h)


def behind(h: Header) -> str:
    """Marks stand behind the affiliations."""
    lines = [esc(line) + sup(str(i)) for i, line in enumerate(h["lines"], 1)]
    return title(h, 15) + f"#align(center)[{names(h)} \\ {BR.join(lines)} \\ {notes(h)}]\n" + body(h)


def square(h: Header) -> str:
    """Preprint cover: name, address in brackets, organisation, one below the other."""
    rows = []
    for a in h["authors"]:
        mail = f" ( ✉ {esc(a['mail'])} )" if "mail" in a else ""
        rows.append(BR.join([f"*{name(a)}*{mail}", *(esc(h["lines"][i]) for i in a["at"])]))
    rows.append(BR.join(map(esc, h.get("groups", []))))
    posted = "*Research Article* \\ *Keywords:* faces, margins \\ *Posted Date:* May 8th, 2023"
    return title(h, 18, "left") + "\n\n".join([*rows, posted, notes(h)]) + "\n#pagebreak()\n" + body(h)


def thesis(h: Header) -> str:
    """Title page of a thesis."""
    a = h["authors"][0]
    parts = [
        esc(h["lines"][0]),
        "#v(2cm)",
        f'#text(size: 18pt, weight: "bold")[{esc(h["title"])}]',
        "#v(1cm)",
        "by",
        name(a),
    ]
    parts += [
        "#v(1cm)",
        "A dissertation submitted for the degree of Doctor of Philosophy",
        "#v(1cm)",
        *map(esc, h.get("roles", [])),
    ]
    return f"#align(center)[{BR.join(parts)} \\ May 2022]\n#pagebreak()\n" + body(h)


def report(h: Header) -> str:
    """Cover of a technical report."""
    parts = [
        "Technical Report TR-2022-17",
        f'#text(size: 18pt, weight: "bold")[{esc(h["title"])}]',
        names(h),
        legend(h),
    ]
    return " \\ #v(1cm)\n".join(parts) + f" \\ #v(2cm) May 2022 \\ {notes(h)}\n#pagebreak()\n" + body(h)


def simple(h: Header) -> str:
    """All authors over one affiliation."""
    people = ", ".join(map(noted, h["authors"]))
    return title(h, 15) + f"#align(center)[{BR.join([people, *map(esc, h['lines']), notes(h)])}]\n" + body(h)


def chinese(h: Header) -> str:
    """A Chinese head over the English one."""
    pairs = zip(h["zh_names"], h["authors"], strict=True)
    people = "，".join(n + sup(",".join(str(i + 1) for i in a["at"])) for n, a in pairs)
    places = "；".join(f"{i}. {line}" for i, line in enumerate(h["zh_lines"], 1))
    english = "; ".join(f"{i}. {esc(line)}" for i, line in enumerate(h["lines"], 1))
    fonts = ", ".join(f'"{font}"' for font in ("Libertinus Serif", *CHINESE))
    top = f"#align(center)[#text(size: 16pt)[{h['zh_title']}] \\ {people} \\ （{places}）]\n\n"
    below = f"#align(center)[{names(h, last=', ')} \\ #text(size: 9pt)[({english})]]\n{foot(notes(h))}"
    return f"#set text(font: ({fonts}))\n{top}{title(h, 13)}{below}{body(h)}"


PLAIN = (ieee, acm, neurips, journal, lncs, elsevier, side, mdpi, pmlr, flow, aaai, springer, typographic, bracketed)
RARE = (footnotes, behind, square, thesis, report, simple, chinese)
LAYOUTS: dict[str, Callable[[Header], str]] = {layout.__name__: layout for layout in (*PLAIN, *RARE)}


def read_headers() -> list[Header]:
    """The invented pages of the three files."""
    files = (HERE / "headers.toml", HERE / "further.toml", HERE / "unusual.toml")
    return [h for file in files for h in tomllib.loads(file.read_text(encoding="utf-8"))["headers"]]


def print_page(header: Header, fonts: Path | None) -> bytes | None:
    """The PDF of a header; None where it needs a Chinese font and none is given."""
    from further_layouts import LAYOUTS as FURTHER
    from unusual_layouts import LAYOUTS as UNUSUAL

    if header["layout"] == "chinese" and fonts is None:
        return None
    page = "#set page(width: 8.3in, height: 11.7in, margin: 0.9in)\n#set text(size: 10pt)\n"
    source = page + (LAYOUTS | FURTHER | UNUSUAL)[header["layout"]](header)
    return typst.compile(source.encode(), font_paths=[str(fonts)] if fonts else [])


def main() -> None:
    """Build the PDFs that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fonts", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    headers = [h for h in read_headers() if not options.only or h["id"] in options.only]
    printed = {h["id"]: print_page(h, options.fonts) for h in headers}
    for identifier, pdf in printed.items():
        if pdf:
            (options.folder / f"{identifier}.pdf").write_bytes(pdf)
    left_out = sum(pdf is None for pdf in printed.values())
    print(f"{len(printed) - left_out} headers, {left_out} left out for want of a Chinese font")


if __name__ == "__main__":
    main()
