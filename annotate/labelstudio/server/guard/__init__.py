"""A guard in Label Studio's own process: members reach their own projects and answers, and nothing else.

owners       whose each project is: a file that `annotate push` has written
rules        what may be asked, by route
bodies       what may be written, and what of an answer is shown
audit        what was refused
middleware   the guard itself

It is loaded by the server's program, where `annotate` need not be importable, so it imports nothing from it.
"""

from .middleware import Guard

__all__ = ["Guard"]
