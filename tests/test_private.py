"""Files for their owner only; what earlier versions left open is closed."""

import os
import stat

from annotate.private import close, make_folder
from annotate.workspace import Workspace


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_what_others_could_read_or_enter_is_closed_and_stays_as_usable_for_its_owner(tmp_path):
    for name, before in (("open", 0o664), ("read-only", 0o444), ("closed", 0o600)):
        (tmp_path / name).write_text("")
        (tmp_path / name).chmod(before)
    (tmp_path / "folder").mkdir()
    close(tmp_path.iterdir())
    assert {path.name: mode(path) for path in tmp_path.iterdir()} == {
        "open": 0o600,
        "read-only": 0o400,
        "closed": 0o600,
        "folder": 0o700,
    }


def test_links_and_pipes_and_what_is_gone_stay_as_they_are(tmp_path):
    (tmp_path / "elsewhere").write_text("")
    (tmp_path / "elsewhere").chmod(0o644)
    (tmp_path / "link").symlink_to("elsewhere")
    os.mkfifo(tmp_path / "pipe", 0o644)
    close([tmp_path / "link", tmp_path / "pipe", tmp_path / "gone"])
    assert (mode(tmp_path / "elsewhere"), mode(tmp_path / "pipe")) == (0o644, 0o644)


def test_a_folder_that_is_there_keeps_its_permissions(tmp_path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    make_folder(tmp_path / "shared" / "work")
    assert (mode(tmp_path / "shared"), mode(tmp_path / "shared" / "work")) == (0o755, 0o700)


def test_a_workspace_knows_what_of_it_has_texts_addresses_or_names(tmp_path):
    files = Workspace(tmp_path)
    for path in (files.launch, files.codebook, files.raw / "adjudication" / "users.json", tmp_path / "launch.json.bak"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    assert {path.relative_to(tmp_path).as_posix() for path in files.private} == {
        "launch.json",
        "launch.json.bak",
        "raw",
        "raw/adjudication",
        "raw/adjudication/users.json",
    }
