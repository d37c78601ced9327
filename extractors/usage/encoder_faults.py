"""How ONNX Runtime fails, told so that a paper gets its outcome and whoever reads it knows what to do.

For want of memory it raises, by where it stood, an ImportError, an OSError of the files or a class of its own with
the words of C++; anything else that it raises is the fault of no paper.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from citetrail.records.opened_files import NOT_THE_FILE

RUNTIME = "onnxruntime"
# As C++, the loader of shared libraries and ONNX Runtime's allocator say it.
NO_MEMORY = (
    "bad_alloc",
    "bad allocation",
    "failed to map segment",
    "Cannot allocate memory",
    "Failed to allocate memory",
)
MOST_TOLD = 160  # characters of the runtime's own words


class EncoderOutOfMemory(MemoryError):
    """There was too little memory for the second model beside what was read; the message says so."""


class EncoderFailed(Exception):
    """The second model did not run, whatever it was asked; the message says what to do."""


@contextmanager
def encoder_faults() -> Iterator[None]:
    """Raises EncoderOutOfMemory or EncoderFailed for what the runtime raises within; other errors stay theirs."""
    try:
        yield
    except Exception as error:
        if _is_of_memory(error):
            raise EncoderOutOfMemory("too little memory was left for the second model (ONNX Runtime)") from error
        if _is_of_runtime(error):
            words = " ".join(str(error).split())[:MOST_TOLD]
            raise EncoderFailed(
                f"the second model did not run, {NOT_THE_FILE}: install the requirements again, then "
                f"`citetrail extract --retry failed` (ONNX Runtime: {type(error).__name__} {words})"
            ) from error
        raise


def _is_of_memory(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    told = _is_of_runtime(error) and any(words in str(error) for words in NO_MEMORY)
    return told or isinstance(error, MemoryError)


def _is_of_runtime(error: Exception) -> bool:
    return isinstance(error, ImportError) or type(error).__module__.partition(".")[0] == RUNTIME
