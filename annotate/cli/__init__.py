"""The command line: each command parses its options, calls the library, and prints."""

from annotate.signals import INTERRUPTED, STOPPED


def main() -> None:
    """Run the command line."""
    # Within, for Ctrl-C may come while the commands are imported, and nothing was begun then.
    try:
        from annotate.cli.boundary import run
        from annotate.cli.commands import app

        run(app)
    except KeyboardInterrupt:
        import sys

        print(STOPPED, file=sys.stderr)
        sys.exit(INTERRUPTED)
