"""Machines that fall asleep in the middle of a push: processes stand still while time and the network go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest
import yaml
from proxy import UP, Proxy
from study import SCHEMA_FILE, made_sentences

from annotate.labelstudio.server import application
from annotate.labelstudio.wire import client as client_module
from annotate.labelstudio.wire.tasks import task_assignment
from annotate.secrets import TOKEN_VARIABLE

pytestmark = pytest.mark.usefixtures("hurried")


def assert_exactly_once(study):
    for annotator in study.config.annotators:
        held = Counter(task_assignment(task).sentence for task in study.tasks(annotator.id))
        assert held == Counter(sentence.id for sentence in made_sentences(2))


def test_a_push_outlives_a_server_that_sleeps_while_tasks_are_on_their_way(study, server, monkeypatch):
    monkeypatch.setattr(client_module, "WRITE_SECONDS", 1)
    said = []

    def fall_asleep(line: str) -> None:
        said.append(line)
        if len(said) == 2:
            processes = application.running(server.workspace / "server/label-studio")
            for process in processes:
                process.suspend()
            threading.Timer(3, lambda: [process.resume() for process in processes]).start()

    study.push(progress=fall_asleep)
    assert any("did not answer in time" in line for line in said)
    assert_exactly_once(study)


@pytest.mark.parametrize("sent", [20_000, 60_000, 110_000])  # bytes, of 120 thousand
def test_a_push_outlives_the_sleep_of_its_own_machine(study, server, tmp_path, sent):
    proxy = Proxy(server.url)
    own = study.but(config=study.config.model_copy(update={"server": proxy.url, "schema_file": SCHEMA_FILE}))
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(own.config.model_dump(mode="json", by_alias=True)))
    push = [sys.executable, "-m", "annotate", "push", "--workspace", str(study.files.root), "--kinds", "prose"]
    environment = os.environ | {TOKEN_VARIABLE: server.admin.token}
    with subprocess.Popen(push, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as process:
        while proxy.passed[UP] < sent and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(signal.SIGSTOP)
        assert process.poll() is None, "it ended before it could fall asleep"
        proxy.break_all()
        time.sleep(1)
        process.send_signal(signal.SIGCONT)
        _, err = process.communicate()
    proxy.close()
    assert process.returncode == 0, err
    assert_exactly_once(study)
