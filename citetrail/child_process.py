"""Child processes: how one is started and watched, what it may take, and how it ends.

Whatever runs apart runs through here: the workers that read PDFs and draw pages, the process that fetches, the one
that learns the queue's order, and the one that checks a release. The first half is for the parent, the second for the
child itself.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import IO, Any

PR_SET_PDEATHSIG = 1  # of Linux's prctl(2)
# How long a process that was killed, or has closed its pipe, is waited for.
END_SECONDS = 5.0


class ChildDied(Exception):
    """A child process ended without a result; the message says how."""


class ModuleProcess:
    """`python -m MODULE` with pipes to it, for text or bytes; `errors` takes what it says of faults."""

    def __init__(
        self,
        module: str,
        arguments: Sequence[str] = (),
        *,
        environment: Mapping[str, str],
        errors: int | IO[bytes] = subprocess.DEVNULL,
        text: bool = False,
        own_session: bool = False,
    ) -> None:
        # -P: a folder of a package's name where the command was started must not take that package's place.
        self._process: subprocess.Popen[Any] = subprocess.Popen(
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=text,
            encoding="utf-8" if text else None,
            env=dict(environment),
            start_new_session=own_session,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.input: IO[Any] = self._process.stdin
        self.output: IO[Any] = self._process.stdout

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Kill the process when the block takes longer: a read from it then ends."""
        watch = threading.Timer(seconds, self._process.kill)
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def exchange(
        self, request: Mapping[str, Any], data: bytes, seconds: float, largest: int
    ) -> tuple[dict[str, Any], bytes]:
        """Send one line of JSON and bytes; the answer has the same form, its line telling their number as `size`.

        Raises OSError, EOFError or ValueError when the process dies, takes longer, or answers more than `largest`.
        """
        with self.within(seconds):
            self.input.write(json.dumps(request).encode() + b"\n" + data)
            self.input.flush()
            line = self.output.readline(10_000)
            if not line.endswith(b"\n"):
                raise EOFError
            head: dict[str, Any] = json.loads(line)
            size = int(head["size"])
            if not 0 <= size <= largest:
                raise ValueError(size)
            body = self.output.read(size)
        if len(body) != size:
            raise EOFError
        return head, body

    def finish(self, words: str, seconds: float) -> tuple[int, str]:
        """Hand it `words` and wait for its end, killing it after so long: exit code, and what it said of faults."""
        with self.within(seconds):
            _, errors = self._process.communicate(words)
        return self._process.returncode, errors or ""

    def wait(self) -> int:
        """The exit code, when its output has ended."""
        return self._process.wait()

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        """Kill it, if it still runs, and close its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self.input, self.output):
            with suppress(BrokenPipeError):
                pipe.close()


class FunctionProcess:
    """A function in a process of its own, with a pipe: `function(pipe, *arguments)`.

    `context` is multiprocessing's: how the process comes to be. The function calls `end_with_parent` first.
    """

    def __init__(self, context: Any, function: Callable[..., None], *arguments: Any) -> None:
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=function, args=(theirs, *arguments), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def is_alive(self) -> bool:
        return bool(self._process.is_alive())

    def exit_code(self) -> int | None:
        """How it ended, waiting a moment for that; None when it did not."""
        self._process.join(END_SECONDS)
        code: int | None = self._process.exitcode
        return code

    def close(self) -> None:
        """Kill it with whatever it started, if it still runs, and close the pipe."""
        if self._process.is_alive():
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)  # it leads a group of its own
            self._process.kill()
        self._process.join(END_SECONDS)
        self.pipe.close()


@contextmanager
def beside(function: Callable[..., Any], *arguments: Any) -> Iterator[Callable[[], Any]]:
    """Run a function in another process while the block goes on; what is yielded waits for its result.

    That raises what the function raised, or ChildDied. The process ends with the block.
    """
    process = FunctionProcess(get_context("spawn"), _answer, function, arguments)

    def result() -> Any:
        try:
            failed, value = process.pipe.recv()
        except EOFError:
            raise ChildDied(f"{function.__name__} gave no result ({ending(process.exit_code())})") from None
        if failed:
            raise value
        return value

    try:
        yield result
    finally:
        process.close()


def ending(code: int | None) -> str:
    """An exit code in words: the signal that ended the process, or its number."""
    return signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"


def _answer(pipe: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    end_with_parent()
    try:
        answer = (False, function(*arguments))
    except Exception as error:  # noqa: BLE001 - raised by whoever asks for the result
        answer = (True, error)
    pipe.send(answer)


def end_with_parent() -> None:
    """Lead a group of processes, and be killed when the thread that started this process ends."""
    os.setpgid(0, 0)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this one when it is interrupted itself


def end_with_input() -> None:
    """End at once when standard input ends: whoever started this is gone. For a process that reads nothing there."""

    def watch() -> None:
        with suppress(OSError):
            while os.read(0, 1024):
                pass
        os._exit(3)

    threading.Thread(target=watch, daemon=True).start()


def bound_memory(address_space: int) -> None:
    """Let this process map no more than so many bytes, nor more than it may already; and leave no core behind."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = address_space if hard == resource.RLIM_INFINITY else min(address_space, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def bound_processor_time(seconds: float) -> None:
    """Let this process compute for so many seconds from now. The system counts from its start: each item anew."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    most = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
