"""What a reviewer may choose for the pages: keys, text size, swipes. What does not fit falls back to the usual."""

import re
from collections.abc import Mapping
from typing import Any

KEYS = {
    "accept": ("a", "accept the claim"),
    "reject": ("x", "reject it; then, if you like, one key for the reason"),
    "unsure": ("u", "unsure"),
    "skip": ("Space", "skip: it comes back at the end"),
    "undo": ("Backspace", "undo your last decision"),
    "correct": ("e", "correct: choose another member, role, organisation or sector"),
    "note": ("n", "write a note that goes with the decision"),
    "flag": ("f", "flag for an adjudicator, or take the flag off"),
    "by_paper": ("p", "by paper: the claims of a paper one after the other, or by weight again"),
    "rest": ("s", "by paper: the same for the rest of this kind; undo takes it back as one"),
    "next_evidence": ("j", "next evidence"),
    "previous_evidence": ("k", "previous evidence"),
    "previous_page": ("ArrowLeft", "previous page of the paper"),
    "next_page": ("ArrowRight", "next page of the paper"),
    "help": ("?", "this list"),
}
TEXT_SIZES = (100, 112, 125, 150)  # per cent
SHOWN = {"Space": "space", "Backspace": "⌫", "ArrowLeft": "←", "ArrowRight": "→", "ArrowUp": "↑", "ArrowDown": "↓"}
CHOICES = "choices"
# Digits and - are the reasons; Enter, Tab and Escape do what they do everywhere.
_KEY = re.compile(r"[^\s0-9-]|Space|Backspace|Delete|Home|End|Insert|Arrow(?:Left|Right|Up|Down)|F(?:2|4|8|9)")


class KeysRefused(ValueError):
    """These keys cannot be told apart, or cannot be keys; the message says why."""


def keys_of(chosen: Mapping[str, Any]) -> dict[str, str]:
    """The key of each action, as chosen or as usual."""
    mine = chosen.get("keys") or {}
    return {action: str(mine.get(action, usual)) for action, (usual, _) in KEYS.items()}


def read_keys(told: Mapping[str, str]) -> dict[str, str]:
    """The keys that differ from the usual ones. Raises KeysRefused for two actions with one key, or no key."""
    keys = {action: _named(told.get(action, "")) or usual for action, (usual, _) in KEYS.items()}
    for action, key in keys.items():
        if not _KEY.fullmatch(key):
            raise KeysRefused(f"{key[:20]!r} cannot be a key: one letter or sign (no digit), or Space, Backspace, …")
        twice = [other for other, at in keys.items() if at == key and other != action]
        if twice:
            raise KeysRefused(f"{key!r} would {action.replace('_', ' ')} and {twice[0].replace('_', ' ')} at once.")
    return {action: key for action, key in keys.items() if key != KEYS[action][0]}


def _named(key: str) -> str:
    names = {words.lower(): name for name, words in SHOWN.items()} | {"backspace": "Backspace"}
    plain = key.strip()
    return names.get(plain.lower(), plain.lower() if len(plain) == 1 else plain)


def text_size(chosen: Mapping[str, Any]) -> int:
    """Text size in per cent of the browser's."""
    size = chosen.get("text_size")
    return size if size in TEXT_SIZES else TEXT_SIZES[0]


def swipes(chosen: Mapping[str, Any]) -> bool:
    """Whether swiping a card decides, on touch screens: off unless chosen, for a swipe is soon made by mistake."""
    return chosen.get("swipes") is True
