"""More layouts of first pages, for ``further.toml``: proceedings, preprint covers, journals, theses and reports."""

from typing import Any

from build import BR, TEXT, blocks, body, esc, foot, legend, mails, marks, name, names, notes, sup, title

Header = dict[str, Any]
CENTRE = "#align(center)"


def icml(h: Header) -> str:
    """Names with marks in one flow, all affiliations in one paragraph at the foot, then the correspondence."""
    flow = " ".join(f"*{name(a)}*{sup(marks(h, a))}" for a in h["authors"])
    lines = " ".join(sup(str(i)) + esc(line) + "." for i, line in enumerate(h["lines"], 1))
    to = next((a for a in h["authors"] if "mail" in a), None)
    sent = f" Correspondence to: {esc(to['name'])} {esc('<' + to['mail'] + '>')}." if to else ""
    end = r" \ _Proceedings of the 40#super[th] International Conference on Machine Learning_, PMLR 202, 2023."
    return (
        title(h, 15) + f"{CENTRE}[{flow}]\n" + foot(lines + sent + " " + notes(h) + end) + f"#columns(2)[{body(h)}]"
    )


def cover(h: Header) -> str:
    """Cover of a preprint server: name and address in brackets, organisation, ORCID, one below the other."""
    rows = []
    for i, a in enumerate(h["authors"]):
        mail = f" ( ✉ {esc(a['mail'])} )" if "mail" in a else ""
        lines = [f"*{name(a)}*{mail}", *(esc(h["lines"][j]) for j in a["at"])]
        if i == 0:
            lines.append(esc("https://orcid.org/0000-0002-1825-0097"))
        rows.append(BR.join(lines))
    posted = [r"*Research Article*", "*Keywords:* faces, margins, thresholds", "*Posted Date:* June 12th, 2023"]
    posted += [
        "*DOI:* " + esc("https://doi.org/10.21203/rs.3.rs-0000000/v1"),
        "*License:* This work is licensed under a Creative Commons Attribution 4.0 International License.",
    ]
    return title(h, 19, "left") + "\n\n".join([*rows, BR.join(posted), notes(h)]) + "\n#pagebreak()\n" + body(h)


def open_journal(h: Header) -> str:
    """Names bold with marks, legend indented, correspondence, narrow column with history and editor."""
    people = []
    for i, a in enumerate(h["authors"]):
        star = "," + "\\*" if i == 0 else ""
        people.append(name(a) + " #super[" + esc(marks(h, a)) + star + "]")
    flow = ", ".join(people[:-1]) + (" and " if len(people) > 1 else "") + people[-1]
    lines = [f"#super[{i}]#h(1em){esc(line)}" for i, line in enumerate(h["lines"], 1)]
    mail = next((a["mail"] for a in h["authors"] if "mail" in a), "first@uni.example")
    lines.append(r"\*#h(1em)Correspondence: " + esc(mail) + "; Tel.: +00-000-0000")
    side = h.get("side", ["Academic Editors: Ellen Marsh and Ruben Tolk", "Received: 2 March 2023"])
    left = BR.join(map(esc, side))
    right = f"#text(size: 9pt)[{BR.join(lines)} \\ {notes(h)}] \n\n *Abstract:* {esc(TEXT)}"
    return (
        "_Article_\n\n"
        + title(h, 17, "left")
        + f"*{flow}*\n\n"
        + f"#grid(columns: (26%, 74%), gutter: 10pt, [#text(size: 7pt)[{left}]], [{right}])\n"
        + body(h)
    )


def edited_column(h: Header) -> str:
    """Names with marks above, below them a grey column of editors and reviewers beside the abstract."""
    side = h.get("side", ["Received: 02 March 2023", "Accepted: 08 May 2023"])
    left = BR.join(map(esc, side))
    head = f"#text(fill: blue)[*{names(h)}*]\n\n#text(size: 8pt)[_{legend(h, ', ')}_] \\ {notes(h)}\n\n"
    return (
        title(h, 18, "left")
        + head
        + f"#grid(columns: (26%, 74%), gutter: 10pt, [#text(size: 7pt)[{left}]], [{esc(TEXT)}])\n"
        + body(h)
    )


def european_thesis(h: Header) -> str:
    """Title page with degree, candidate's number, examiners and a partner, all centred."""
    a = h["authors"][0]
    parts = [
        esc(h["lines"][0]),
        "#v(1.5cm)",
        "Master's Thesis",
        "#v(0.5cm)",
        f'#text(size: 18pt, weight: "bold")[{esc(h["title"])}]',
        "#v(1cm)",
        name(a),
        "Matriculation number: 03698741",
        "#v(1cm)",
        *map(esc, h.get("roles", [])),
        "#v(1cm)",
        "Submitted on 12 May 2022",
    ]
    return f"{CENTRE}[{BR.join(parts)}]\n#pagebreak()\n" + body(h)


