"""Layouts of first pages for ``unusual.toml``: forms, letters, errata, chapters, reviews, posters, journals abroad.

Each prints `near`, lines about others, where pages of its kind print them.
"""

from typing import Any

from build import BR, MORE, TEXT, blocks, body, esc, foot, legend, mails, name, names, sup, title

Header = dict[str, Any]
CENTRE = "#align(center)"


def near(h: Header, join: str = BR) -> str:
    """The lines about others."""
    return join.join(map(esc, h.get("near", [])))


def small(text: str, size: float = 7.5) -> str:
    """Text in small type."""
    return f"#text(size: {size}pt)[{text}]"


def told(h: Header, verb: str = "is with") -> list[str]:
    """A sentence an author on where he is."""
    out = []
    for a in h["authors"]:
        places = " and with ".join(
            "the " * h["lines"][i].startswith(("Univ", "Dep", "Sch", "Nav")) + h["lines"][i] for i in a["at"]
        )
        mail = f" (e-mail: {a['mail']})" if "mail" in a else ""
        out.append(esc(f"{a['name']} {verb} {places}{mail}."))
    return out


def stacked(h: Header, join: str = "\n\n") -> str:
    """Each author over his own lines."""
    return join.join(
        BR.join([f"*{name(a)}*", *(esc(h["lines"][i]) for i in a["at"]), *([esc(a["mail"])] if "mail" in a else [])])
        for a in h["authors"]
    )


def transactions(h: Header) -> str:
    """Journal with grades of membership; history, support and affiliations as sentences at the foot."""
    people = ", ".join(name(a) + (", _Member, IEEE_" if i % 2 else "") for i, a in enumerate(h["authors"]))
    note = ["Manuscript received March 2, 2023; revised May 8, 2023.", near(h, " "), *told(h)]
    return title(h, 20) + f"{CENTRE}[{people}]\n" + foot(BR.join(note)) + f"#columns(2)[{body(h)}]"


def sentences(h: Header) -> str:
    """Names under the title, and below them sentences alone that say where everybody is."""
    people = " and ".join(filter(None, [", ".join(name(a) for a in h["authors"][:-1]), name(h["authors"][-1])]))
    said = " ".join(told(h))
    return title(h, 15) + f"{CENTRE}[{people}]\n\n#text(size: 9pt)[_{said}_]\n\n" + small(near(h)) + "\n\n" + body(h)


def rights(h: Header) -> str:
    """Proceedings with blocks, and a notice of rights at the foot of the first column."""
    notice = "Permission to make digital or hard copies of part or all of this work for personal use is granted."
    return title(h, 17) + blocks(h, 3, italic=False) + foot(esc(notice) + BR + near(h)) + f"#columns(2)[{body(h)}]"


def volume(h: Header) -> str:
    """Chapter of a series with the editors of the volume at the foot."""
    inner = f"{names(h)} \\ #v(4pt) #text(size: 9pt)[{legend(h)} \\ {mails(h)}]"
    return title(h, 14) + f"{CENTRE}[{inner}]\n" + foot(near(h)) + body(h)


def article_info(h: Header) -> str:
    """Column with history beside the abstract, star notes at the foot."""
    people = ", ".join(name(a) + sup(",".join("abcdef"[i] for i in a["at"])) for a in h["authors"])
    lines = BR.join(sup("abcdef"[i]) + f"_{esc(line)}_" for i, line in enumerate(h["lines"]))
    info = r"*A R T I C L E  I N F O* \ _Article history:_ \ Received 2 March 2023 \ _Keywords:_ \ Faces"
    grid = (
        f"#grid(columns: (28%, 68%), gutter: 12pt, [{small(info)}], [*A B S T R A C T* \\ {small(esc(TEXT), 9)}])\n"
    )
    star = foot("✩ " + near(h, r" \ ✩✩ "))
    return title(h, 15, "left") + people + "\n\n" + small(lines, 8) + "\n\n" + grid + star + f"#columns(2)[{body(h)}]"


def academic_editor(h: Header) -> str:
    """Narrow column with the editors left of legend and abstract."""
    left = small(near(h) + r" \ Received: 2 March 2023 \ Published: 8 May 2023", 7)
    right = small(legend(h, raised=False), 9) + f"\n\n *Abstract:* {esc(TEXT)}"
    grid = f"#grid(columns: (25%, 75%), gutter: 10pt, [{left}], [{right}])\n"
    return title(h, 17, "left") + f"*{names(h)}*\n\n" + grid + body(h)


