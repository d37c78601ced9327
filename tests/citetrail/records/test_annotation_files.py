"""Files of annotations: the forms that tools write, and hostile ones within bounds."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citetrail.records.annotation_files import (
    LARGEST,
    LONGEST_NOTE,
    LONGEST_QUOTE,
    LONGEST_WORD,
    MOST,
    AnnotationError,
    FoundAnnotation,
    read_annotations,
)

SHA = "0f" * 32
ITEM: dict[str, Any] = {
    "id": "https://notes.example/1",
    "target": {
        "source": f"urn:sha256:{SHA}",
        "selector": {
            "type": "FragmentSelector",
            "value": "page=12",
            "refinedBy": {"type": "TextQuoteSelector", "exact": "we train", "prefix": "a", "suffix": "b"},
        },
    },
    "bodyValue": "look here",
}


def read(told: Any) -> list[FoundAnnotation | str]:
    return list(read_annotations(json.dumps(told).encode()))


def only(told: Any) -> FoundAnnotation:
    (found,) = read(told)
    assert isinstance(found, FoundAnnotation)
    return found


@pytest.mark.parametrize(
    "form",
    [
        ITEM,
        [ITEM],
        {"type": "AnnotationPage", "items": [ITEM]},
        {"type": "AnnotationCollection", "total": 1, "first": {"type": "AnnotationPage", "items": [ITEM]}},
        {"@graph": [ITEM]},
        {"total": 1, "rows": [ITEM]},
    ],
)
def test_every_form_of_a_list_is_read(form: Any) -> None:
    found = only(form)
    assert (found.hashes, found.page, found.quote, found.note) == ((SHA,), 12, "we train", "look here")


def test_one_annotation_a_line_is_read() -> None:
    lines = "\n".join([json.dumps(ITEM)] * 3)
    assert len(list(read_annotations(lines.encode()))) == 3


@pytest.mark.parametrize(
    "source",
    [
        {"id": "https://x.example/a.pdf", "schema:sha256": SHA},
        {"id": "https://x.example/a.pdf", "https://schema.org/sha256": SHA.upper()},
        "ni:///sha-256;Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8",
        f"hash://sha256/{SHA}",
    ],
)
def test_a_sum_is_read_in_the_ways_that_it_is_written(source: Any) -> None:
    assert only(ITEM | {"target": {"source": source}}).hashes == (SHA,)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[1,", b"\xff\xfe", b'"text"', b"7", b"null", b'{"no": "list"}', b"[" * 200_000]
)
def test_what_is_no_annotation_file_is_refused(data: bytes) -> None:
    with pytest.raises(AnnotationError):
        list(read_annotations(data))


def test_size_number_and_length_are_bounded() -> None:
    with pytest.raises(AnnotationError, match="bytes"):
        list(read_annotations(b" " * (LARGEST + 1)))
    many = read([ITEM] * (MOST + 2))
    assert len(many) == MOST + 1
    assert str(many[-1]).startswith("2 annotations after")
    long = {"type": "TextQuoteSelector", "exact": "a" * (LONGEST_QUOTE + 1)}
    (told,) = read(ITEM | {"target": {"source": "https://x.example", "selector": long}})
    assert "at most" in str(told)
    found = only(ITEM | {"bodyValue": "n" * 10**5, "creator": "c" * 10**5, "created": "d" * 10**5})
    assert (len(found.note), len(found.creator), len(found.created)) == (LONGEST_NOTE, LONGEST_WORD, LONGEST_WORD)


def test_selectors_that_refine_each_other_without_end_are_left() -> None:
    deep: dict[str, Any] = {"type": "TextQuoteSelector", "exact": "deep"}
    for _ in range(60):
        deep = {"type": "FragmentSelector", "value": "x", "refinedBy": deep}
    assert only(ITEM | {"target": {"source": "https://x.example", "selector": deep}}).quote == ""


def test_signs_that_nobody_sees_are_taken_away() -> None:
    found = only(ITEM | {"bodyValue": "pay\u202eload\x00\u200b\ud800", "creator": "a\u2066da\r\nSent: x"})
    assert (found.note, found.creator) == ("payload", "ada Sent: x")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["target", "source", "selector", "type", "exact", "refinedBy", "id", "body", "value", "format", "items",
         "creator", "name", "rows", "document", "link", "href", "uri", "tags", "citetrail:token", "sha256"]
    ), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip


@given(JSON)
def test_no_shape_of_json_breaks_the_reader(told: Any) -> None:
    try:
        found = read(told)
    except AnnotationError:
        return
    assert all(isinstance(each, str | FoundAnnotation) for each in found)
