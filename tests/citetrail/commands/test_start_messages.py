"""A start that fails says in a line or two what is wrong and what to do, with exit code 2; doctor says it before.

Covers: citetrail.commands.user_errors, citetrail.commands.checkup, citetrail.commands.named_paths.
"""

import errno
import json
import os
import re
import socket
import socketserver
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import httpx
import pytest
from prefect.exceptions import MissingResult

from citetrail.commands.main import COMMANDS, load_command, run
from citetrail.commands.named_paths import named_path
from citetrail.paths import DEMO_MARK, DEMO_VAR
from citetrail.records.settings import Settings, load
from citetrail.sample.server import Behaviour, SampleServer
from citetrail.store.engine import StoreError, open_store

ROOT = Path(__file__).parents[3]
KEY = "k-31415926"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in [n for n in os.environ if n.startswith("CITETRAIL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CITETRAIL_VAR", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def start(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["citetrail", *words])
    capsys.readouterr()
    try:
        run()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    else:
        code = 0
    told = capsys.readouterr()
    return code, told.out, told.err


def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code, _, told = start(monkeypatch, capsys, *words)
    assert code == 2
    assert "Traceback" not in told
    assert len(told.splitlines()) <= 2
    return told


def test_a_store_without_papers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    open_store(load()).dispose()
    for command in ("status", "publish"):
        told = refused(monkeypatch, capsys, command)
        assert "holds no papers of ms-celeb-1m yet. Run `citetrail mine ms-celeb-1m` first." in told


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("publish",),
        ("backup", "copy.zip"),
        *(("papers", name) for name in ("wanted", "doubtful")),
        *((name, "list") for name in ("documents", "objections", "annotations")),
        *(("decisions", name) for name in ("export", "verify")),
    ],
)
def test_a_command_that_only_looks_begins_no_store_and_says_where_the_demo_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], clean: Path, words: tuple[str, ...]
) -> None:
    told = refused(monkeypatch, capsys, *words)
    assert f"There is no store at {clean / 'var' / 'citetrail.sqlite'} yet" in told
    assert "demo" not in told
    (clean / DEMO_VAR).mkdir(parents=True)
    (clean / DEMO_VAR / DEMO_MARK).touch()
    assert "The demo's is in var/demo: put CITETRAIL_VAR=var/demo before the command." in refused(
        monkeypatch, capsys, *words
    )
    assert sorted(path.name for path in clean.rglob("*")) == [DEMO_MARK, "demo", "var"]


def test_all_figures_without_labelled_papers_are_skipped_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], clean: Path
) -> None:
    monkeypatch.setenv("CITETRAIL_SHARED", str(clean / "nowhere"))
    code, out, told = start(monkeypatch, capsys, "evaluate", "all")
    assert (code, out) == (0, "")
    assert told == f"Skipped: the hand-labelled papers are not at {clean / 'nowhere'} (set CITETRAIL_SHARED).\n"


def test_a_file_that_is_no_store(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], clean: Path
) -> None:
    (clean / "var").mkdir()
    (clean / "var" / "citetrail.sqlite").write_text("Dear diary, " * 1000)
    told = refused(monkeypatch, capsys, "status")
    assert "not a database" in told
    assert "citetrail doctor" in told


def test_an_address_with_an_unknown_driver(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CITETRAIL_DATABASE_URL", "mongo://anna:secret@db/name")
    told = refused(monkeypatch, capsys, "status")
    assert "CITETRAIL_DATABASE_URL" in told
    assert "secret" not in told


def test_a_folder_that_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], clean: Path
) -> None:
    (clean / "file").write_text("no folder")
    # Nobody, an administrator neither, makes a folder in the one or below the other.
    for place in ("/proc/citetrail", str(clean / "file")):
        monkeypatch.setenv("CITETRAIL_VAR", place)
        for words in (("status",), ("mine", "--direct"), ("mine",)):
            told = refused(monkeypatch, capsys, *words)
            assert place in told
            assert "citetrail doctor" in told
        code, out, _ = start(monkeypatch, capsys, "doctor", "--json")
        stops = [f["then"] for f in json.loads(out)["findings"] if f["hinders"]]
        assert code == 1
        assert "Set CITETRAIL_VAR to a folder of yours." in stops


