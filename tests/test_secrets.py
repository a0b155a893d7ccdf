"""What other programs' sentences may hold never stays in an error."""

import pytest

from annotate.errors import Unauthorized, Unreachable
from annotate.labelstudio.wire.client import connect
from annotate.secrets import TOKEN_VARIABLE, without_secrets

TOKEN = "0123456789abcdef0123456789abcdef01234567"
PERSONAL = "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoi.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (f"Illegal header value b'Token {TOKEN}'", "Illegal header value b'Token …'"),
        (f"Illegal header value b'Bearer {PERSONAL}\\n'", "Illegal header value b'Bearer …\\n'"),
        ("cannot open postgresql://ani:p@ss:wo/rd@host/name", "cannot open postgresql://ani:…@host/name"),
        ("proxy http://:secret@proxy:8080 refused", "proxy http://:…@proxy:8080 refused"),
        ("host=/tmp password=secret dbname=a", "host=/tmp password=… dbname=a"),
        ("postgresql://host/name?user=ani&password=secret&port=1", "postgresql://host/name?user=ani&password=…&port=1"),
    ],
)
def test_an_error_keeps_no_secret_of_the_text_it_was_given(monkeypatch, said, shown):
    monkeypatch.setenv(TOKEN_VARIABLE, f"{TOKEN}\n")
    error = Unreachable(said, said)
    assert (error.message, error.hint, str(error)) == (shown, shown, shown)


@pytest.mark.parametrize("said", ["http://127.0.0.1:8080/ and ani@example.org", "12:30 ani@example.org", "a: x"])
def test_addresses_without_a_password_stay(monkeypatch, said):
    monkeypatch.setenv(TOKEN_VARIABLE, "x")
    assert without_secrets(said) == said


def test_a_short_password_is_hidden_as_a_word_and_not_in_other_words(monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "pass")
    assert without_secrets("password 'pass' refused, passing on pass") == "password '…' refused, passing on …"


@pytest.mark.parametrize("token", ["", " \n", f"{TOKEN}\n{TOKEN}", f"{TOKEN}\x1b", "tökén-of-somebody", "a token"])
def test_what_cannot_be_a_token_is_refused_before_it_is_sent_and_not_shown(token):
    with pytest.raises(Unauthorized, match="has characters that no token has") as refused:
        connect("http://127.0.0.1:9", token)
    assert not token.strip() or token.strip() not in f"{refused.value.message} {refused.value.hint}"


@pytest.mark.parametrize("end", ["\n", "\r\n", " "])
def test_white_space_around_a_token_is_left_out(end):
    with pytest.raises(Unreachable, match="no Label Studio answers"):
        connect("http://127.0.0.1:9", f"{TOKEN}{end}")
