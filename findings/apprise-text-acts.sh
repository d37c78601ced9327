#!/usr/bin/env bash
# Package: apprise 1.13.1
# Behaviour: a message declared as plain text (body_format TEXT) has its title escaped for Slack but not its body:
#   "<!channel>" in the body stays what notifies everybody there, and "<https://...|words>" stays a link. For mail the
#   same text is escaped. Services that take Markdown (Discord, Mattermost) get the text as it is, too.
# A good guess: a format that is declared is converted for each service, as it is for mail, or escaped like the title.
# Matters: messages about papers quote titles that anybody can write; one of them pings a whole newsroom, or puts
#   a link of its own under words of trust.
# Seen: 2026-11-28, Python 3.11
set -euo pipefail
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
"${PYTHON:-python3}" -m venv "$d/venv"
"$d/venv/bin/pip" install --quiet --disable-pip-version-check apprise==1.13.1
cd "$d"
"$d/venv/bin/python" - <<'PY'
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from apprise import Apprise, NotifyFormat
from apprise.plugins.slack import NotifySlack

received = []


class Inbox(BaseHTTPRequestHandler):
    def do_POST(self):
        received.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Inbox)
threading.Thread(target=server.serve_forever, daemon=True).start()
NotifySlack.webhook_url = f"http://127.0.0.1:{server.server_port}/services"  # in place of Slack
service = Apprise()
service.add("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general")
TEXT = "A title with <!channel> in it"
sent = service.notify(title=TEXT, body=TEXT, body_format=NotifyFormat.TEXT)
server.shutdown()
(told,) = received[0]["attachments"]
if not sent or (told["title"], told["text"]) != (TEXT.replace("<", "&lt;").replace(">", "&gt;"), TEXT):
    sys.exit(f"changed: {told}")
print("ok: apprise escapes a plain text's title for Slack and leaves its body to act")
PY