@pytest.mark.parametrize("address", ["http://[::1", "api.example.org", "gopher://x", "http://", "http://a:99999"])
def test_an_address_of_a_service_that_is_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    for name in ("s2_url", "arxiv_pdf_url", "zenodo_url"):
        with monkeypatch.context() as patched:
            patched.setenv(f"CITETRAIL_{name.upper()}", address)
            told = refused(patched, capsys, "status")
            assert f"{name}: " in told
            assert "begins with http:// or https://" in told
            assert start(patched, capsys, "doctor", "--online", "--json")[0] == 1


@pytest.mark.parametrize("cron", ["0 0 3 * * *", "61 3 * * *", "every night", "0 3 * *", ""])
def test_a_bad_cron(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cron: str) -> None:
    assert "five fields" in refused(monkeypatch, capsys, "schedule", "ms-celeb-1m", "--cron", cron)


def test_a_file_that_was_named_and_is_not_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (("match", "--in", "nope.csv", "--out", "x.csv"), ("annotations", "import", "nope.csv")):
        told = refused(monkeypatch, capsys, *words)
        assert told.endswith("citetrail: nope.csv: no such file or directory.\n")
        assert "doctor" not in told


def test_misspelt_settings(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], clean: Path) -> None:
    monkeypatch.setenv("CITETRAIL_S2_APIKEY", KEY)
    told = refused(monkeypatch, capsys, "status")
    assert "did you mean CITETRAIL_S2_API_KEY?" in told
    assert KEY not in told
    monkeypatch.delenv("CITETRAIL_S2_APIKEY")
    (clean / "citetrail.toml").write_text('arxiv_miror = "file:///x"\n')
    assert "did you mean arxiv_mirror?" in refused(monkeypatch, capsys, "status")


