"""A guard in Label Studio's own process: members reach their own projects and answers, and nothing else.

names        what it, those who start it and those who speak to it call the same things
owners       whose each project is: a file that `annotate push` has written
rules        what may be asked, by route
bodies       what may be written, and what of an answer is shown
audit        what was refused
middleware   the guard itself

It is loaded by the server's program, where `annotate` need not be importable, so it imports nothing from it.
"""

from .middleware import Guard
from .names import ADDRESS, FOLDER

__all__ = ["ADDRESS", "FOLDER", "Guard"]