def reviewers_right(h: Header) -> str:
    """Column with editors and reviewers right of names and legend."""
    left = f"*{names(h)}*\n\n{small(legend(h, ', '), 8)}\n\n{esc(TEXT)}"
    return (
        title(h, 18, "left")
        + f"#grid(columns: (70%, 26%), gutter: 14pt, [{left}], [{small(near(h), 7)}])\n"
        + body(h)
    )


def volume_editors(h: Header) -> str:
    """Name at the left, address at the right, place in italics below; the editors of the volume close the header."""
    rows = []
    for a in h["authors"]:
        rows.append(
            f"#grid(columns: (1fr, auto), [*{name(a)}*], [#smallcaps[{esc(a.get('mail', ''))}]])"
            + BR.join(f"_{esc(h['lines'][i])}_" for i in a["at"])
        )
    return title(h, 15) + "\n".join(rows) + "\n\n" + near(h) + "\n\n" + body(h)


def open_column(h: Header) -> str:
    """Open-access journal: column with citation, editor, funding and interests; legend in bold numbers."""
    left = small(near(h, "\n\n"), 7)
    lines = ", ".join(f"*{i}* {esc(line)}" for i, line in enumerate(h["lines"], 1))
    right = title(h, 17, "left") + f"*{names(h)}*\n\n{small(lines, 8.5)}\n\n*Abstract* \\ {esc(TEXT)}"
    return f"#grid(columns: (26%, 72%), gutter: 12pt, [{left}], [{right}])\n#pagebreak()\n" + body(h)


def approval(h: Header) -> str:
    """Thesis: title page with degree, and lines for signatures."""
    a = h["authors"][0]
    parts = [title(h, 17).strip(), "by", f"*{name(a)}*", "B.Sc., University of Example, 2015", "#v(1cm)"]
    parts += [
        "A thesis submitted in partial fulfilment of the requirements for the degree of",
        "Master of Science",
        "#v(8mm)",
    ]
    parts += [esc(h["lines"][0]), "2021", "#v(1cm)", near(h)]
    return f"{CENTRE}[{BR.join(parts)}]\n#pagebreak()\n" + body(h)


def documentation_page(h: Header) -> str:
    """Report documentation page: a form of numbered fields with the answers below their labels."""
    cells = [
        "1. REPORT DATE \\ 02-03-2021", "2. REPORT TYPE \\ Final", "3. DATES COVERED \\ 2019-2021",
        f"4. TITLE AND SUBTITLE \\ *{esc(h['title'])}*", "5a. CONTRACT NUMBER \\ " + esc("N00014-19-1-2345"),
        f"6. AUTHOR(S) \\ {'; '.join(esc(a['name']) for a in h['authors'])}",
        f"7. PERFORMING ORGANIZATION NAME(S) AND ADDRESS(ES) \\ {esc(h['lines'][0])}",
        f"9. SPONSORING / MONITORING AGENCY NAME(S) AND ADDRESS(ES) \\ {near(h)}",
        "12. DISTRIBUTION / AVAILABILITY STATEMENT \\ Approved for public release; distribution is unlimited.",
    ]  # fmt: skip
    form = f"#table(columns: 1, {', '.join(f'[{c}]' for c in cells)})\n"
    return (
        f"{CENTRE}[*REPORT DOCUMENTATION PAGE*]\n\n{form}\n#pagebreak()\n"
        + title(h, 15)
        + f"{CENTRE}[{names(h)} \\ {legend(h)}]\n"
        + body(h)
    )


def prepared(h: Header) -> str:
    """Cover of a report: for whom at the left, by whom at the right."""
    by = r"Prepared by: \ " + BR.join([", ".join(name(a) for a in h["authors"]), *map(esc, h["lines"])])
    grid = f"#grid(columns: (1fr, 1fr), gutter: 12pt, [{by}], [{near(h)}])\n"
    return f"#v(3cm)\n{title(h, 20)}\n#v(2cm)\n{grid}\n#v(4cm)\n{CENTRE}[May 2021]\n#pagebreak()\n" + body(h)


def workshop(h: Header) -> str:
    """Paper of a workshop whose organisers are listed at the head of the page."""
    head = small(esc("Third Workshop on Faces in the Wild Kiln, Leiden, 4 May 2021") + BR + near(h), 8)
    return f"{CENTRE}[{head}]\n\n" + title(h, 15) + blocks(h, 3) + f"#columns(2)[{body(h)}]"


