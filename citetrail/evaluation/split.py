"""Which gold documents are kept aside while rules are written: a third, by hash, the same on every machine."""

import hashlib

# One paper in three is kept aside: two thirds still hold every kind of sentence.
HELD_OUT_OF = 3


def held_out(key: str) -> bool:
    """Whether the document of this key (its `sha` in the gold file) belongs to the third kept aside."""
    return int(hashlib.sha256(f"citetrail held out {key}".encode()).hexdigest(), 16) % HELD_OUT_OF == 0
