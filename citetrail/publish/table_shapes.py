"""What a published table is made of: columns with their types, keys and closed lists."""

from dataclasses import dataclass

SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `type` is a Table Schema type; `many` marks several values joined by semicolons."""

    name: str
    type: str = "string"
    required: bool = False
    values: tuple[str, ...] = ()
    refers: str = ""  # "papers.paper_id": the key this column holds
    many: bool = False

    @property
    def sql_type(self) -> str:
        return SQL_TYPES.get(self.type, "TEXT")


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One published table; rows stand in the order of the columns in `sorting`, which end in the key."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sorting: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        return self.sorting or self.key

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when the table has none."""
        return {c.name: c for c in self.columns}[name]


def key_column(name: str) -> Column:
    return Column(name, required=True)


def refers_to(name: str, refers: str, *, required: bool = False) -> Column:
    return Column(name, required=required, refers=refers)


def one_of(name: str, values: type, *, required: bool = False, many: bool = False) -> Column:
    return Column(name, required=required, values=tuple(values), many=many)  # type: ignore[arg-type]
