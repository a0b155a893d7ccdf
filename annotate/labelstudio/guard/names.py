"""What the guard, those who start it and those who speak to it call the same things."""

FOLDER = "ANNOTATE_GUARD"
"""The environment variable with the folder of the guard's files; a server without it has no guard."""

TOKENS = "jwt_auth.middleware.JWTAuthenticationMiddleware"
"""What of Label Studio's our own module for tokens takes the place of."""

ADDRESS = "api/annotate/guard/"
"""Where the administrator says whose a project is."""
