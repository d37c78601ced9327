"""Where a PDF may be taken from, and in which order."""

from dataclasses import replace
from typing import Any

import pytest

from citetrail.records.identifiers import PaperId
from citetrail.records.papers import ArxivVersion, Paper, SourceAuthor
from citetrail.records.settings import Settings
from spiders.pdf_addresses import candidates, open_hosts

AWAY = Settings()


def paper(title: str = "A Paper", author: str = "Ada Quillmoor", **more: Any) -> Paper:
    return Paper(PaperId("p"), title, authors=(SourceAuthor(author),), **more)


def test_arxiv_comes_first_then_what_sources_named() -> None:
    wanted = paper(arxiv_id="1801.07698", pdf_urls=("https://repository.example.org/1.pdf",))
    assert candidates(wanted, AWAY) == (
        "https://arxiv.org/pdf/1801.07698",
        "https://repository.example.org/1.pdf",
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/pdf/1801.07698v3.pdf",
        "http://arxiv.org/abs/1801.07698",
        "https://www.arxiv.org/pdf/1801.07698",
        "https://export.arxiv.org/pdf/1801.07698",
    ],
)
def test_every_address_of_arxiv_is_the_one_that_its_robots_file_allows(url: str) -> None:
    wanted = paper(arxiv_id="1801.07698", pdf_urls=(url,))
    assert candidates(wanted, AWAY) == ("https://arxiv.org/pdf/1801.07698",)


def test_old_arxiv_ids_keep_their_slash() -> None:
    assert candidates(paper(arxiv_id="cs/0112017"), AWAY) == ("https://arxiv.org/pdf/cs/0112017",)


@pytest.mark.parametrize(
    ("doi", "author", "title", "url"),
    [
        (
            "10.1109/cvpr.2019.00482",
            "Jiankang Deng",
            "ArcFace: Additive Angular Margin Loss for Deep Face Recognition",
            "https://openaccess.thecvf.com/content_CVPR_2019/papers/"
            "Deng_ArcFace_Additive_Angular_Margin_Loss_for_Deep_Face_Recognition_CVPR_2019_paper.pdf",
        ),
        (
            "10.1109/cvpr.2018.00552",
            "Hao Wang",
            "CosFace: Large Margin Cosine Loss for Deep Face Recognition",
            "https://openaccess.thecvf.com/content_cvpr_2018/papers/Wang_CosFace_Large_Margin_CVPR_2018_paper.pdf",
        ),
        (
            "10.1109/cvpr46437.2021.01384",
            "Qiang Meng",
            "MagFace: A Universal Representation for Face Recognition and Quality Assessment",
            "https://openaccess.thecvf.com/content/CVPR2021/papers/"
            "Meng_MagFace_A_Universal_Representation_for_Face_Recognition_and_Quality_Assessment_CVPR_2021_paper.pdf",
        ),
        ("10.24963/ijcai.2019/98", "A B", "T", "https://www.ijcai.org/proceedings/2019/0098.pdf"),
        ("10.5244/c.29.41", "A B", "T", "http://www.bmva.org/bmvc/2015/papers/paper041/paper041.pdf"),
        ("10.18653/v1/p19-1001", "A B", "T", "https://aclanthology.org/P19-1001.pdf"),
        ("10.18653/v1/2020.acl-main.1", "A B", "T", "https://aclanthology.org/2020.acl-main.1.pdf"),
    ],
)
def test_open_hosts_are_known_by_pattern(doi: str, author: str, title: str, url: str) -> None:
    assert candidates(paper(title, author, doi=doi), AWAY) == (url,)


@pytest.mark.parametrize(
    ("page", "pdf"),
    [
        (
            "https://proceedings.mlr.press/v97/deng19a.html",
            "https://proceedings.mlr.press/v97/deng19a/deng19a.pdf",
        ),
        ("https://openreview.net/forum?id=abc-1_x", "https://openreview.net/pdf?id=abc-1_x"),
        (
            "http://openaccess.thecvf.com/content_ICCV_2019/html/Shi_Probabilistic_Face_Embeddings_ICCV_2019_paper.html",
            "https://openaccess.thecvf.com/content_ICCV_2019/papers/Shi_Probabilistic_Face_Embeddings_ICCV_2019_paper.pdf",
        ),
    ],
)
def test_a_page_about_a_paper_leads_to_its_pdf(page: str, pdf: str) -> None:
    assert candidates(paper(pdf_urls=(page,)), AWAY) == (pdf, page)


def test_a_run_against_this_machine_makes_up_no_address_elsewhere() -> None:
    home = Settings(arxiv_url="http://127.0.0.1:8900")
    assert candidates(paper(doi="10.1109/cvpr.2019.00482", arxiv_id="1801.07698"), home) == (
        "http://127.0.0.1:8900/pdf/1801.07698",
    )


def test_a_record_without_authors_or_addresses_has_no_candidates() -> None:
    assert candidates(Paper(PaperId("p"), "T", doi="10.1109/cvpr.2019.00482"), AWAY) == ()


def test_the_versions_before_a_withdrawn_one_are_asked_for() -> None:
    gone = ArxivVersion("1801.07698", 3, "This paper has been withdrawn by its author.")
    assert candidates(paper(arxiv_id="1801.07698", arxiv=gone), AWAY) == (
        "https://arxiv.org/pdf/1801.07698v2",
        "https://arxiv.org/pdf/1801.07698v1",
    )
    assert candidates(paper(arxiv_id="1801.07698", arxiv=replace(gone, number=1)), AWAY) == ()


def test_one_setting_still_means_both_of_arxivs_addresses_and_the_newer_ones_win() -> None:
    old = Settings(arxiv_url="http://127.0.0.1:8900")
    assert (old.arxiv_api_url, old.arxiv_pdf_url) == ("http://127.0.0.1:8900", "http://127.0.0.1:8900")
    both = Settings(arxiv_url="http://127.0.0.1:8900", arxiv_pdf_url="http://127.0.0.1:8901")
    assert (both.arxiv_api_url, both.arxiv_pdf_url) == ("http://127.0.0.1:8900", "http://127.0.0.1:8901")


def test_every_row_of_the_rules_has_a_source() -> None:
    assert all(host.source.startswith("http") for host in open_hosts())
