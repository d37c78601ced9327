"""Layouts of publishers, compiled to real PDFs and read as a paper is read.

Covers: extractors.header.
"""

import pytest

from extractors.header.align import fold
from tests.extractors.header.papers import (
    PAGE,
    PROSE,
    TITLE,
    abstract,
    block,
    centred,
    footnote,
    grid,
    raised,
    read,
    title,
)
from tests.extractors.header.typesetting import belongs

VELLMARK, KESTREL, HARBOUR = "University of Vellmark", "Kestrel Vision", "Harbour Institute"
CERAMICS = "Department of Ceramics, University of Vellmark, Oslo, Norway"
BERGEN = "Kestrel Vision, Bergen, Norway"

Belongs = dict[str, list[str]]
LAYOUTS: dict[str, tuple[str, Belongs]] = {}


def layout(name: str, source: str, **expected: list[str]) -> None:
    LAYOUTS[name] = (PAGE + source, {k.replace("_", " "): v for k, v in expected.items()})


layout(
    "CVPR: marks, one block of organisations",
    title()
    + centred(f"Ada Brink{raised('1,2*')} #h(1em) Bo Lindqvist{raised('1')} #h(1em) Mingzhu Chen{raised('2†')}")
    + centred(f"{raised('1')}University of Vellmark #h(1em) {raised('2')}Kestrel Vision")
    + centred("`{ada, bo}@vellmark.edu, mz@kestrel.com`")
    + abstract(),
    Ada_Brink=[VELLMARK, KESTREL],
    Bo_Lindqvist=[VELLMARK],
    Mingzhu_Chen=[KESTREL],
)
layout(
    "CVPR: names side by side over their group's organisation",
    title()
    + grid(
        2,
        block("Ada Brink #h(1em) Bo Lindqvist", VELLMARK, "`{ada,bo}@vellmark.edu`"),
        block("Mingzhu Chen", "Kestrel", "`mz@kestrel.com`"),
    )
    + abstract(),
    Ada_Brink=[VELLMARK],
    Bo_Lindqvist=[VELLMARK],
    Mingzhu_Chen=["Kestrel"],
)
layout(
    "ECCV: numbered institutes, ORCID among the marks",
    title()
    + centred(
        f"Ada Brink{raised('1,2[0000-0002-1825-0097]')}, Bo Lindqvist{raised('1[0000-0002-1825-0098]')}, and "
        f"Mingzhu Chen{raised('2(✉)[0000-0001-1825-0099]')}"
    )
    + centred(
        f"#text(size:9pt)[{raised('1')} {CERAMICS} \\ `{{ada,bo}}@vellmark.edu` \\ "
        f"{raised('2')} {BERGEN} \\ `mz@kestrel.com`]"
    )
    + abstract(columns=1),
    Ada_Brink=[CERAMICS, BERGEN],
    Bo_Lindqvist=[CERAMICS],
    Mingzhu_Chen=[BERGEN],
)
layout(
    "IEEE conference: blocks with ordinals",
    title()
    + grid(
        3,
        block(
            "1#super[st] Ada Brink", "_Department of Ceramics_", f"_{VELLMARK}_", "Oslo, Norway", "ada\\@vellmark.edu"
        ),
        block(
            "2#super[nd] Bo Lindqvist",
            "_Imaging Group_",
            "_Kestrel Vision Ltd._",
            "Bergen, Norway",
            "bo\\@kestrel.com",
        ),
        block("3#super[rd] Mingzhu Chen", "_School of Computing_", "_Ostrava Bay University_", "0000-0002-1825-0097"),
    )
    + abstract(),
    Ada_Brink=["Department of Ceramics University of Vellmark Oslo, Norway"],
    Bo_Lindqvist=["Imaging Group Kestrel Vision Ltd. Bergen, Norway"],
    Mingzhu_Chen=["School of Computing Ostrava Bay University"],
)
layout(
    "IEEE journal: sentences in the first footnote, a former place among them",
    title(size=20)
    + centred("Ada Brink, _Student Member, IEEE_, Bo Lindqvist, _Member, IEEE_, and Mingzhu Chen, _Fellow, IEEE_")
    + footnote(
        "Manuscript received May 1, 2020; revised June 2, 2020. (_Corresponding author: Mingzhu Chen._) \\ "
        "A. Brink and M. Chen are with the Department of Ceramics, University of Vellmark, Oslo "
        "0150, Norway, and also "
        "with the State Key Laboratory of Glaze, Oslo 0150, Norway (e-mail: ada\\@vellmark.edu; "
        "mz\\@vellmark.edu). \\ "
        "B. Lindqvist was with Kestrel Vision, Bergen, Norway. He is now with Harbour Institute of "
        "Technology, Narvik, "
        "Norway (e-mail: bo\\@harbour.no). \\ Digital Object Identifier 10.1109/TCA.2021.1234567"
    )
    + abstract(),
    Ada_Brink=[
        "Department of Ceramics, University of Vellmark, Oslo 0150, Norway",
        "State Key Laboratory of Glaze, Oslo 0150, Norway",
    ],
    Bo_Lindqvist=[
        "Kestrel Vision, Bergen, Norway [work done while at]",
        "Harbour Institute of Technology, Narvik, Norway [present address]",
    ],
    Mingzhu_Chen=[
        "Department of Ceramics, University of Vellmark, Oslo 0150, Norway",
        "State Key Laboratory of Glaze, Oslo 0150, Norway",
    ],
)
layout(
    "IEEE Access: capitals, memberships in brackets, notes right below",
    f'#text(size:20pt,weight:"bold")[{TITLE}]\n\n'
    "*ADA BRINK#super[1], (Member, IEEE), BO LINDQVIST#super[1,2], (Student Member, IEEE), AND "
    "MINGZHU CHEN#super[2]*\n\n"
    f"#text(size:7pt)[#super[1]{CERAMICS} \\ #super[2]Kestrel Vision Ltd., 5003 Bergen, Norway \n\n"
    "Corresponding author: Mingzhu Chen (chen\\@kestrel.com) \n\n"
    "This work was supported in part by the Clay Council of Norway under Grant 1234.]\n\n*ABSTRACT* " + PROSE * 4,
    ADA_BRINK=[CERAMICS],
    BO_LINDQVIST=[CERAMICS, "Kestrel Vision Ltd., 5003 Bergen, Norway"],
    MINGZHU_CHEN=["Kestrel Vision Ltd., 5003 Bergen, Norway"],
)
layout(
    "ACM: blocks in three columns and two rows",
    title()
    + grid(
        3,
        *(
            block(f"#text(size:12pt)[{name}]", org, city, f"{name.split()[0].lower()}\\@{host}")
            for name, org, city, host in (
                ("Ada Brink", VELLMARK, "Oslo, Norway", "vellmark.edu"),
                ("Bo Lindqvist", KESTREL, "Bergen, Norway", "kestrel.com"),
                ("Mingzhu Chen", "Ostrava Bay University", "Ostrava, Czechia", "obu.cz"),
                ("Dag Holm", VELLMARK, "Oslo, Norway", "vellmark.edu"),
                ("Eva Strand", KESTREL, "Bergen, Norway", "kestrel.com"),
                ("Finn Aas", HARBOUR, "Narvik, Norway", "harbour.no"),
            )
        ),
    )
    + abstract("ABSTRACT"),
    Ada_Brink=["University of Vellmark Oslo, Norway"],
    Bo_Lindqvist=["Kestrel Vision Bergen, Norway"],
    Mingzhu_Chen=["Ostrava Bay University Ostrava, Czechia"],
    Dag_Holm=["University of Vellmark Oslo, Norway"],
    Eva_Strand=["Kestrel Vision Bergen, Norway"],
    Finn_Aas=["Harbour Institute Narvik, Norway"],
)
layout(
    "ACM journal: name and organisation on one line",
    f'#text(size:16pt,weight:"bold")[{TITLE}]\n\nADA BRINK, University of Vellmark, Norway\\ \n'
    f"BO LINDQVIST and MINGZHU CHEN, Kestrel Vision Inc., Norway\n\n{PROSE * 3}\n\nCCS Concepts: • "
    f"Clay\n\n{PROSE * 3}",
    ADA_BRINK=["University of Vellmark, Norway"],
    BO_LINDQVIST=["Kestrel Vision Inc., Norway"],
    MINGZHU_CHEN=["Kestrel Vision Inc., Norway"],
)
layout(
    "NeurIPS: name, organisation, e-mail in columns",
    title()
    + grid(
        3,
        block("*Ada Brink*", "Department of Ceramics", VELLMARK, "`ada@vellmark.edu`"),
        block("*Bo Lindqvist*", "DeepGlaze", "`bo@deepglaze.com`"),
        block("*Mingzhu Chen*", "Harbour Brain", "`mz@harbour.com`"),
    )
    + abstract(columns=1),
    Ada_Brink=["Department of Ceramics University of Vellmark"],
    Bo_Lindqvist=["DeepGlaze"],
    Mingzhu_Chen=["Harbour Brain"],
)
layout(
    "ICLR: stacks at the left edge",
    f"#text(size:17pt)[#smallcaps[{TITLE}]]\n\n*Ada Brink & Bo Lindqvist* \\ Department of Ceramics "
    f"\\ University of Vellmark "
    "\\ Oslo, Norway \\ `{ada,bo}@vellmark.edu`\n\n*Mingzhu Chen* \\ Kestrel Vision \\ Bergen, "
    "Norway \\ `mz@kestrel.com`\n" + abstract(columns=1),
    Ada_Brink=["Department of Ceramics University of Vellmark Oslo, Norway"],
    Bo_Lindqvist=["Department of Ceramics University of Vellmark Oslo, Norway"],
    Mingzhu_Chen=["Kestrel Vision Bergen, Norway"],
)
layout(
    "Elsevier: letters, a present address and a corresponding author in the footnotes",
    f"{title()}Ada Brink#super[a,1], Bo Lindqvist#super[a,b,\\*], Mingzhu Chen#super[b,2]\n\n"
    f"#text(size:7pt)[_#super[a] {CERAMICS} \\ #super[b] {BERGEN}_]\n\n"
    + footnote(
        "#super[\\*] Corresponding author at: Kestrel Vision, Bergen, Norway. \\ _E-mail addresses:_ "
        "ada\\@vellmark.edu "
        "(A. Brink), bo\\@kestrel.com (B. Lindqvist). \\ #super[1] Present address: Harbour "
        "Institute, Narvik, Norway. \\ "
        "#super[2] These authors contributed equally."
    )
    + abstract(),
    Ada_Brink=[CERAMICS, "Harbour Institute, Narvik, Norway [present address]"],
    Bo_Lindqvist=[CERAMICS, BERGEN],
    Mingzhu_Chen=[BERGEN],
)
layout(
    "AAAI: marks behind the commas, addresses as text",
    title()
    + centred(f"*Ada Brink,{raised('1,2')} Bo Lindqvist,{raised('1')} Mingzhu Chen{raised('2')}*")
    + centred(
        f"{raised('1')}University of Vellmark, Oslo, Norway \\ {raised('2')}Kestrel Vision \\ ada\\@vellmark.edu"
    )
    + footnote("Copyright © 2020, Association for the Advancement of Clay Intelligence. All rights reserved.")
    + abstract(),
    Ada_Brink=["University of Vellmark, Oslo, Norway", KESTREL],
    Bo_Lindqvist=["University of Vellmark, Oslo, Norway"],
    Mingzhu_Chen=[KESTREL],
)
layout(
    "MDPI: hanging numbers, whose address in initials",
    f'Article\n\n#text(size:18pt, weight:"bold")[{TITLE}]\n\n'
    "*Ada Brink #super[1], Bo Lindqvist #super[1,2,]\\* and Mingzhu Chen #super[2]*\n\n"
    f"#text(size:8pt)[#grid(columns:(12pt,1fr), row-gutter:4pt, [#super[1]],[{CERAMICS}; ada.brink\\@vellmark.edu],"
    f"[#super[2]],[{BERGEN}; chen\\@kestrel.com (M.C.)],[\\*],[Correspondence: bo\\@kestrel.com; "
    f"Tel.: +47-22-123456])]\n\n"
    f"*Abstract:* {PROSE * 3}\n\n*Keywords:* clay; glaze\n\n{PROSE * 2}",
    Ada_Brink=[CERAMICS],
    Bo_Lindqvist=[CERAMICS, BERGEN],
    Mingzhu_Chen=[BERGEN],
)
layout(
    "Hindawi: dates and licence below the addresses",
    f"_Hindawi \\ Journal of Glazed Vision \\ Volume 2020, Article ID 123456_\n\n#text(size:18pt)[*{TITLE}*]\n\n"
    "*Ada Brink#super[1] and Bo Lindqvist#super[1,2]*\n\n"
    f"#text(size:8pt)[#super[1]_{CERAMICS}_ \\ #super[2]_{BERGEN}_ \n\n"
    "Correspondence should be addressed to Bo Lindqvist; bo\\@kestrel.com \n\n Received 1 March "
    "2020; Accepted 3 May 2020 "
    "\n\n Copyright © 2020 Ada Brink et al. This is an open access article.]\n\n" + PROSE * 4,
    Ada_Brink=[CERAMICS],
    Bo_Lindqvist=[CERAMICS, BERGEN],
)
layout(
    "Springer journal: addresses at the foot, numbers hanging",
    f'#text(size:16pt,weight:"bold")[{TITLE}]\n\n*Ada Brink#super[1] · Bo Lindqvist#super[1,2] · '
    "Mingzhu Chen#super[2]*\n\n"
    "Received: 3 March 2020 / Accepted: 4 May 2021\n\n© The Author(s), under exclusive licence 2021\n"
    + footnote(
        "#grid(columns:(10pt,1fr), row-gutter:3pt, [✉],[Mingzhu Chen \\ mz\\@kestrel.com],[],[Ada "
        "Brink \\ ada\\@vellmark.edu],"
        f"[1],[{CERAMICS}],[2],[{BERGEN}])"
    )
    + abstract(),
    Ada_Brink=[CERAMICS],
    Bo_Lindqvist=[CERAMICS, BERGEN],
    Mingzhu_Chen=[BERGEN],
)
layout(
    "ICML: marks lead to the foot of the page",
    title()
    + centred(f"*Ada Brink* {raised('* 1')} *Bo Lindqvist* {raised('* 1 2')} *Mingzhu Chen* {raised('2')}")
    + footnote(
        f"{raised('*')}Equal contribution {raised('1')}{CERAMICS} {raised('2')}{BERGEN}. "
        f"Correspondence to: Ada Brink "
        "ada\\@vellmark.edu. \\ _Proceedings of the 40th International Conference on Clay_, Narvik, 2023."
    )
    + abstract(),
    Ada_Brink=[CERAMICS],
    Bo_Lindqvist=[CERAMICS, BERGEN],
    Mingzhu_Chen=[BERGEN],
)
layout(
    "arXiv, one column: stacks below each other, a date below",
    title()
    + centred("Ada Brink \\ Department of Ceramics \\ University of Vellmark \\ Oslo, Norway \\ ada\\@vellmark.edu")
    + centred("Bo Lindqvist \\ Kestrel Vision \\ bo\\@kestrel.com")
    + centred("May 3, 2021")
    + abstract(columns=1),
    Ada_Brink=["Department of Ceramics University of Vellmark Oslo, Norway"],
    Bo_Lindqvist=[KESTREL],
)
layout(
    "arXiv: symbols lead to thanks at the foot",
    title()
    + centred(f"Ada Brink{raised('*')} #h(1em) Bo Lindqvist{raised('†')} #h(1em) Mingzhu Chen{raised('‡')}")
    + footnote(
        f"{raised('*')}Department of Ceramics, University of Vellmark, Oslo. Email: ada\\@vellmark.edu \\ "
        f"{raised('†')}Kestrel Vision Inc., Bergen. Email: bo\\@kestrel.com \\ "
        f"{raised('‡')}Harbour Institute, Narvik. Email: mz\\@harbour.no"
    )
    + abstract(columns=1),
    Ada_Brink=["Department of Ceramics, University of Vellmark, Oslo"],
    Bo_Lindqvist=["Kestrel Vision Inc., Bergen"],
    Mingzhu_Chen=["Harbour Institute, Narvik"],
)
layout(
    "JMLR: addresses at the right edge",
    f"{title()}*Ada Brink* #h(1fr) ada\\@vellmark.edu \\ _Department of Ceramics \\ University of "
    f"Vellmark \\ Oslo, Norway_"
    "\n\n*Bo Lindqvist* #h(1fr) bo\\@kestrel.com \\ _Kestrel Vision \\ Bergen, Norway_\n\n*Editor:* Dag Holm\n"
    + abstract(columns=1),
    Ada_Brink=["Department of Ceramics University of Vellmark Oslo, Norway"],
    Bo_Lindqvist=["Kestrel Vision Bergen, Norway"],
)
layout(
    "marks printed before the names",
    title()
    + centred(f"{raised('1')}Ada Brink, {raised('2')}Bo Lindqvist, {raised('1')}Mingzhu Chen")
    + centred(f"{raised('1')}{CERAMICS} \\ {raised('2')}{BERGEN}")
    + abstract(),
    Ada_Brink=[CERAMICS],
    Bo_Lindqvist=[BERGEN],
    Mingzhu_Chen=[CERAMICS],
)
layout(
    "marks in brackets",
    title() + centred("Ada Brink [1], Bo Lindqvist [1,2]") + centred(f"[1] {CERAMICS} \\ [2] {BERGEN}") + abstract(),
    Ada_Brink=[CERAMICS],
    Bo_Lindqvist=[CERAMICS, BERGEN],
)
layout(
    "organisations in brackets behind the names",
    title() + centred("Ada Brink (University of Vellmark), Bo Lindqvist (Kestrel Vision Inc.)") + abstract(),
    Ada_Brink=[VELLMARK],
    Bo_Lindqvist=["Kestrel Vision Inc."],
)