def poster(h: Header) -> str:
    """Poster: large names and legend, three columns, sponsors at the foot."""
    paragraphs = "\n\n".join(esc(p) for p in MORE * 3)
    foot_line = f"#place(bottom + left, float: true)[#text(size: 14pt)[{near(h)}]]\n"
    return (
        '#set page(width: 33in, height: 23in)\n#set text(size: 20pt)\n'
        + title(h, 60) + f"{CENTRE}[#text(size: 32pt)[{names(h)}] \\ #text(size: 26pt)[{legend(h)}]]\n"
        + foot_line + f"#columns(3)[= Motivation\n{paragraphs}\n= Results\n{paragraphs}]"
    )  # fmt: skip


def preprint(h: Header) -> str:
    """Cover of a preprint server: names over places, declarations below."""
    posted = r"*Article* \ *Keywords:* faces, margins \ *Posted Date:* May 8th, 2021 \ *License:* CC BY 4.0"
    rows = []
    for a in h["authors"]:
        mail = f" ( ✉ {esc(a['mail'])} )" if "mail" in a else ""
        rows.append(BR.join([f"*{name(a)}*{mail}", *(esc(h["lines"][i]) for i in a["at"])]))
    return title(h, 20, "left") + "\n\n".join([*rows, posted, near(h)]) + "\n#pagebreak()\n" + body(h)


def french(h: Header) -> str:
    """French journal with an English header: history and editor in French below the places."""
    history = "Reçu le 2 mars 2021, accepté le 8 mai 2021"
    below = f"#text(size: 9pt)[{legend(h)}] \\ #text(size: 8pt)[{history} \\ {near(h)}]"
    inner = f"{names(h, last=' et ')} \\ {below}"
    return (
        "_Comptes rendus de l'atelier des visages 12 (2021) 45–58_\n\n"
        + title(h, 15)
        + f"{CENTRE}[{inner}]\n\n*Résumé.* Nous comparons des réseaux. "
        + body(h)
    )


def german(h: Header) -> str:
    """German journal: names over places, history and editors in German at the foot."""
    return (
        title(h, 15, "left")
        + stacked(h)
        + "\n\n"
        + foot("Eingegangen am 2. März 2021 \\ " + near(h))
        + "*Zusammenfassung.* Wir vergleichen Netze. \n\n"
        + body(h)
    )


def spanish(h: Header) -> str:
    """Spanish journal: marks, history and editor in Spanish below the places."""
    below = f"#text(size: 9pt)[{legend(h)}] \\ #text(size: 8pt)[{near(h)} \\ Recibido: 2 de marzo de 2021]"
    inner = f"{names(h, last=' y ')} \\ {below}"
    return title(h, 15) + f"{CENTRE}[{inner}]\n\n*Resumen.* Comparamos redes. " + body(h)


def foundation_items(h: Header) -> str:
    """Chinese journal in English: legend in one bracket, foundation and biographies at the foot."""
    inner = "; ".join(f"{i}. {esc(line)}" for i, line in enumerate(h["lines"], 1))
    return (
        title(h, 15)
        + f"{CENTRE}[{names(h, last=', ')} \\ #text(size: 9pt)[({inner})]]\n"
        + foot("Received: 2021-03-02 \\ " + near(h))
        + body(h)
    )


def letter(h: Header) -> str:
    """Letter to the editor: whom it is to above, who signs below."""
    signed = "\n\n".join(BR.join([name(a), *(f"_{esc(h['lines'][i])}_" for i in a["at"])]) for a in h["authors"])
    text = "\n\n".join(esc(p) for p in (TEXT, *MORE[:2]))
    return (
        "*Letter to the Editor*\n\n"
        + title(h, 15, "left")
        + near(h)
        + f"\n\n{text}\n\n{signed}\n\n"
        + "= References\n"
        + esc("[1] J. Deng, J. Guo. ArcFace. CVPR, 2019.")
    )


def erratum(h: Header) -> str:
    """Erratum: names and places of the paper, then what the notice says of others."""
    inner = f"{names(h)} \\ #text(size: 9pt)[{legend(h)}]"
    return "*ERRATUM*\n\n" + title(h, 15) + f"{CENTRE}[{inner}]\n\n{near(h)}\n\n{esc(TEXT)}\n\n{esc(MORE[0])}"


def chapter(h: Header) -> str:
    """Chapter of a handbook: number, title, author, place; the book and its editor at the foot."""
    return "#text(size: 12pt)[Chapter 7]\n\n" + title(h, 18, "left") + stacked(h) + "\n\n" + foot(near(h)) + body(h)


