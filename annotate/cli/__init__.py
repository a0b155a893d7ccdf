"""The command line: each command parses its options, calls the library, and prints."""


def main() -> None:
    """Run the command line."""
    # All imports are within, for Ctrl-C may come while they are made, and nothing was begun then.
    try:
        from annotate.cli.boundary import run
        from annotate.cli.commands import app

        run(app)
    except (KeyboardInterrupt, RuntimeError) as error:
        # Python 3.11 makes a RuntimeError of a Ctrl-C that comes while a class gives its attributes their names.
        if isinstance(error, RuntimeError) and not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        import sys

        from annotate.signals import INTERRUPTED, STOPPED

        print(STOPPED, file=sys.stderr)
        sys.exit(INTERRUPTED)