layout(
    "Nature: addresses run on in one paragraph at the foot",
    f'#text(size:20pt,weight:"bold")[{TITLE}]\n\n*Ada Brink#super[1,2], Bo Lindqvist#super[1] \\& '
    "Mingzhu Chen#super[3]*\n\n"
    + footnote(
        f"{raised('1')}{CERAMICS}. {raised('2')}{BERGEN}. {raised('3')}Key Laboratory of Glaze, Harbour Institute of "
        f"Automation, Narvik, Norway. {raised('*')}email: mz\\@harbour.no"
    )
    + PROSE * 6,
    Ada_Brink=[CERAMICS, BERGEN],
    Bo_Lindqvist=[CERAMICS],
    Mingzhu_Chen=["Key Laboratory of Glaze, Harbour Institute of Automation, Narvik, Norway"],
)
layout(
    "BMVC: names at the left, addresses at the right",
    f'#text(size:17pt, weight:"bold")[{TITLE}]\n\n#grid(columns:(1fr,1fr), [Ada Brink#super[1] \\ '
    "#text(size:8pt)[ada\\@vellmark.edu] \\ Bo Lindqvist#super[12] \\ #text(size:8pt)[bo\\@kestrel.com]], "
    "[#super[1] Department of Ceramics \\ University of Vellmark \\ Oslo, UK \\ #super[2] Kestrel Vision])\n"
    + abstract(columns=1),
    Ada_Brink=["Department of Ceramics University of Vellmark Oslo, UK"],
    Bo_Lindqvist=["Department of Ceramics University of Vellmark Oslo, UK", KESTREL],
)
layout(
    "BMVC without marks",
    f'#text(size:17pt, weight:"bold")[{TITLE}]\n\n#grid(columns:(1fr,1fr), [Ada Brink \\ '
    "#text(size:8pt)[ada\\@vellmark.edu] \\ Bo Lindqvist \\ #text(size:8pt)[bo\\@vellmark.edu]], "
    "[Department of Ceramics \\ University of Vellmark \\ Oslo, UK])\n" + abstract(columns=1),
    Ada_Brink=["Department of Ceramics University of Vellmark Oslo, UK"],
    Bo_Lindqvist=["Department of Ceramics University of Vellmark Oslo, UK"],
)
layout(
    "JACM: capitals stacked over italics, the last joined by AND",
    title()
    + centred("ADA BRINK")
    + centred("_Vellmark University, New Haven, Connecticut_")
    + centred("AND")
    + centred("BO LINDQVIST")
    + centred("_University of Warnock, Coventry, England_")
    + abstract(),
    ADA_BRINK=["Vellmark University, New Haven, Connecticut"],
    BO_LINDQVIST=["University of Warnock, Coventry, England"],
)
layout(
    "companies that look like people, with marks",
    title()
    + centred(f"Ada Brink{raised('* 1,2')} #h(1em) Bo Lindqvist{raised('* 2')} #h(1em) Mingzhu Chen{raised('1')}")
    + centred(f"{raised('1')}Imperial Clay #h(1em) {raised('2')}InsightClay")
    + abstract(),
    Ada_Brink=["Imperial Clay", "InsightClay"],
    Bo_Lindqvist=["InsightClay"],
    Mingzhu_Chen=["Imperial Clay"],
)
layout(
    "people whose names are words",
    title()
    + centred(
        f"Haizhou Ai{raised('1')}, Lawrence Page{raised('2')}, Deep Patel{raised('1')}, Md. Rahman{raised('2')}, "
        f"Kenneth Co{raised('2')}, Prof. Young To{raised('2')}, The Anh Han{raised('1')}, Ping An{raised('2')}"
    )
    + centred(f"{raised('1')}University of Vellmark #h(1em) {raised('2')}Kestrel")
    + abstract(),
    **{
        name: [VELLMARK if mark == 1 else "Kestrel"]
        for name, mark in (
            *(("Haizhou_Ai", 1), ("Lawrence_Page", 2), ("Deep_Patel", 1), ("Md._Rahman", 2)),
            *(("Kenneth_Co", 2), ("Young_To", 2), ("The_Anh_Han", 1), ("Ping_An", 2)),
        )
    },
)
layout(
    "a city between organisation and address",
    title()
    + grid(
        2,
        block("Ada Brink", "Kestrel", "New York", "ada\\@kestrel.com"),
        block("Bo Lindqvist", "Harbour", "San Jose", "bo\\@harbour.com"),
    )
    + abstract(),
    Ada_Brink=["Kestrel New York"],
    Bo_Lindqvist=["Harbour San Jose"],
)


