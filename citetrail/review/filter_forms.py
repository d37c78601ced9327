"""Which claims a page is about: the filter in its address or form."""

from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Query, Request

from citetrail.records.vocabulary import ClaimKind, ClaimState, Outcome, Role, Sector
from citetrail.review.queue_state import QueueState
from citetrail.review.security import state_of
from citetrail.store.claim_filters import Filter, ListedState, Order

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


# The closed lists among the filters; of any other a value that is unknown finds nothing.
LISTS: dict[str, tuple[type[StrEnum], ...]] = {
    "kind": (ClaimKind,),
    "role": (Role,),
    "headline": (Sector,),
    "sector": (Sector,),
    "state": (ClaimState, ListedState),
    "order": (Order,),
}
Page = Annotated[int, Query(alias="page", ge=1, le=400, description="a page of fifty")]


def filter_of(request: Request) -> Filter:
    """The filter in the address. HTTPException for a target that is not there, and for a word of no list."""
    told = dict(request.query_params)
    if target := told.get("target", ""):
        known_target(state_of(request), target)
    for name, lists in LISTS.items():
        known_value(name, told.get(name, ""), *lists)
    return read_filter(state_of(request), told)


def known_target(state: QueueState, target: str) -> None:
    """HTTPException for a target of which this store has no claims."""
    if target not in state.targets:
        raise HTTPException(
            404, f"There is no target “{target[:80]}” in this store. There is: {', '.join(state.targets)}."
        )


def known_outcome(outcome: str) -> None:
    """HTTPException for what is no outcome of fetching or reading; empty is any."""
    known_value("outcome", outcome, Outcome)


def known_value(name: str, value: str, *lists: type[StrEnum]) -> None:
    """HTTPException for a value that is in none of these lists; empty is any."""
    known = [str(each) for values in lists for each in values]
    if value and value not in known:
        raise HTTPException(422, f"There is no {name} “{value[:80]}”. There is: {', '.join(known)}.")


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
