#!/usr/bin/env bash
# Package: scrapy 2.19.0
# Behaviour: with ROBOTSTXT_OBEY on, a robots.txt that answers 503 (the host is busy) is asked for again, and then
#   its error page is read as rules: there are none in it, so everything is fetched from a host that cannot answer.
# A good guess: RFC 9309, section 2.3.1.4: a robots.txt that a server error keeps away means that nothing may be
#   fetched.
# Matters: paper hosts answer 503 when they want to be left alone; going on is what gets a whole institution
#   blocked.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check scrapy==2.19.0
"$d/venv/bin/python" - <<'PY'
import http.server
import sys
import threading
from collections.abc import AsyncIterator

import scrapy
from scrapy.crawler import CrawlerProcess


class Host(http.server.BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = b"busy" if self.path == "/robots.txt" else b"%PDF-1.4"
        self.send_response(503 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
threading.Thread(target=server.serve_forever, daemon=True).start()


class Papers(scrapy.Spider):
    name = "papers"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        yield scrapy.Request(f"http://127.0.0.1:{server.server_port}/paper.pdf")

    def parse(self, response: scrapy.http.Response) -> None: ...


settings = {"ROBOTSTXT_OBEY": True, "RETRY_TIMES": 1, "LOG_LEVEL": "CRITICAL", "TELNETCONSOLE_ENABLED": False}
crawl = CrawlerProcess(settings)
crawl.crawl(Papers)
crawl.start()
if Host.asked != ["/robots.txt", "/robots.txt", "/paper.pdf"]:
    sys.exit(f"changed: asked {Host.asked}")
print("ok: scrapy, told to obey robots.txt, fetches from a host whose robots.txt answers 503")
PY
