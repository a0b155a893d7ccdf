"""Names of files and folders, made of ids: different for different ids, on every system."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote

_LONGEST = 100
# Names that Windows keeps for devices, with any ending.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


class FileNames:
    """The names of all files, or folders, of one folder.

    macOS and Windows take names that differ by case only for one: the second of these has a mark.
    """

    def __init__(self, also: str = "") -> None:
        self._also = also
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, identifier: str) -> str:
        """The name of an id; the same again for the same one."""
        if identifier not in self._names:
            name = file_name(identifier, self._also)
            name = name if name.lower() not in self._taken else f"{name}-{_mark(identifier)}"
            self._taken.add(name.lower())
            self._names[identifier] = name
        return self._names[identifier]


def file_name(identifier: str, also: str = "") -> str:
    """A name for a file: signs but ASCII ones and those of `also` are as in web addresses.

    So is the first sign of a hidden file and of a name that Windows keeps for a device, and a last one that it drops.
    """
    name = quote(identifier, safe=also, errors="surrogatepass").replace("~", "%7E")
    if name.endswith((".", " ")):
        name = f"{name[:-1]}%{ord(name[-1]):02X}"
    if name.startswith(".") or _DEVICE.match(name):
        name = f"%{ord(name[0]):02X}{name[1:]}"
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST].rpartition('%')[0] or 'article'}-{_mark(identifier)}"


def _mark(identifier: str) -> str:
    return sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:16]
