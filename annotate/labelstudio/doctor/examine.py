"""Everything that can be looked at, in the order in which a user meets it; what is broken stops only what needs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotate.config import LOCAL, Config
from annotate.counting import count
from annotate.errors import AnnotateError, SchemaError, Unreachable
from annotate.labelstudio.doctor import local as here
from annotate.labelstudio.doctor.accounts import account_findings, launch_findings
from annotate.labelstudio.doctor.adjudication import adjudication_findings
from annotate.labelstudio.doctor.findings import Finding, noting
from annotate.labelstudio.doctor.installation import (
    guard_finding,
    look,
    public_findings,
    read_settings,
    rewound_finding,
    settings_findings,
)
from annotate.labelstudio.launch.checks import is_elsewhere
from annotate.labelstudio.launch.file import read_launch
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.pull.raw import pulled_until
from annotate.labelstudio.push.checklist import Case, checks
from annotate.labelstudio.push.choose import SendChoice
from annotate.labelstudio.server import credentials_path, status
from annotate.labelstudio.wire.client import Client, read_users
from annotate.labelstudio.wire.page import page_of
from annotate.project import Project
from annotate.schema import Schema, read_schema
from annotate.workspace import Workspace

_AGAIN = "correct that, then run `annotate doctor` again"


def examine(
    file: Path | None, workspace: Path | None, connection: Callable[[Config, Workspace], Client]
) -> list[Finding]:
    """Look at the configuration, the workspace and the server.

    Args:
        file: the configuration asked for, if not config.yaml.
        workspace: the workspace asked for, if not the configuration's.
        connection: opens the configured server, or raises what prevents it.
    """
    config, findings = here.config_findings(file, workspace)
    # Without a configuration, schema and workspace are looked for where they usually are.
    usual = config or Config(workspace=workspace.absolute() if workspace else Path("work"))
    files = Workspace(usual.workspace_path)
    schema: Schema | None = None
    with noting(findings, "schema"):
        if not usual.schema_path.exists():
            raise SchemaError(f"{usual.schema_path} is not there", "`annotate init` writes schemas to start from")
        schema = read_schema(usual.schema_path)
        actors = count(len(schema.actor_ids), "actor")
        sentence = f"{usual.schema_path}: {schema.name} version {schema.version}, {actors}"
        findings.append(Finding("schema", "ok", sentence))
    findings += here.workspace_findings(files, schema)
    findings += here.credentials_findings(credentials_path(files.root))
    findings.append(here.disk_finding(files.root))
    launch: Launch | None = None
    launch_is_readable = False
    with noting(findings, "launch"):
        launch = read_launch(files.launch)
        launch_is_readable = True
        if launch is None:
            findings.append(Finding("launch", "ok", "nothing was pushed from this workspace yet"))
    sentences = here.sentences_of(files)
    if launch:
        findings += here.lost_findings(files, launch, sentences)
    if config is None:
        findings.append(Finding("server", "unknown", "no configuration says which server to look at", _AGAIN))
        return findings
    client, reached = _connect(config, files, launch, connection)
    findings += reached
    if schema and launch_is_readable:
        case = Case(Project(config, files, schema), launch, sentences, SendChoice() if sentences else None, client)
        findings += _checked(case)
    if client is None:
        return findings
    with noting(findings, "database"):
        findings += settings_findings(read_settings(client))
    with noting(findings, "guard"):
        findings.append(guard_finding(client))
    page = (
        page_of(schema, linked=launch.page == "linked")
        if schema and launch and launch.answers == schema.answer_space
        else None
    )
    with noting(findings, "projects"):
        users = read_users(client)
        if launch or config.server != LOCAL:  # the first push to a local server makes the accounts
            findings += account_findings(config.annotators, users)
        if not launch_is_readable:
            findings.append(Finding("projects", "unknown", "launch.json does not say which are yours", _AGAIN))
        elif launch is None or not is_elsewhere(launch, client):
            findings += launch_findings(client, config, launch, page, users)
    if schema:
        with noting(findings, "adjudication"):
            findings += adjudication_findings(client, Project(config, files, schema), read_users(client))
    return findings


def _checked(case: Case) -> list[Finding]:
    """What a push would be refused for."""
    findings: list[Finding] = []
    for subject, refuse in checks(case):
        with noting(findings, subject):
            refuse()
    return findings


def _connect(
    config: Config, files: Workspace, launch: Launch | None, connection: Callable[[Config, Workspace], Client]
) -> tuple[Client | None, list[Finding]]:
    """A conversation with the server, if it can be had, and what can be said of the server."""
    findings: list[Finding] = []
    with noting(findings, "server"):
        url = _address(config, files)
        seen = look(url)
        findings.append(Finding("server", "ok", f"answers at {url}"))
        findings += public_findings(seen)
        moments = [pulled_until(files.raw, project.project) for project in (launch.projects if launch else ())]
        findings += rewound_finding(seen.server_time, [moment for moment in moments if moment])
    if findings[0].state != "ok":
        sentence = "version, clock, token, database, sign-up, accounts and projects could not be looked at"
        return None, [*findings, Finding("the rest", "unknown", sentence, _AGAIN)]
    try:
        client = connection(config, files)
    except AnnotateError as error:
        findings.append(Finding("token", "problem", error.message, error.hint))
        sentence = "database, accounts and projects could not be looked at"
        return None, [*findings, Finding("the rest", "unknown", sentence, _AGAIN)]
    return client, [*findings, Finding("token", "ok", f"accepted, of {client.email}")]


def _address(config: Config, files: Workspace) -> str:
    if config.server != LOCAL:
        return config.server
    info = status(files.root)
    if not info.running:
        raise Unreachable(info.problem, "`annotate server start` starts it")
    return info.url