@pytest.mark.parametrize("name", LAYOUTS)
def test_who_belongs_where(name: str) -> None:
    source, expected = LAYOUTS[name]
    header, document = read(source)
    assert header.title.lower() == TITLE.lower()
    assert belongs(header) == expected
    for string in header.affiliations:
        assert string.page == 1
        if string.start is not None:
            assert fold(document.pages[0].text[string.start : string.end]) == string.raw


@pytest.mark.parametrize("name", LAYOUTS)
def test_strings_are_found_again_on_the_page(name: str) -> None:
    header, _ = read(LAYOUTS[name][0])
    assert all(a.start is not None for a in header.affiliations)


def test_addresses_in_groups_broken_over_lines() -> None:
    source = (
        title()
        + centred(f"Ada Brink{raised('1')}, Bo Lindqvist{raised('1')}, Mingzhu Chen{raised('2')}")
        + centred(f"{raised('1')}University of Vellmark, {raised('2')}Kestrel Vision")
        + centred("`{ada.brink, bo.lindqvist,` \\ `somebody.else}@vellmark.edu, mz@kestrel.com`")
        + abstract()
    )
    header, _ = read(PAGE + source)
    assert header.emails == (
        "ada.brink@vellmark.edu",
        "bo.lindqvist@vellmark.edu",
        "somebody.else@vellmark.edu",
        "mz@kestrel.com",
    )
    assert [a.email for a in header.authors] == [
        "ada.brink@vellmark.edu",
        "bo.lindqvist@vellmark.edu",
        "mz@kestrel.com",
    ]


def test_marks_set_as_large_as_the_text() -> None:
    """Some fonts have raised digits of their own: nothing then tells "1University" from a word but its place."""
    names = ", ".join(
        f"{n}{raised(m)}" for n, m in (("Ada Brink", "1"), ("Bo Lindqvist", "1,2"), ("José Muñoz", "2"))
    )
    source = title() + centred(names) + centred(f"{raised('1')}Université de Vellmark, {raised('2')}Kestrel Inc.")
    header, _ = read((PAGE + source + abstract()).replace("typographic: false", "typographic: true"))
    assert belongs(header) == {
        "Ada Brink": ["Université de Vellmark"],
        "Bo Lindqvist": ["Université de Vellmark", "Kestrel Inc."],
        "José Muñoz": ["Kestrel Inc."],
    }
