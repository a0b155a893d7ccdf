"""Print every route of the installed Label Studio, and what the guard refuses of each, as JSON.

    python routes.py GET POST …

Run with Label Studio's folder and the guard's package among the modules, and a folder for the guard's files in
ANNOTATE_GUARD. The guard's own code decides, with Django's requests, and nothing answers them: no database is needed.
"""

import json
import os
import sys
from pathlib import Path

import django
from django.urls import ResolverMatch, get_resolver
from django.urls.resolvers import URLResolver


def walk(resolver, before=""):
    for part in resolver.url_patterns:
        route = URLResolver._join_route(before, str(part.pattern))
        if isinstance(part, URLResolver):
            yield from walk(part, route)
        else:
            yield route


def refusals(routes, verbs):
    """Person → [route, verb] of what the guard refuses, without what a rule decides by the database."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory
    from organizations.models import Organization
    from users.models import User

    from annotate.labelstudio.guard import FOLDER, Guard
    from annotate.labelstudio.guard.invitations import Invitations
    from annotate.labelstudio.guard.table import ANONYMOUS, MEMBERS

    organization = Organization(token="handed out just now")
    Invitations(Path(os.environ[FOLDER], "invitation.json")).begin(organization)
    administrator = User(email="admin@localhost", is_superuser=True, active_organization=organization)
    people = {
        "stranger": (AnonymousUser(), ANONYMOUS),
        "annotator": (User(email="ani@example.org"), MEMBERS),
        "administrator": (administrator, {}),
    }
    guard, requests = Guard(lambda request: None), RequestFactory()
    refused = {name: [] for name in people}
    for name, (user, rules) in people.items():
        for route in routes:
            for verb in verbs:
                if ("GET" if verb == "HEAD" else verb) in rules.get(route, ()):
                    continue
                request = requests.generic(verb, "/")
                request.user, request.resolver_match = user, ResolverMatch(print, (), {}, route=route)
                if guard.process_view(request, print, (), {}) is not None:
                    refused[name].append([route, verb])
    return refused


if __name__ == "__main__":
    django.setup()
    routes = sorted(set(walk(get_resolver())))
    print(json.dumps({"routes": routes, "refused": refusals(routes, sys.argv[1:])}))
