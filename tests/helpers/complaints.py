"""What a command that failed said to its user."""


def complaint(done) -> tuple[str, str]:
    """The message and the hint, when that is all that was said and the exit code is 1."""
    assert done.code == 1, done
    message, hint = done.err.splitlines()[-2:]
    assert message.startswith("annotate: ")
    assert hint.startswith("hint: ")
    assert "Traceback" not in done.err
    return message.removeprefix("annotate: "), hint.removeprefix("hint: ")
