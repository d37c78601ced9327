"""The evidence of a claim as an archive, from its card.

Covers: citetrail.review.files.
"""

import json
import zipfile
from io import BytesIO

import httpx

from tests.citetrail.review.conftest import Queue, card_of, decide


def test_a_use_with_a_pdf_comes_as_an_archive_that_tells_no_vote(client: httpx.Client) -> None:
    card = card_of(client, "/?kind=use")
    decide(client, card)
    answer = client.get(f"/claims/{card['claim']}/evidence.zip")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    assert "attachment" in answer.headers["content-disposition"]
    with zipfile.ZipFile(BytesIO(answer.content)) as packed:
        names = packed.namelist()
        assert {"annotation.jsonld", "evidence.html", "zotero.ris"} <= set(names)
        told = {name: packed.read(name) for name in names if not name.endswith(".pdf")}
    annotation = json.loads(told["annotation.jsonld"])["items"][0]
    assert b"verified" not in told["annotation.jsonld"] + told["zotero.ris"]
    assert b'class="badge' not in told["evidence.html"]
    assert "schema:status" not in annotation["body"][0]
    assert all(f"/claims/{card['claim']}".encode() in told[name] for name in ("evidence.html", "zotero.ris"))


def test_there_is_no_archive_of_an_unknown_claim_or_one_about_an_organisation(client: httpx.Client) -> None:
    assert client.get("/claims/c0000000000000000/evidence.zip").status_code == 404
    card = card_of(client, "/?kind=sector")
    assert client.get(f"/claims/{card['claim']}/evidence.zip").status_code == 404


def test_nobody_gets_an_archive_without_signing_in(queue: Queue) -> None:
    queue.add_people(ada="reviewer")
    with queue.client(open_here=False) as stranger:
        answer = stranger.get("/claims/c0000000000000000/evidence.zip", headers={"accept": "application/json"})
    assert answer.status_code in (303, 401)