def daggered(h: Header) -> str:
    """All names over one place; a dagger behind the title leads to the thanks at the foot."""
    people = ", ".join(name(a) for a in h["authors"])
    return (
        title({**h, "title": h["title"]}, 15)
        + f"{CENTRE}[{people}{sup('†')} \\ {BR.join(map(esc, h['lines']))}]\n"
        + foot(sup("†") + near(h, " "))
        + body(h)
    )


def in_line(h: Header) -> str:
    """Each author with the place on one line, name first."""
    rows = [esc(f"{a['name']}, {'; '.join(h['lines'][i] for i in a['at'])}") for a in h["authors"]]
    return title(h, 15) + f"{CENTRE}[{BR.join(rows)}]\n\n{CENTRE}[{small(near(h), 9)}]\n\n" + body(h)


def physical(h: Header) -> str:
    """Names in one flow over a place each, groups of names with the same place together; dates in brackets."""
    shared: dict[tuple[int, ...], list[Header]] = {}
    for a in h["authors"]:
        shared.setdefault(tuple(a["at"]), []).append(a)
    rows = []
    for at, people in shared.items():
        rows += [" and ".join(name(a) for a in people), *(f"_{esc(h['lines'][i])}_" for i in at)]
    return (
        title(h, 13)
        + f"{CENTRE}[{BR.join(rows)} \\ (Received 2 March 2021; accepted 8 May 2021)]\n"
        + foot(near(h))
        + body(h)
    )


def peer_information(h: Header) -> str:
    """Names, places run on at the foot of the page, and what is said of reviewers behind them."""
    lines = " ".join(sup(str(i)) + esc(line) + "." for i, line in enumerate(h["lines"], 1))
    mail = next((a["mail"] for a in h["authors"] if "mail" in a), "")
    sent = " e-mail: " + esc(mail) if mail else ""
    return title(h, 20, "left") + f"*{names(h, last=' & ')}*\n" + foot(lines + sent + BR + near(h)) + body(h)


def orcid_grid(h: Header) -> str:
    """Preprint with an icon before each name, blocks of two, keywords; the notice above the title."""
    cells = []
    for a in h["authors"]:
        lines = [esc(part) for i in a["at"] for part in h["lines"][i].split(", ", 1)]
        cells.append("[" + BR.join([f"ⓘ *{name(a)}*", *lines, *([esc(a["mail"])] if "mail" in a else [])]) + "]")
    return (
        f"{CENTRE}[{small(near(h), 8)}]\n\n"
        + title(h, 16)
        + f"{CENTRE}[#grid(columns: 2, gutter: 16pt, {', '.join(cells)})]\n\n"
        + body(h)
    )


def magazine(h: Header) -> str:
    """Magazine: names over places, and lives of the authors at the foot of the page."""
    return title(h, 24, "left") + stacked(h, "\n\n") + "\n\n" + foot(near(h)) + f"#columns(2)[{body(h)}]"


def invited(h: Header) -> str:
    """Conference with session and chair above the title, blocks below."""
    return f"#align(right)[{small(near(h), 8)}]\n\n" + title(h, 16) + blocks(h, 2) + f"#columns(2)[{body(h)}]"


def book_review(h: Header) -> str:
    """Review of a book: the book's details, then who reviewed it."""
    text = "\n\n".join(esc(p) for p in (TEXT, *MORE))
    by = BR.join(esc(f"Reviewed by {a['name']}, {h['lines'][a['at'][0]]}") for a in h["authors"])
    return "*Book Review*\n\n" + title(h, 15, "left") + near(h) + f"\n\n{by}\n\n{text}"


def book_review_foot(h: Header) -> str:
    """Review of a book with the reviewer at its end."""
    text = "\n\n".join(esc(p) for p in (TEXT, *MORE[:2]))
    by = BR.join(esc(f"Reviewed by {a['name']}, {h['lines'][a['at'][0]]}") for a in h["authors"])
    return title(h, 15, "left") + near(h) + f"\n\n{text}\n\n#align(right)[_{by}_]\n"


LAYOUTS = {
    f.__name__: f
    for f in (
        transactions, sentences, rights, volume, article_info, academic_editor, reviewers_right, volume_editors,
        open_column, approval, documentation_page, prepared, workshop, poster, preprint, french, german, spanish,
        foundation_items, letter, erratum, chapter, daggered, in_line, physical, peer_information, orcid_grid,
        magazine, invited, book_review, book_review_foot,
    )
}  # fmt: skip
