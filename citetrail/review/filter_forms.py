"""Which claims a page is about: the filter in its address or form."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request

from citetrail.review.queue_state import QueueState
from citetrail.review.security import state_of
from citetrail.store.claim_filters import Filter, Order

FILTERS = (
    "kind",
    "member",
    "role",
    "headline",
    "sector",
    "organisation",
    "paper",
    "state",
    "reviewer",
    "words",
    "tag",
    "together",
)


def filter_of(request: Request) -> Filter:
    """The filter in the address. Values are only compared, so unknown ones find nothing."""
    return read_filter(state_of(request), dict(request.query_params))


def read_filter(state: QueueState, told: dict[str, str]) -> Filter:
    target = told.get("target", "")
    order = told.get("order", "")
    return Filter(
        target=target if target in state.targets else state.targets[0],
        order=Order(order) if order in set(Order) else Order.LEARNED,
        **{name: told.get(name, "")[:300] for name in FILTERS},
    )


def address(wanted: Filter, state: QueueState) -> str:
    """The filter as a query string, empty for the plain queue."""
    told = {name: value for name in FILTERS if (value := getattr(wanted, name))}
    if wanted.order is not Order.LEARNED:
        told["order"] = wanted.order
    if wanted.target != state.targets[0]:
        told["target"] = wanted.target
    return urlencode(told)


Wanted = Annotated[Filter, Depends(filter_of)]
