"""Print every route of the installed Label Studio as Django names it, as JSON; run with Label Studio's folder."""

import json

import django
from django.urls import get_resolver
from django.urls.resolvers import URLResolver


def walk(resolver, before=""):
    for part in resolver.url_patterns:
        route = URLResolver._join_route(before, str(part.pattern))
        if isinstance(part, URLResolver):
            yield from walk(part, route)
        else:
            yield route


if __name__ == "__main__":
    django.setup()
    print(json.dumps(sorted(set(walk(get_resolver())))))
