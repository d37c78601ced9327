"""What the worker processes of test_workers.py do; imported by them."""

import os
import signal
import subprocess
import time
from pathlib import Path

from extractors.usage.encoder_faults import EncoderOutOfMemory

SLEEP = "300.25"  # seconds, as no other program writes them


def prepare(greeting: str) -> str:
    if greeting == "fail":
        raise ValueError("no such target")
    return greeting


def work(greeting: str, payload: str) -> str:
    if payload == "sleep":
        subprocess.Popen(["sleep", SLEEP])
        time.sleep(300)
    if payload == "spin":
        while True:
            pass
    if payload == "eat":
        return "x" * 50_000_000_000
    if payload == "no room":
        raise EncoderOutOfMemory("too little was left")
    if payload == "raise":
        raise KeyError("odd")
    if payload == "die":
        os.abort()
    if payload == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if payload.startswith("killed-once "):
        mark = Path(payload.split(" ", 1)[1])
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if payload == "deep":
        return work(greeting, payload)
    return f"{greeting} {payload} {os.getpid()}"
