"""Lines that tell what a body gave or did, apart from addresses."""

import pytest

from extractors.header.told_lines import tells_of_body

TOLD = [
    "Paid by the Office of Coastal Research, Whitby, UK",
    "Supported through a stipend by the Coastal Guard, Whitby",
    "Pictures: Coastal Academy, Whitby, UK",
    "On assignment to the Coastal Academy, Whitby, UK",
    "Daughter of a captain in the Coastal Guard",
    "Adviser to Kestrel Vision Inc., Bergen, Norway",
    "Contract W1-22-0123, Coastal Command, Whitby, UK",
    "In partnership with the Coastal Guard",
    "With help from the Coastal Academy",
    "Dr. Kent left the Coastal Academy, Whitby, in 2015",
    "Relu par : Rosa Kent, École côtière",
]
ADDRESSES = [
    "University of Leeds, UK",
    "Department of Surgery, Hospital affiliated to the University of Clay",
    "Laboratory for Mathematics with Applications to Clay",
    "Professor to the Crown, University of Leeds",
    "Affiliated to Clay University, Oslo",
    "Address: Clay Road 3, University of Leeds",
    "Autores: Ada Brink, Rosa Kent",
    "School of Arts: University of Leeds",
    "CORE-TEC in Cyber Craft, Clay School, Leeds",
    "Formerly with the Coastal Academy, Whitby",
]


@pytest.mark.parametrize("line", TOLD)
def test_what_a_body_gave_or_did(line: str) -> None:
    assert tells_of_body(line)


@pytest.mark.parametrize("line", ADDRESSES)
def test_addresses_and_labels_of_addresses(line: str) -> None:
    assert not tells_of_body(line)
