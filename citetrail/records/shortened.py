"""Text for a narrow place, cut between words, and names without what a terminal would obey."""


def shortened(text: str, width: int) -> str:
    """At most `width` characters on one line, an ellipsis at the end of what was cut; words stay whole.

    Unlike `textwrap.shorten` it parts no word at its hyphen ("MS-" of "MS-Celeb-1M"), and cuts a word that is longer
    than the place, or a script without spaces, instead of showing nothing.
    """
    told = " ".join(text.split())
    if len(told) <= width:
        return told
    head, space, _ = told[: width - 1].rpartition(" ")
    return f"{head} …" if space else f"{told[: width - 1]}…"


def printable(name: str) -> str:
    """A name from outside on one line; signs that cannot be printed (line ends, escapes) are question marks."""
    return "".join(c if c.isprintable() else "?" for c in name)