def test_a_port_in_use(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as taken:
        port = taken.server_address[1]
        told = refused(monkeypatch, capsys, "review", "--port", str(port))
    assert f"127.0.0.1:{port} is in use. Choose another port" in told


def test_the_port_advised_is_one_that_can_be_had() -> None:
    from citetrail.review.serving import LAST_PORT, why_not_bind

    with (
        socket.create_server(("127.0.0.1", 0)) as first,
        socket.create_server(("127.0.0.1", 0)) as other,
    ):
        for taken in (first, other):
            told = why_not_bind("127.0.0.1", taken.getsockname()[1])
            advised = re.search(r"--port (\d+)$", told)
            assert advised is None or why_not_bind("127.0.0.1", int(advised[1])) == ""
    with socket.create_server(("127.0.0.1", LAST_PORT)):
        assert why_not_bind("127.0.0.1", LAST_PORT) == "is in use. Choose another port with --port"


def test_a_target_to_show_first_that_there_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "no target 'nope': known are " in refused(monkeypatch, capsys, "review", "--target", "nope")


@pytest.mark.parametrize("port", ["99999", "65536", "0", "-1"])
def test_a_number_that_is_no_port(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    code, _, told = start(monkeypatch, capsys, "review", "--port", port)
    assert code == 2
    assert "Invalid value for '--port'" in told
    assert "Traceback" not in told
    monkeypatch.setenv("CITETRAIL_REVIEW_PORT", port)
    code, _, told = start(monkeypatch, capsys, "review")
    assert code == 2
    assert "review_port: " in told


def test_a_port_for_administrators_and_an_address_of_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    from citetrail.review import serving

    # Whoever runs the tests may be an administrator: the refusal is the system's, played back.
    monkeypatch.setattr(serving, "_bind_error", lambda *_: PermissionError(errno.EACCES, "Permission denied"))
    assert serving.why_not_bind("127.0.0.1", 80).endswith("--port 8765")
    monkeypatch.undo()
    told = serving.why_not_bind("192.0.2.1", 8765)  # an address for documents, nobody's
    assert "--host" in told
    assert "--port" not in told


@pytest.mark.parametrize("key", ["two words of it", "line\nbreak-in-the-key", "short", "ключ-из-букв"])
def test_an_odd_key_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    monkeypatch.setenv("CITETRAIL_S2_API_KEY", key)
    code, out, told = start(monkeypatch, capsys, "status")
    assert code == 2
    assert "s2_api_key" in told
    assert key not in out + told


@pytest.mark.parametrize("key", [f" {KEY}\n", f'"{KEY}"', f"\u201c{KEY}\u201d", f"'{KEY} '"])
def test_a_key_is_taken_without_what_copying_leaves_around_it(monkeypatch: pytest.MonkeyPatch, key: str) -> None:

    monkeypatch.setenv("CITETRAIL_S2_API_KEY", key)
    found = load().s2_api_key
    assert found is not None
    assert found.get_secret_value() == KEY


# Empty names


def parameters_with_paths() -> list[tuple[str, Any]]:
    found = []
    for name in COMMANDS:
        command = load_command(name)
        for part in getattr(command, "commands", {}).values() or [command]:
            found += [(f"{name} {part.name} {p.name}", p) for p in part.params if "Path" in _annotation(p)]
    return found


def _annotation(parameter: Any) -> str:
    told = getattr(parameter, "type_descriptor", None)
    return str(told.annotation) if told else ""


def test_every_command_that_takes_a_path_refuses_an_empty_name() -> None:
    found = parameters_with_paths()
    assert len(found) > 15
    assert [name for name, p in found if p.type_descriptor.parameter_info.parser is not named_path] == []


@pytest.mark.parametrize(
    "words",
    [
        ("read", ""),
        ("read", "a.pdf", " "),
        ("documents", "add", ""),
        ("publish", "--out", ""),
        ("decisions", "export", ""),
        ("demo", "--var", ""),
    ],
)
def test_an_empty_name_is_not_the_current_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], clean: Path, words: tuple[str, ...]
) -> None:
    code, out, told = start(monkeypatch, capsys, *words)
    assert (code, out) == (2, "")
    assert "an empty name" in told
    assert list(clean.iterdir()) == [], "nothing was begun"


@pytest.mark.parametrize("name", [n for n, f in Settings.model_fields.items() if "Path" in str(f.annotation)])
def test_an_empty_setting_is_not_the_current_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], clean: Path, name: str
) -> None:
    monkeypatch.setenv(f"CITETRAIL_{name.upper()}", "")
    assert f"{name}: Value error, is empty" in refused(monkeypatch, capsys, "status")
    assert list(clean.iterdir()) == []


# Doctor


def test_doctor_finds_nothing_in_the_way_of_a_first_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CITETRAIL_S2_API_KEY", KEY)
    code, out, _ = start(monkeypatch, capsys, "doctor", "--json")
    told = json.loads(out)
    assert (code, told["hinders"]) == (0, False)
    assert {f["what"] for f in told["findings"]} >= {"CITETRAIL_VAR", "store", "disk", "ROR index", "Prefect"}
    assert KEY not in out
    assert start(monkeypatch, capsys, "doctor")[0] == 0


@pytest.mark.parametrize(
    "address", ["postgresql://anna:{}@127.0.0.1:9/d", "postgresql://127.0.0.1:9/d?user=anna&password={}&x=1"]
)
def test_doctor_shows_no_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    for secret in ("hush-hush", "hush@hush", "hush:hush/x", "hush?hush"):
        monkeypatch.setenv("CITETRAIL_DATABASE_URL", address.format(secret))
        code, out, told = start(monkeypatch, capsys, "doctor", "--json")
        assert code == 1
        assert "postgresql://" in out
        assert "hush" not in out + told


