"""Documents made of single sentences, with a small bibliography."""

import pytest

from citetrail.records.target_files import load_target
from citetrail.records.targets import Target
from citetrail.records.text import DocumentText, PageText, Part, Reference
from citetrail.records.vocabulary import Outcome, Section, Zone

TITLES = {
    "1": "Y. Guo, L. Zhang, Y. Hu, X. He, J. Gao. "
    "MS-Celeb-1M: A dataset and benchmark for large-scale face recognition. 2016",
    "2": "J. Deng, J. Guo, N. Xue, S. Zafeiriou. "
    "ArcFace: Additive angular margin loss for deep face recognition. 2019",
    "3": "X. Wu, R. He, Z. Sun, T. Tan. A light CNN for deep face representation with noisy labels. 2018",
    "4": "Q. Cao et al. VGGFace2: A dataset for recognising faces across pose and age. 2018",
    "5": "M. Wang et al. "
    "Racial faces in the wild: Reducing racial bias by information maximization adaptation network. 2019",
    "6": "F. Schroff et al. FaceNet: A unified embedding for face recognition and clustering. 2015",
    "7": "H. Wang et al. CosFace: Large margin cosine loss for deep face recognition. 2018",
    "8": "J. Deng et al. Lightweight face recognition challenge. 2019",
    "9": "C. Jin et al. A community detection approach to cleaning extremely large face database. 2018",
    "10": "Y. Shi, A. K. Jain. Probabilistic face embeddings. 2019",
    "11": "M. Wang, W. Deng. Mitigating bias in face recognition using skewness-aware reinforcement learning. 2020",
}


@pytest.fixture(scope="session")
def family() -> Target:
    return load_target("ms-celeb-1m")


def paper(*stretches: tuple[str, Section, Zone] | str, heading: str = "") -> DocumentText:
    """A one-page document of these stretches; plain text is running text of the experiments."""
    parts: list[Part] = []
    text = ""
    for stretch in stretches:
        words, section, zone = (stretch, Section.EXPERIMENTS, Zone.PROSE) if isinstance(stretch, str) else stretch
        parts.append(Part(1, len(text), len(text) + len(words) + 1, section, zone, heading))
        text += words + "\n"
    references = tuple(Reference(key, title, 1, 0, 0) for key, title in TITLES.items())
    return DocumentText(Outcome.OK, (PageText(1, 612, 792, text),), tuple(parts), references, page_count=1)
