"""How Django is set up on a server with the guard."""

from __future__ import annotations

# The scripts of Label Studio's pages that have no nonce, by their digests: the colours of every page, and the sign-up.
_WITHOUT_NONCE = (
    "'sha256-fsZOebJJAnt3yfUgnelwRem8zqneW8EyLL123gBsTDY='",
    "'sha256-QS4zXbYA9qpPXVPFGNWz8unXtZQmHw2BlvJ803CE4pY='",
)

SETTINGS: dict[str, object] = {
    # Signing out ends a session; a signed cookie would be good for two weeks.
    "SESSION_ENGINE": "annotate_guard.sessions",
    "SESSION_COOKIE_HTTPONLY": True,
    # A browser takes nothing from elsewhere, sends nothing elsewhere, and shows no page of ours within another one.
    "CSP_REPORT_ONLY": False,
    "CSP_DEFAULT_SRC": ("'self'",),
    "CSP_SCRIPT_SRC": ("'self'", "blob:", *_WITHOUT_NONCE),
    "CSP_INCLUDE_NONCE_IN": ["script-src"],
    "CSP_STYLE_SRC": ("'self'", "'unsafe-inline'"),
    "CSP_IMG_SRC": ("'self'", "data:", "blob:"),
    "CSP_FONT_SRC": ("'self'", "data:"),
    "CSP_CONNECT_SRC": ("'self'", "data:", "blob:"),
    "CSP_WORKER_SRC": ("'self'", "blob:"),
    "CSP_OBJECT_SRC": ("'none'",),
    "CSP_BASE_URI": ("'self'",),
    "CSP_FORM_ACTION": ("'self'",),
    "CSP_FRAME_ANCESTORS": ("'self'",),
    "CORS_ALLOW_ALL_ORIGINS": False,
}
"""Django's settings, by their names."""