def tabled_report(h: Header) -> str:
    """Cover of a report with labels at the left and what they say at the right."""
    rows = [("Report No.", "R-2022-31"), ("Title", h["title"])]
    rows += [("Authors", ", ".join(a["name"] for a in h["authors"])), ("Performing organisation", h["lines"][0])]
    rows += [tuple(role.split(": ", 1)) for role in h.get("roles", [])]
    cells = ", ".join(f"[*{esc(k)}*], [{esc(v)}]" for k, v in rows)
    return (
        f'{CENTRE}[#text(size: 18pt, weight: "bold")[{esc(h["title"])}]]\n#v(1cm)\n'
        + f"{CENTRE}[{', '.join(name(a) for a in h['authors'])} \\ {esc(h['lines'][0])}]\n#v(1cm)\n"
        + f"#table(columns: 2, {cells})\n#pagebreak()\n"
        + body(h)
    )


def letter_marks(h: Header) -> str:
    """Letters in brackets as marks, one line of affiliations."""
    letters = "abcdefgh"
    people = ", ".join(name(a) + "#super[" + ",".join(letters[i] + ")" for i in a["at"]) + "]" for a in h["authors"])
    lines = BR.join(f"#super[{letters[i]})]_{esc(line)}_" for i, line in enumerate(h["lines"]))
    return title(h, 15) + f"{CENTRE}[{people}\n\n#text(size: 9pt)[{lines}] \\ {notes(h)}]\n" + body(h)


def with_motto(h: Header) -> str:
    """A line in italics between names and affiliations."""
    motto = f"_“{esc(h['motto'])}”_"
    return (
        title(h, 15) + f"{CENTRE}[{names(h)} \\ {motto} \\ #text(size: 9pt)[{legend(h)}] \\ {notes(h)}]\n" + body(h)
    )


def foot_block(h: Header) -> str:
    """Names alone under the title; at the foot each name again over its affiliation and address."""
    rows = []
    for a in h["authors"]:
        lines = [name(a), *(esc(h["lines"][i]) for i in a["at"])]
        if "mail" in a:
            lines.append("e-mail: " + esc(a["mail"]))
        rows.append(BR.join(lines))
    people = " · ".join(name(a) for a in h["authors"])
    return title(h, 15, "left") + f"*{people}*\n" + foot("\n\n".join(rows)) + body(h)


def study_group(h: Header) -> str:
    """Names with marks and a group; the members of the group are listed at the end with their places."""
    groups = h["groups"]
    return (
        title(h, 15)
        + f"{CENTRE}[{names(h)} {esc(' '.join(groups))} \\ #text(size: 9pt)[{legend(h)}] \\ {notes(h)}]\n"
        + body(h)
        + "\n\n*Members of the group.* "
        + esc(h.get("members", ""))
    )


def right_column(h: Header) -> str:
    """Names and affiliations in a narrow column at the right of the abstract."""
    rows = []
    for a in h["authors"]:
        rows.append(BR.join([f"*{name(a)}*", *(esc(h["lines"][i]) for i in a["at"])]))
    right = "#text(size: 8pt)[" + "\n\n".join(rows) + "]"
    return title(h, 17, "left") + f"#grid(columns: (66%, 30%), gutter: 14pt, [{esc(TEXT)}], [{right}])\n" + body(h)


def two_legends(h: Header) -> str:
    """The affiliations stand in two columns below the names."""
    cells = [f"[{sup(str(i))}{esc(line)}]" for i, line in enumerate(h["lines"], 1)]
    grid = f"#grid(columns: (1fr, 1fr), gutter: 10pt, {', '.join(cells)})"
    return title(h, 15) + f"{CENTRE}[{names(h, last=', ')}]\n#text(size: 9pt)[{grid}]\n{notes(h)}\n" + body(h)


def one_line(h: Header) -> str:
    """Names with marks and far apart; all affiliations in one line; addresses in braces."""
    people = "#h(2em)".join(name(a) + sup(marks(h, a)) for a in h["authors"])
    lines = "#h(1.5em)".join(sup(str(i)) + esc(line) for i, line in enumerate(h["lines"], 1))
    users = ", ".join(a["mail"].split("@")[0] for a in h["authors"] if "mail" in a)
    braces = f'#raw("{{{users}}}@uni-a.example")' if users else ""
    return title(h, 15) + f"{CENTRE}[{people} \\ {lines} \\ {braces} \\ {notes(h)}]\n#columns(2)[{body(h)}]"


