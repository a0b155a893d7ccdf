"""How the codebook looks: as a page of its own, light, dark and on paper, and within the server's page."""

from __future__ import annotations

from annotate.schema.model import Schema

_PAGE = """
:root { color-scheme: light dark;
  --page: #ffffff; --text: #1f2933; --quiet: #3e4c59; --line: #d5dbe1; --code: #eef1f4; }
@media (prefers-color-scheme: dark) {
  :root { --page: #14181d; --text: #e4e8ec; --quiet: #b8c1ca; --line: #3a444e; --code: #242b33; }
}
body { font: 16px/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: var(--text); background: var(--page); overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.25; }
h2 { font-size: 1.3rem; margin-top: 2.2rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.08rem; margin-top: 1.6rem; }
li { margin: .25rem 0; }
blockquote { margin: .5rem 0; padding: .2rem .9rem; border-left: 3px solid var(--line); color: var(--quiet); }
code { background: var(--code); padding: 0 .25em; border-radius: 3px; }
@media print {
  :root { --page: #ffffff; --text: #000000; --quiet: #1f2933; --line: #9aa5b1; --code: #ffffff; }
  body { font-size: 10.5pt; max-width: none; margin: 0; padding: 0; }
  h2, h3 { break-after: avoid; }
  li, blockquote { break-inside: avoid; }
  mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
# Label Studio resets the look of its instructions, and takes away style attributes but not style sheets.
_EMBEDDED = (
    "h1 { font-size: 1.5em; line-height: 1.3; margin: 0 0 .4em; }",
    "h2 { font-size: 1.25em; line-height: 1.3; margin: 1.4em 0 .4em; }",
    "h3 { font-size: 1.05em; line-height: 1.3; margin: 1.2em 0 .3em; }",
    "p { margin: .4em 0; }",
    "ul { list-style: disc; padding-left: 1.4em; margin: .4em 0; }",
    "ol { list-style: decimal; padding-left: 1.6em; margin: .4em 0; }",
    "li { margin: .3em 0; }",
    "blockquote { margin: .5em 0; padding-left: .8em; border-left: 3px solid #9aa5b1; }",
)
# The colour shines through, so that the words are as easy to read on a light page as on a dark one.
_OPACITY = "2e"


def page_style(schema: Schema) -> str:
    """The style sheet of the codebook as a page of its own."""
    return "\n".join((_PAGE.strip(), *_spans(schema)))


def embedded_style(schema: Schema) -> str:
    """The style sheet of the codebook within another page."""
    return "\n".join(f".codebook {rule}" for rule in (*_EMBEDDED, *_spans(schema)))


def role_class(role: str) -> str:
    """The class of a span of this role."""
    return f"role-{role}"


def _spans(schema: Schema) -> list[str]:
    if not schema.roles:
        return []
    general = [
        "mark { color: inherit; padding: .05em .15em; border-radius: 3px; }",
        "mark small { font-size: .75em; }",
    ]
    return general + [
        f".{role_class(role.name)} {{ background: {role.colour}{_OPACITY}; border-bottom: 2px solid {role.colour}; }}"
        for role in schema.roles
    ]
