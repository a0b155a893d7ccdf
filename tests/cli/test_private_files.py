"""What commands leave in the workspace is for its owner only."""

import json
import stat

from exported import task


def open_to_others(folder):
    paths = (path for path in folder.rglob("*") if stat.S_IMODE(path.lstat().st_mode) & 0o077)
    # A folder that is closed closes what is in it.
    return {
        path.relative_to(folder).as_posix()
        for path in paths
        if all(stat.S_IMODE(above.stat().st_mode) & 0o077 for above in path.parents if folder in above.parents)
    }


def run_all(annotate, tmp_path):
    assert annotate("init").code == 0
    (tmp_path / "article.txt").write_text("Rusia menuntut jaminan keamanan dari NATO.\n")
    text = "Rusia menuntut jaminan keamanan dari NATO."
    answers = [task(1, text), task(2, text)]
    answers[1]["annotations"][0]["completed_by"] = 6
    (tmp_path / "export.json").write_text(json.dumps(answers))
    commands = (
        "split article.txt",
        "pull --from export.json",
        "agreement",
        "gold",
        "export csv",
        "export brat",
        "export csv --output out.csv",
        "schema codebook",
        "report",
    )
    for command in commands:
        done = annotate(*command.split())
        assert done.code == 0, (command, done)


def test_nothing_but_the_codebook_is_open_to_other_users(annotate, tmp_path):
    (tmp_path / "work").mkdir()
    run_all(annotate, tmp_path)
    assert {path.name for path in (tmp_path / "work").iterdir()} >= {"gold.jsonl", "report.html", "agreement.json"}
    assert open_to_others(tmp_path / "work") == {"codebook.html"}
    assert (tmp_path / "out.csv").stat().st_mode == (tmp_path / "config.yaml").stat().st_mode


def test_what_an_earlier_version_left_open_is_closed_by_the_next_command(annotate, tmp_path):
    run_all(annotate, tmp_path)
    for path in (tmp_path / "work", *(tmp_path / "work").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert annotate("gold").code == 0
    assert open_to_others(tmp_path / "work") == {"codebook.html"}
