"""Which claims a page is about: the filter in its address or form."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request

from review.desk import Desk
from review.gate import desk_of
from store.filters import Filter, Order

FILTERS = ("kind", "member", "role", "headline", "sector", "organisation", "paper", "state", "reviewer", "words")


def filter_of(request: Request) -> Filter:
    """The filter in the address. Values are only compared, so unknown ones find nothing."""
    return read_filter(desk_of(request), dict(request.query_params))


def read_filter(desk: Desk, told: dict[str, str]) -> Filter:
    target = told.get("target", "")
    order = told.get("order", "")
    return Filter(
        target=target if target in desk.targets else desk.targets[0],
        order=Order(order) if order in set(Order) else Order.LEARNED,
        **{name: told.get(name, "")[:300] for name in FILTERS},
    )


def address(wanted: Filter, desk: Desk) -> str:
    """The filter as a query string, empty for the plain queue."""
    told = {name: value for name in FILTERS if (value := getattr(wanted, name))}
    if wanted.order is not Order.LEARNED:
        told["order"] = wanted.order
    if wanted.target != desk.targets[0]:
        told["target"] = wanted.target
    return urlencode(told)


Wanted = Annotated[Filter, Depends(filter_of)]
