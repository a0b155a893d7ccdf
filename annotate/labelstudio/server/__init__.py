"""A local Label Studio on PostgreSQL, with no hands.

lifecycle     start and stop a workspace's server
state         where it is, and whether it runs
application   Label Studio's processes
serving       the program that they run
postgres      PostgreSQL from a wheel
roles         who may use it, with which passwords
programs      its own programs
database      any PostgreSQL: is it fit, and how Label Studio gets it
processes     processes that outlive the command
refusals      what the guard refused
accounts      accounts for the annotators
web           what Label Studio offers only to browsers
credentials   the file with passwords and tokens
"""

from annotate.labelstudio.server.accounts import ensure_accounts
from annotate.labelstudio.server.credentials import Account, Credentials, credentials_path, read_credentials
from annotate.labelstudio.server.lifecycle import Wanted, start, stop
from annotate.labelstudio.server.state import EMBEDDED, ServerInfo, status

__all__ = [
    "EMBEDDED",
    "Account",
    "Credentials",
    "ServerInfo",
    "Wanted",
    "credentials_path",
    "ensure_accounts",
    "read_credentials",
    "start",
    "status",
    "stop",
]
