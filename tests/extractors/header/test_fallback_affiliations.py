"""Where the PDF yields no affiliation, others stand in, each marked with where it comes from."""

from citetrail.records.organisations import AffiliationString, Author, Header
from citetrail.records.papers import SourceAuthor
from citetrail.records.vocabulary import Origin
from extractors.header import stand_in


def test_what_the_pdf_says_stands() -> None:
    header = Header("T", (Author("Ada Brink", (0,)),), (AffiliationString("University of Vellmark", 1, 0, 22),))
    assert stand_in(header, [SourceAuthor("Ada Brink", ("Elsewhere",))]) is header


def test_the_services_affiliations_stand_in() -> None:
    header = Header("T", (Author("Ada Brink"), Author("Bo Lindqvist"), Author("Søren Ørsted")))
    filled = stand_in(
        header,
        [
            SourceAuthor("A. Brink", ("University of Vellmark", "Kestrel")),
            SourceAuthor("Bo Lindqvist"),
            SourceAuthor("Soren Ørsted", ("Kestrel",)),
        ],
    )
    assert [(a.raw, a.origin, a.page) for a in filled.affiliations] == [
        ("University of Vellmark", Origin.S2_AFFILIATION, None),
        ("Kestrel", Origin.S2_AFFILIATION, None),
    ]
    assert [a.affiliations for a in filled.authors] == [(0, 1), (), (1,)]


def test_people_of_another_name_lend_nothing() -> None:
    header = Header("T", (Author("Ada Brink"),))
    assert stand_in(header, [SourceAuthor("Eva Strand", ("Kestrel",))]) == header


def test_email_domains_stand_in_after_the_service() -> None:
    header = Header(
        "T", (Author("Ada Brink", email="ada@cs.vellmark.edu"), Author("Bo Lindqvist", email="bo@gmail.com"))
    )
    filled = stand_in(header, [])
    assert [(a.raw, a.origin) for a in filled.affiliations] == [("cs.vellmark.edu", Origin.EMAIL)]
    assert [a.affiliations for a in filled.authors] == [(0,), ()]


def test_a_paper_without_a_readable_header_takes_the_services_authors() -> None:
    filled = stand_in(Header(), [SourceAuthor("Ada Brink", ("Kestrel",)), SourceAuthor("Bo Lindqvist")])
    assert [(a.name, a.affiliations) for a in filled.authors] == [("Ada Brink", (0,)), ("Bo Lindqvist", ())]
    assert filled.layout == "stand-in"


def test_a_former_place_alone_is_no_affiliation() -> None:
    former = AffiliationString("Harbour Institute", 1, note="work done while at")
    header = Header("T", (Author("Ada Brink", (0,)),), (former,))
    filled = stand_in(header, [SourceAuthor("Ada Brink", ("Kestrel",))])
    assert [a.raw for a in filled.affiliations] == ["Harbour Institute", "Kestrel"]
    assert filled.authors[0].affiliations == (0, 1)


def test_the_service_takes_the_place_of_email_domains_that_stood_in() -> None:
    former = AffiliationString("Harbour Institute", 1, note="work done while at")
    header = Header("T", (Author("Ada Brink", (0,), email="ada@vellmark.edu"),), (former,))
    filled = stand_in(header, [])
    assert [a.raw for a in filled.affiliations] == ["Harbour Institute", "vellmark.edu"]
    again = stand_in(filled, [SourceAuthor("Ada Brink", ("Kestrel",))])
    assert [a.raw for a in again.affiliations] == ["Harbour Institute", "Kestrel"]
    assert again.authors[0].affiliations == (0, 1)
    assert stand_in(filled, []) == filled


def test_one_address_for_each_author_all_of_one_place_tells_where_they_are() -> None:
    addresses = ("ada@vellmark.edu", "bo@vellmark.edu")
    filled = stand_in(Header("T", (Author("Ada Brink"), Author("Bo Lindqvist")), emails=addresses), [])
    assert [a.affiliations for a in filled.authors] == [(0,), (0,)]
    one_short = stand_in(Header("T", (Author("Ada Brink"), Author("Bo Lindqvist")), emails=addresses[:1]), [])
    assert [a.affiliations for a in one_short.authors] == [(), ()], "whose it is, is not plain"
    anybodys = stand_in(Header("T", (Author("Ada Brink"),), emails=("ada@gmail.com",)), [])
    assert [a.affiliations for a in anybodys.authors] == [()]
