"""The command line: each command parses its options, calls the library, and prints.

commands     all commands, under one name: a module or a folder for each
init, schema, schema_infer, split, server, push, pull, status, actors   up to the annotations
agreement, gold, adjudicate, export, network, report                    from there on
demo, doctor
boundary     the one place where errors become messages and exit codes
options      options that many commands share; records_files: those of `--records`
connection   which server, and with whose token
push_plan    what `push --dry-run` prints
look_again, noticed   what pull and status say to a person
table, streams        tables that fit the terminal; what stdout and stderr let through
"""


def main() -> None:
    """Run the command line."""
    # All imports are inside, because Ctrl-C may come while they are made: nothing was begun then.
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
