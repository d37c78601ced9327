"""Sentences about Labeled Faces in the Wild and what was made of it, each made up for this table.

Covers: extractors.usage.
"""

import pytest

from citetrail.records.target_files import load_target
from citetrail.records.usage import Mention
from citetrail.records.vocabulary import USE_ROLES, Role
from extractors.usage.document_usage import find_mentions
from tests.extractors.usage.conftest import paper
from tests.extractors.usage.test_sentences import SURE, strongest, told


def found(sentence: str) -> dict[str, Mention]:
    return strongest(find_mentions(paper(sentence), load_target("lfw")))


@pytest.mark.parametrize(
    ("sentence", "members", "role"),
    [
        ("We evaluate the verification accuracy on LFW.", "lfw", Role.EVALUATED_ON),
        ("Results on LFW, CALFW and CPLFW are reported in Table 3.", "lfw calfw cplfw", Role.EVALUATED_ON),
        ("We follow the protocol of Labelled Faces in the Wild and compare 6,000 pairs.", "lfw", Role.EVALUATED_ON),
        ("Our classifier is trained on the deep funneled images of LFW.", "lfw-deep-funneled", Role.TRAINED_ON),
        ("Our classifier is tested on the funneled images of LFW.", "lfw-funneled", Role.EVALUATED_ON),
        ("All experiments use the LFW-a images.", "lfw-a", Role.EVALUATED_ON),
        ("We use the version of LFW that was aligned with commercial software.", "lfw-a", Role.EVALUATED_ON),
        ("We train the attribute network on CelebA and LFWA.", "lfwa-attributes", Role.TRAINED_ON),
        ("Attribute prediction is tested on CelebA and LFWA.", "lfwa-attributes", Role.EVALUATED_ON),
        ("Masked faces are tested on MLFW.", "mlfw", Role.EVALUATED_ON),
        ("Models are tested on XQLFW to see how they cope with blurred pictures.", "xqlfw", Role.EVALUATED_ON),
        ("We test on similar-looking people of SLLFW.", "sllfw", Role.EVALUATED_ON),
        ("We use the small grey faces of LFWcrop.", "lfwcrop", Role.EVALUATED_ON),
        ("We evaluate age estimation on MSU LFW+.", "lfw-plus", Role.EVALUATED_ON),
    ],
)
def test_uses(sentence: str, members: str, role: Role) -> None:
    best = found(sentence)
    used = {slug for slug, m in best.items() if m.role in USE_ROLES and m.score >= SURE}
    assert used == set(members.split()), told(list(best.values()))
    assert {best[slug].role for slug in used} == {role}


@pytest.mark.parametrize(
    "sentence",
    [
        "Children are tested on YLFW.",
        "Unlike controlled pictures, faces in the wild vary in pose.",
        "The authors of DeepFace reach 97.35% on LFW.",
        "The coats were shown at LFW in London.",
    ],
)
def test_no_uses(sentence: str) -> None:
    best = found(sentence)
    assert not {slug for slug, m in best.items() if m.role in USE_ROLES and m.score >= SURE}, told(
        list(best.values())
    )
