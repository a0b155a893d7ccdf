"""What another Unix user of this machine can do."""

from __future__ import annotations

import os
import pickle
import pwd
from collections.abc import Callable
from typing import TypeVar

import pytest

Value = TypeVar("Value")

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def as_user(name: str, run: Callable[[], Value]) -> Value:
    """What `run` returns in a process of another user, which has none of root's rights."""
    user = pwd.getpwnam(name)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        # No exec: the other user may not reach the interpreter.
        try:
            os.setgroups([])
            os.setresgid(*[user.pw_gid] * 3)
            os.setresuid(*[user.pw_uid] * 3)
            os.write(write, pickle.dumps(run()))
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        value: Value = pickle.loads(pipe.read())
    os.waitpid(child, 0)
    return value