def acl(h: Header) -> str:
    """Bold names over their affiliations, addresses in a fixed font."""
    return title(h, 15) + blocks(h, 3, italic=False) + foot(notes(h)) + f"#columns(2)[{body(h)}]"


def nature(h: Header) -> str:
    """Names with marks; affiliations run on in small type at the foot, each ended by a full stop."""
    lines = " ".join(sup(str(i)) + esc(line) + "." for i, line in enumerate(h["lines"], 1))
    mail = next((a["mail"] for a in h["authors"] if "mail" in a), "")
    sent = " #sym.ballot e-mail: " + esc(mail) if mail else ""
    return title(h, 20, "left") + f"*{names(h, last=' & ')}*\n" + foot(lines + sent + " " + notes(h)) + body(h)


def springer_inst(h: Header) -> str:
    """Marks with ORCID digits in brackets, legend centred, addresses in braces."""
    orcid = "[0000−0002−1825−0097]"
    people = [name(a) + sup(marks(h, a) + orcid) for a in h["authors"]]
    flow = ", ".join(people[:-1]) + (", and " if len(people) > 1 else "") + people[-1]
    return (
        title(h, 14) + f"{CENTRE}[{flow} \\ #text(size: 9pt)[{legend(h)} \\ {mails(h)}]]\n" + foot(notes(h)) + body(h)
    )


def access(h: Header) -> str:
    """Names in capitals with grades of membership, legend, corresponding author and support below."""
    people = []
    for i, a in enumerate(h["authors"]):
        grade = ", (Member, IEEE)" if i % 2 == 0 else ", (Student Member, IEEE)"
        people.append(esc(a["name"].upper()) + sup(marks(h, a)) + grade)
    flow = ", ".join(people[:-1]) + (", AND " if len(people) > 1 else "") + people[-1]
    below = (
        f"Corresponding author: {esc(h['authors'][0]['name'])} ({esc(h['authors'][0].get('mail', 'a@b.example'))})"
    )
    support = esc(h.get("support", "This work was supported by the Research Council under Grant 12-34."))
    return (
        "Received 2 March 2023, accepted 8 May 2023. \\ _Digital Object Identifier 10.1109/ACCESS.2023.0000000_\n\n"
        + title(h, 19, "left")
        + f"*{flow}* \\ #text(size: 8pt)[{legend(h)}] \\ #text(size: 8pt)[{below} \\ {support} \\ {notes(h)}]\n\n"
        + f"#columns(2)[{body(h)}]"
    )


def editor_line(h: Header) -> str:
    """Name at the left, address at the right, affiliation below in italics, the editor last."""
    rows = []
    for a in h["authors"]:
        shown = f"#grid(columns: (1fr, auto), [*{name(a)}*], [#smallcaps[{esc(a.get('mail', ''))}]])"
        rows.append(shown + BR.join(f"_{esc(h['lines'][i])}_" for i in a["at"]))
    return title(h, 15) + "\n".join(rows) + "\n\n" + BR.join(map(esc, h.get("roles", []))) + "\n\n" + body(h)


def two_above(h: Header) -> str:
    """Names above one address that they share, group after group, as proceedings with small capitals print them."""
    shared: dict[tuple[int, ...], list[Header]] = {}
    for a in h["authors"]:
        shared.setdefault(tuple(a["at"]), []).append(a)
    rows = []
    for at, people in shared.items():
        for a in people:
            rows.append(f"#grid(columns: (1fr, auto), [*{name(a)}*], [#smallcaps[{esc(a.get('mail', ''))}]])")
        rows.append(BR.join(f"_{esc(h['lines'][i])}_" for i in at))
    return title(h, 15) + "\n".join(rows) + "\n\n" + notes(h) + "\n\n" + body(h)


def bold_numbers(h: Header) -> str:
    """Bold numbers before affiliations that run on in one paragraph, star for the address."""
    lines = ", ".join(f"*{i}* {esc(line)}" for i, line in enumerate(h["lines"], 1))
    mail = next((a["mail"] for a in h["authors"] if "mail" in a), "first@uni.example")
    return title(h, 18, "left") + f"*{names(h, last=', ')}*\n\n{lines}\n\n\\* {esc(mail)}\n\n{notes(h)}\n\n" + body(h)


LAYOUTS = {
    f.__name__: f
    for f in (
        icml, cover, open_journal, edited_column, european_thesis, tabled_report, letter_marks, with_motto,
        foot_block,
        study_group, right_column, two_legends, one_line, acl, nature, springer_inst, access, editor_line, two_above,
        bold_numbers,
    )
}  # fmt: skip
