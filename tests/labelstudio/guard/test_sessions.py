"""Sessions behind the guard, in a Django of its own: they end, and are written only when something changes."""

import json
import subprocess
import sys

SCRIPT = """
import json
from datetime import timedelta

import django
from django.conf import settings

database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
apps = ["django.contrib.sessions"]
settings.configure(DATABASES={"default": database}, INSTALLED_APPS=apps, SECRET_KEY="test", USE_TZ=True)
django.setup()

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotate.labelstudio.guard.sessions import SessionStore

call_command("migrate", verbosity=0)
DAY = 86400


def request(key, **said):
    session = SessionStore(key)
    session["user"] = 1
    session.update(said)
    session.set_expiry(DAY)
    with CaptureQueriesContext(connection) as queries:
        session.save()
    written = sum(query["sql"].startswith(("UPDATE", "INSERT")) for query in queries)
    return session.session_key, written > 0


key, first = request(None)
again = request(key)[1]
changed = request(key, seen="a page")[1]
kept = dict(SessionStore(key).items())
Session.objects.update(expire_date=Session.objects.get().expire_date - timedelta(minutes=11))
later = request(key)[1]
SessionStore(key).flush()
print(json.dumps([first, again, changed, kept, later, dict(SessionStore(key).items())]))
"""


def test_a_session_is_written_when_it_changes_and_to_prolong_it_every_ten_minutes():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    first, again, changed, kept, later, ended = json.loads(done.stdout)
    assert (first, again, changed, later) == (True, False, True, True)
    assert kept["seen"] == "a page"
    assert ended == {}
