"""The command line: each command parses its options, calls the library, and prints."""


def main() -> None:
    """Run the command line."""
    # All imports are within, for Ctrl-C may come while they are made, and nothing was begun then.
    try:
        from annotate.cli.boundary import run
        from annotate.cli.commands import app

        run(app)
    except KeyboardInterrupt:
        import sys

        from annotate.signals import INTERRUPTED, STOPPED

        print(STOPPED, file=sys.stderr)
        sys.exit(INTERRUPTED)
