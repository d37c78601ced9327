"""Child processes: how one is started and watched, what it may take, and how it ends.

Whatever runs apart runs through here: the workers that read PDFs and draw pages, the process that fetches, the one
that learns the queue's order, and the second one of a large release. The first half is for the parent, the second
for the child itself.
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
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import IO, Any, Concatenate, Generic, ParamSpec, Self, TypeVar

PR_SET_PDEATHSIG = 1  # of Linux's prctl(2)
# How long a process that was killed, or has closed its pipe, is waited for.
END_SECONDS = 5.0
T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")


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
    Raises OSError where the system gives no further process.
    """

    def __init__(self, context: Any, function: Callable[..., None], *arguments: Any) -> None:
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=function, args=(theirs, *arguments), daemon=True)
        try:
            self._process.start()
        except OSError:
            self.pipe.close()
            raise
        finally:
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


class ObjectProcess(Generic[T]):
    """An object in a process of its own, which works through what it is asked while this process goes on.

    `make(*arguments)` makes the object there. Use it as a context: the process ends with the block.
    Raises OSError where the system gives no further process.
    """

    def __init__(self, make: Callable[..., T], *arguments: Any) -> None:
        self._process = FunctionProcess(get_context("spawn"), _serve, make, arguments)
        self._asked = 0
        self._answered = 0
        self._answers: dict[int, tuple[bool, Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.close()

    def ask(self, method: Callable[Concatenate[T, P], R], *arguments: P.args, **_: P.kwargs) -> Callable[[], R]:
        """Let a method of the object be called, after all that was asked before.

        What is returned waits for the result. It raises what the method raised, or, like this one, ChildDied.
        """
        try:
            self._process.pipe.send((method, arguments))
        except OSError:  # what it said before it died is told where it is waited for
            self._receive(method.__name__)
        self._asked += 1
        return partial(self._answer, self._asked, method.__name__)

    @property
    def in_hand(self) -> int:
        """How much of what was asked has no answer yet. Raises ChildDied when none will come."""
        while self._answered < self._asked and self._process.pipe.poll():
            self._receive("all")
        return self._asked - self._answered

    def _answer(self, number: int, name: str) -> Any:
        while self._answered < number:
            self._receive(name)
        failed, value = self._answers.pop(number)
        if failed:
            raise value
        return value

    def _receive(self, name: str) -> None:
        try:
            answer = self._process.pipe.recv()
        except (EOFError, OSError):  # OSError: it died within an answer
            how = ending(self._process.exit_code())
            raise ChildDied(f"a process beside this one ended ({how}) before {name} was done") from None
        except Exception as error:  # noqa: BLE001 - an answer that cannot be put together again is one all the same
            answer = (True, error)
        self._answered += 1
        self._answers[self._answered] = answer


def _serve(pipe: Connection, make: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    end_with_parent()
    served = make(*arguments)
    while True:
        try:
            method, rest = pipe.recv()
        except EOFError:
            return
        try:
            answer = (False, method(served, *rest))
        except Exception as error:  # noqa: BLE001 - raised by whoever asks for the result
            answer = (True, error)
        pipe.send(answer)


def ending(code: int | None) -> str:
    """An exit code in words: the signal that ended the process, or its number."""
    return signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"


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
