"""Who may ask what, by the route that Django has resolved: what is not named here is refused."""

from __future__ import annotations

from .rules import (
    Rule,
    anybody,
    draft_on_own_annotation,
    invited,
    new_view,
    next_task,
    own_annotation,
    own_draft,
    own_project,
    own_projects,
    own_skip,
    own_task,
    project_in_query,
    tasks_of_own_project,
    while_accounts_are_made,
    write_on_own_task,
)

_STATIC: dict[str, dict[str, Rule]] = {
    route: {"GET": anybody}
    for route in (
        r"^sw\.js$",
        r"^sw-fallback\.js$",
        r"^favicon\.ico$",
        r"^label-studio-frontend/(?P<path>.*)$",
        r"^dm/(?P<path>.*)$",
        r"^react-app/(?P<path>.*)$",
        r"^static/fonts/roboto/roboto.css$",
        r"^static/(?P<path>.*)$",
        "health/",
        "version/",
        "api/version/",
        r"^logout/?$",
    )
}

ANONYMOUS: dict[str, dict[str, Rule]] = _STATIC | {
    r"^$": {"GET": anybody},
    r"^user/login/": {"GET": anybody, "POST": anybody},
    r"^user/signup/": {"GET": invited, "POST": invited},
    r"^api/token/refresh/": {"POST": anybody},
    # Their own pages send strangers to the sign-in, with the rest of the address kept.
    r"^projects/": {"GET": anybody},
    r"^projects/<int:pk>/": {"GET": anybody},
    r"^projects/<int:pk>/data/": {"GET": anybody},
}
"""What strangers may ask."""

ANYWAY = _STATIC.keys()
"""What those may ask too whose accounts were removed, and who are still signed in."""

NOT_COUNTED = frozenset({"heidi-tips/"})
"""What Label Studio's own pages ask for, and the server would fetch from elsewhere: refused without a record."""

MEMBERS: dict[str, dict[str, Rule]] = _STATIC | {
    r"^$": {"GET": anybody},
    r"^user/login/": {"GET": anybody, "POST": anybody},
    r"^user/signup/": {"GET": anybody, "POST": anybody},
    r"^user/account/": {"GET": anybody},
    r"^projects/": {"GET": anybody},
    r"^projects/<int:pk>/": {"GET": own_project},
    r"^projects/<int:pk>/data/": {"GET": own_project},
    r"^api/current-user/whoami": {"GET": anybody},
    r"^api/current-user/hotkeys/": {"GET": anybody},
    r"^api/jwt/settings": {"GET": anybody},
    r"^api/users/$": {"GET": anybody},
    r"^api/projects/": {"GET": own_projects},
    r"^api/projects/counts/": {"GET": own_projects},
    r"^api/projects/<int:pk>/": {"GET": own_project},
    r"^api/projects/<int:pk>/label-stream-history/": {"GET": own_project},
    r"^api/ml/": {"GET": project_in_query},
    r"^api/label_links/$": {"GET": project_in_query},
    r"^api/dm/columns/": {"GET": project_in_query},
    r"^api/dm/project/": {"GET": project_in_query},
    r"^api/dm/views/$": {"GET": project_in_query, "POST": new_view},
    r"^api/dm/actions/": {"GET": project_in_query, "POST": next_task},
    r"^api/tasks/": {"GET": tasks_of_own_project},
    r"^api/tasks/<int:pk>/": {"GET": own_task},
    r"^api/tasks/<int:pk>/annotations/": {"POST": write_on_own_task},
    r"^api/tasks/<int:pk>/drafts": {"POST": write_on_own_task},
    r"^api/tasks/<int:pk>/annotations/<int:annotation_id>/drafts": {"POST": draft_on_own_annotation},
    r"^api/annotations/<int:pk>/": {"PATCH": own_annotation, "DELETE": own_skip},
    r"^api/drafts/<int:pk>/": {"GET": own_draft, "PATCH": own_draft, "DELETE": own_draft},
    r"^api/token/refresh/": {"POST": anybody},
    r"^api/token/": {"GET": while_accounts_are_made, "POST": while_accounts_are_made},
    r"^api/token/blacklist/": {"POST": while_accounts_are_made},
}
"""What members may ask, by route and method."""
