"""Sessions behind the guard, in a Django of its own: they end, and are written only when something changes."""

import json
import subprocess
import sys

import pytest

SCRIPT = """
import json
from datetime import timedelta

import django
from django.conf import settings

database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
apps = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
engine = "annotate.labelstudio.guard.sessions"
settings.configure(
    DATABASES={"default": database}, INSTALLED_APPS=apps, SECRET_KEY="test", USE_TZ=True, SESSION_ENGINE=engine
)
django.setup()

from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from annotate.labelstudio.guard.sessions import SessionStore

call_command("migrate", verbosity=0)
DAY = 86400


def request(key, **said):
    session = SessionStore(key)
    session["_auth_user_id"] = "1"
    session.update(said)
    session.set_expiry(DAY)
    with CaptureQueriesContext(connection) as queries:
        session.save()
    written = sum(query["sql"].startswith(("UPDATE", "INSERT")) for query in queries)
    return session.session_key, written > 0


def answered(cookie, signs_in):
    # Label Studio numbers everybody's session.
    def view(request):
        request.session.setdefault("uid", "a number")
        if signs_in:
            request.session["_auth_user_id"] = "1"
        return HttpResponse()

    asked = RequestFactory().get("/", headers={"Cookie": cookie} if cookie else {})
    return SessionMiddleware(view)(asked).cookies


stranger, rows = answered("", False), Session.objects.count()
ended = answered("sessionid=of-somebody-who-signed-out", False)["sessionid"]["max-age"]
member = "sessionid" in answered("", True), Session.objects.count()
Session.objects.all().delete()
key, first = request(None)
again = request(key)[1]
changed = request(key, seen="a page")[1]
kept = dict(SessionStore(key).items())
Session.objects.update(expire_date=Session.objects.get().expire_date - timedelta(minutes=11))
later = request(key)[1]
SessionStore(key).flush()
print(json.dumps([first, again, changed, kept, later, dict(SessionStore(key).items())]))
print(json.dumps([len(stranger), rows, ended, member]))
"""


@pytest.fixture(scope="module")
def seen():
    """What Django did, as two lines of JSON."""
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_session_is_written_when_it_changes_and_to_prolong_it_every_ten_minutes(seen):
    first, again, changed, kept, later, ended = seen[0]
    assert (first, again, changed, later) == (True, False, True, True)
    assert kept["seen"] == "a page"
    assert ended == {}


def test_strangers_leave_no_sessions_behind_and_who_signs_in_has_one(seen):
    """Label Studio keeps a number in everybody's session, also in that of a health check."""
    cookies, rows, end_of_old_cookie, member = seen[1]
    assert (cookies, rows, end_of_old_cookie, member) == (0, 0, 0, [True, 1])
