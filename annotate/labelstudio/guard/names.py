"""What the guard, those who start it and those who speak to it call the same things."""

FOLDER = "ANNOTATE_GUARD"
"""The environment variable with the folder of the guard's files; a server without it has no guard."""

REPLACED = {
    "jwt_auth.middleware.JWTAuthenticationMiddleware": "annotate_guard.removed.Tokens",
    "organizations.middleware.DummyGetSessionMiddleware": "annotate_guard.removed.Organizations",
}
"""Middleware of Label Studio, and what of ours takes its place."""

ADDRESS = "api/annotate/guard/"
"""Where the administrator says whose a project is."""
