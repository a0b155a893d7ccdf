"""What is wrong with a set-up, each finding with its remedy.

examine       everything, in the order in which a user meets it
local         what needs no server: configuration, schema, workspace, disk
installation  the server itself: version, clock, database, analytics, sign-up
accounts      accounts, and the launch as a whole
project       one project: as launched, or altered by hand
adjudication  the adjudicators and their projects
findings      what all of them give
"""

from annotate.labelstudio.doctor.examine import examine
from annotate.labelstudio.doctor.findings import Finding, State

__all__ = ["Finding", "State", "examine"]
