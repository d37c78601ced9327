"""Rendering templates with what every page needs."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from starlette.templating import Jinja2Templates

from citetrail.records.counted import counted
from citetrail.review import texts
from citetrail.review.choices import CHOICES, KEYS, SHOWN, keys_of, swipes, text_size
from citetrail.review.request_checks import takes_html
from citetrail.review.security import COOKIE, Visitor
from citetrail.store.accounts import SESSION_LASTS
from citetrail.store.preferences import preferences_of

HERE = Path(__file__).parent
templates = Jinja2Templates(HERE / "templates")
templates.env.trim_blocks = templates.env.lstrip_blocks = True
templates.env.filters |= {
    "plain": texts.plain,
    "counted": counted,
    "brief": texts.brief,
    "web": texts.web_address,
    "moment": texts.moment,
    "state_words": texts.state_words,
    "correction_words": texts.correction_words,
}
templates.env.globals |= {
    "REASONS": list(zip(texts.REASON_KEYS, texts.REASONS.items(), strict=True)),
    "REASONS_FOR": texts.REASONS_FOR,
    "KEYS": KEYS,
    "SHOWN_KEYS": SHOWN,
    "VERDICTS": texts.VERDICTS,
    "KINDS": texts.KINDS,
    "ROLES": texts.ROLES,
    "SECTORS": texts.SECTORS,
    "STATES": texts.STATES,
    "LISTED": texts.LISTED,
    "CLEARED": texts.CLEARED,
}


def page(request: Request, name: str, person: Visitor | None = None, status: int = 200, **told: Any) -> HTMLResponse:
    """An HTML answer; hands a new window its cookie."""
    chosen = _choices(request, person)
    context = {
        "keys": keys_of(chosen),
        "size": text_size(chosen),
        "swipes": swipes(chosen),
        "person": person,
        "csrf": person.session.csrf if person else told.pop("csrf", ""),
        "accounts": person is not None and request.state.accounts,
        "htmx": is_htmx(request),
        "keep": request.app.state.queue.seal_for(person.name) if person else ("", ""),
        **told,
    }
    response = templates.TemplateResponse(request, name, context, status_code=status)
    with_cookie(request, response)
    return response


def _choices(request: Request, person: Visitor | None) -> dict[str, Any]:
    if person is None:
        return {}
    with request.app.state.queue.reading() as connection:
        found: dict[str, Any] = preferences_of(connection, person.name).get(CHOICES) or {}
    return found


def with_cookie(request: Request, response: Any) -> None:
    secret = getattr(request.state, "new_cookie", None)
    if secret:
        set_cookie(request, response, secret)


def set_cookie(request: Request, response: Any, secret: str) -> None:
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(SESSION_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )


def error_page(said: str) -> bytes:
    """The page of a request that is refused before anything is known of it."""
    return templates.get_template("error.html").render(said=said).encode()


def is_htmx(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"


def wants_json(request: Request) -> bool:
    return is_api(request) or "application/json" in request.headers.get("accept", "")


def wants_page(request: Request) -> bool:
    """Whether the answer fills a browser's window: a link or a form, not a script that only says it."""
    if is_htmx(request) or wants_json(request):
        return False
    return request.method == "GET" or takes_html(request.headers.get("accept", ""))


def is_api(request: Request) -> bool:
    """Whether a program asks: the JSON API answers in JSON, whatever is accepted."""
    return request.url.path.startswith("/api/")
