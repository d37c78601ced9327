"""What the worker processes of test_workers.py do; imported by them."""

import os
import subprocess
import time


def prepare(greeting: str) -> str:
    if greeting == "fail":
        raise ValueError("no such target")
    return greeting


def work(greeting: str, payload: str) -> str:
    if payload == "sleep":
        subprocess.Popen(["sleep", "300"])
        time.sleep(300)
    if payload == "spin":
        while True:
            pass
    if payload == "eat":
        return "x" * 50_000_000_000
    if payload == "raise":
        raise KeyError("odd")
    if payload == "die":
        os.abort()
    if payload == "deep":
        return work(greeting, payload)
    return f"{greeting} {payload} {os.getpid()}"
