"""Segments to blocks: what stands below each other, each over or under one other only."""

from collections.abc import Sequence

from extractors.header.people_names import looks_like_names
from extractors.header.segments import Segment


def columns(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Blocks of segments that stand below each other, each over or under one other only."""
    blocks: list[list[Segment]] = []
    rows: dict[int, list[Segment]] = {}
    for segment in segments:
        rows.setdefault(segment.row, []).append(segment)
    open_blocks: list[list[Segment]] = []
    for row in rows.values():
        homes: list[list[Segment] | None] = []
        for segment in row:
            near = [
                b for b in open_blocks if b[-1].beside(segment) > 0 and segment.y0 - b[-1].y1 < 2.2 * segment.size
            ]
            homes.append(near[0] if len(near) == 1 and not _centred(segment, row, open_blocks) else None)
        for segment, home in zip(row, homes, strict=True):
            alone = home is not None and sum(1 for h in homes if h is home) == 1
            if home is not None and (alone or _closest(segment, home, row, homes)):
                home.append(segment)
            else:
                blocks.append([segment])
        bottom = row[0].y1
        open_blocks = [b for b in blocks if bottom - b[-1].y1 < 2.2 * row[0].size]
    return blocks


def _centred(segment: Segment, row: Sequence[Segment], above: Sequence[list[Segment]]) -> bool:
    """Whether a line stands alone in the middle under a row of names: it is theirs, not the middle one's."""
    if len(row) > 1 or len(above) < 2 or any(not looks_like_names(s.text) for block in above for s in block):
        return False
    left, right = min(b[-1].x0 for b in above), max(b[-1].x1 for b in above)
    return abs(segment.middle - (left + right) / 2) < 2 * segment.size and len({b[-1].row for b in above}) == 1


def _closest(
    segment: Segment, home: list[Segment], row: Sequence[Segment], homes: Sequence[list[Segment] | None]
) -> bool:
    """Of several segments under one block only one set at its left edge or middle belongs to it."""

    def apart(s: Segment) -> float:
        return min(abs(s.x0 - home[-1].x0), abs(s.middle - home[-1].middle))

    rivals = [s for s, h in zip(row, homes, strict=True) if h is home]
    return apart(segment) < 0.6 * segment.size and all(apart(segment) < apart(r) for r in rivals if r is not segment)
