"""What ONNX Runtime raises comes out as too little memory, or as nobody's paper's fault."""

import errno
import subprocess
import sys

import pytest
from onnxruntime.capi import onnxruntime_pybind11_state as runtime

from citetrail.commands.user_errors import describe
from citetrail.paths import CHECKOUT
from citetrail.records.opened_files import ADVICE, with_advice
from citetrail.records.vocabulary import Outcome
from extractors.usage.encoder_faults import EncoderFailed, EncoderOutOfMemory, encoder_faults

# A process with five megabytes left, in which the shared library alone takes twenty.
NO_ROOM = """
import resource
from citetrail.records.vocabulary import MemberKind
from extractors.usage.encoder_faults import EncoderOutOfMemory, encoder_faults
from extractors.usage.sentence_encoder import Marked, sentence_encoder
pages = int(open("/proc/self/statm").read().split()[0])
bound = pages * resource.getpagesize() + 5_000_000
resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
try:
    with encoder_faults():
        sentence_encoder().read(Marked(MemberKind.DATASET, "We train on ", "."))
except EncoderOutOfMemory as error:
    print(error)
"""


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        ImportError("runtime.so: failed to map segment from shared object"),
        ImportError("Exception caught: std::bad_alloc"),
        runtime.Fail("[ONNXRuntimeError] : 1 : FAIL : Load model failed:std::bad_alloc"),
        runtime.RuntimeException("[ONNXRuntimeError] : 6 : Non-zero status code: std::bad_alloc"),
    ],
    ids=str,
)
def test_want_of_memory_is_told_as_that(error: Exception) -> None:
    with pytest.raises(EncoderOutOfMemory, match="second model"), encoder_faults():
        raise error


def test_a_process_without_room_says_so() -> None:
    command = [sys.executable, "-c", NO_ROOM]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert "too little memory was left for the second model" in done.stdout


@pytest.mark.parametrize(
    "error",
    [runtime.InvalidArgument("Got invalid\ndimensions"), runtime.NoSuchFile("layers"), ImportError("no module")],
)
def test_what_else_the_runtime_raises_is_no_fault_of_the_file(error: Exception) -> None:
    with pytest.raises(EncoderFailed) as told, encoder_faults():
        raise error
    said = with_advice(Outcome.PARSER_ERROR, f"EncoderFailed: {told.value}")
    assert "install the requirements again" in said
    assert "--retry failed" in said
    assert ADVICE[Outcome.PARSER_ERROR] not in said
    assert "second model" in str(describe(told.value))


@pytest.mark.parametrize("error", [KeyError("label"), OSError(errno.ENOENT, "No such file")])
def test_other_errors_stay_theirs(error: Exception) -> None:
    with pytest.raises(type(error)), encoder_faults():
        raise error
