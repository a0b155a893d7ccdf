"""A whole launch: accounts for the annotators, then the push of the chosen sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from annotate.config import LOCAL, Annotator, Config
from annotate.corpus import Kind, read_sentences
from annotate.labelstudio.launch.checks import refuse_renamed
from annotate.labelstudio.launch.file import read_launch
from annotate.labelstudio.push.choose import of_kinds, other_kinds
from annotate.labelstudio.push.push import Pushed, push
from annotate.labelstudio.server import credentials_path, ensure_accounts
from annotate.labelstudio.wire.client import Client, get_json, read_users
from annotate.schema import Schema
from annotate.workspace import Workspace


class Launched(NamedTuple):
    """What a launch did, where the passwords are (local server), and who must be invited (a server of one's own).

    `not_sent` counts the sentences of other kinds than were chosen.
    """

    pushed: list[Pushed]
    credentials: Path | None
    missing: tuple[str, ...]
    invitation: str
    not_sent: Counter[Kind]


def launch_project(
    client: Client,
    config: Config,
    files: Workspace,
    schema: Schema,
    kinds: Sequence[Kind],
    *,
    calibration_only: bool = False,
    migrate: bool = False,
    progress: Callable[[str], None] = lambda line: None,
) -> Launched:
    """Make the accounts that are missing and push the sentences of the chosen kinds.

    Raises:
        ConfigError: nobody to send to, or somebody of the launch has another id.
        CorpusError: no sentence is of these kinds.
    """
    sentences = list(read_sentences(files.sentences))
    of_kinds(sentences, kinds)  # before accounts are made
    if launched := read_launch(files.launch):
        refuse_renamed(launched, config.annotators)
    credentials = None
    missing: tuple[str, ...] = ()
    invitation = ""
    if config.server == LOCAL:
        credentials = credentials_path(files.root)
        ensure_accounts(credentials, [(annotator.id, annotator.email) for annotator in config.annotators])
    else:
        missing = _missing(client, config.annotators)
        if missing:
            answer = get_json(client, "api/invite", {})
            invitation = f"{client.url.rstrip('/')}{answer.get('invite_url', '')}"
    pushed = push(
        client,
        files.launch,
        config,
        sentences,
        schema,
        kinds=kinds,
        calibration_only=calibration_only,
        migrate=migrate,
        progress=progress,
    )
    return Launched(pushed, credentials, missing, invitation, other_kinds(sentences, kinds))


def _missing(client: Client, annotators: Sequence[Annotator]) -> tuple[str, ...]:
    present = read_users(client).values()
    return tuple(annotator.email for annotator in annotators if annotator.email not in present)
