"""A guard in Label Studio's own process: members reach their own projects and answers, and nothing else.

middleware   the guard itself
policy       Django's settings with the guard
sessions     sessions in the database
table        who may ask what, by route
rules        whether what is asked belongs to the member
searches     searching tasks in a project that several people share
bodies       what may be written
answers      what of an answer is shown
origin       writes that another site makes a browser send
sizes        bodies that are too large for anybody
asked        a request, and what none may say
invitations  invitations that end
signing_in   guessing passwords, slowed down
removed      accounts that were removed: their tokens and open sessions
owners       whose each project is: a file that `annotate push` has written
audit        what was refused
names        what it, those who start it and those who speak to it call the same things

It is loaded by the server's program, where `annotate` need not be importable, so it imports nothing from it.
"""

from .middleware import Guard
from .names import ADDRESS, FOLDER, REPLACED
from .policy import SETTINGS
from .sizes import refuse_large

__all__ = ["ADDRESS", "FOLDER", "REPLACED", "SETTINGS", "Guard", "refuse_large"]