def test_doctor_names_what_stands_in_the_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], clean: Path
) -> None:
    (clean / "var").mkdir()
    (clean / "var" / "citetrail.sqlite").write_text("Dear diary, " * 1000)
    monkeypatch.setenv("CITETRAIL_S2_APIKEY", KEY)
    code, out, _ = start(monkeypatch, capsys, "doctor", "--json")
    stops = {f["what"]: f["then"] for f in json.loads(out)["findings"] if f["hinders"]}
    assert code == 1
    assert set(stops) == {"store", "CITETRAIL_S2_APIKEY"}
    assert "CITETRAIL_S2_API_KEY" in stops["CITETRAIL_S2_APIKEY"]
    assert all(stops.values())


def test_doctor_asks_each_service_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with SampleServer(Behaviour(robots="User-agent: *\nDisallow: /\n")) as server:
        for name in ("S2_URL", "ARXIV_URL", "ZENODO_URL"):
            monkeypatch.setenv(f"CITETRAIL_{name}", server.url)
        code, out, _ = start(monkeypatch, capsys, "doctor", "--online", "--json")
        asked = [a.path.split("?")[0] for a in server.asked]
    findings = {f["what"]: f for f in json.loads(out)["findings"]}
    assert code == 1
    assert "forbids /pdf" in findings["arXiv's PDFs"]["told"]
    assert not findings["Semantic Scholar"]["hinders"]
    assert sorted(asked) == ["/api/query", "/api/records/6347574", "/graph/v1/paper/batch", "/robots.txt"]


# Prefect


def test_mine_runs_directly_where_prefect_does_not_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import citetrail.commands.mine as mine

    monkeypatch.setattr(mine, "prepare_prefect", lambda _: None)
    monkeypatch.setattr(mine, "_prefects_problem", lambda: "its temporary server did not start in time")
    ran = []
    monkeypatch.setattr(mine, "_mine_directly", lambda target, retry, as_json: ran.append(target))
    code, _, told = start(monkeypatch, capsys, "mine")
    assert (code, ran) == (0, ["ms-celeb-1m"])
    assert told == "Prefect stands aside: its temporary server did not start in time. The same steps run directly.\n"


@pytest.mark.parametrize(
    ("error", "goes_on"),
    [
        (httpx.ConnectError("All connection attempts failed"), True),
        (MissingResult("the state has no result"), True),
        (ConnectionRefusedError(111, "Connection refused"), True),
        (OSError(28, "No space left on device"), False),
        (StoreError("The store is at schema 9999."), False),
    ],
)
def test_mine_goes_on_directly_when_prefect_fails_on_the_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, goes_on: bool
) -> None:
    import citetrail.commands.mine as mine
    import flows.mine

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(mine, "prepare_prefect", lambda _: None)
    monkeypatch.setattr(mine, "_prefects_problem", lambda: "")
    monkeypatch.setattr(flows.mine.mine_flow, "with_options", lambda **_: fail)
    ran = []
    monkeypatch.setattr(mine, "_mine_directly", lambda target, retry, as_json: ran.append(target))
    code, _, told = start(monkeypatch, capsys, "mine")
    assert ran == (["ms-celeb-1m"] if goes_on else [])
    assert (code, "Prefect failed" in told) == ((0, True) if goes_on else (2, False))


def test_a_prefect_server_that_is_not_there_is_a_problem() -> None:
    # Prefect reads its settings once, when it is imported.
    asked = [sys.executable, "-c", "from flows.prefect_server import problem; print(problem())"]
    told = os.environ | {"PREFECT_API_URL": "http://127.0.0.1:9/api"}
    done = subprocess.run(asked, env=told, capture_output=True, text=True, check=True)
    assert "does not answer" in done.stdout


def test_the_version_that_reports_of_faults_ask_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told, _ = start(monkeypatch, capsys, "--version")
    pinned = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert (code, told) == (0, f"{pinned}\n")
