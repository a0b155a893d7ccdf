"""Tables in object storage, on a server of its own process that speaks S3."""

import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from socket import socket
from typing import Any

import boto3
import pyarrow
import pytest
from pyarrow import parquet

from annotate.corpus import Article, Sentence, read_articles, split_article
from annotate.corpus.scale import ArticleTables, scaled_sentences, write_scaled
from annotate.corpus.scale.folder import whole_folder
from annotate.errors import CorpusError

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.usefixtures("closing_what_daft_leaves_open"),
]

SEEDS = Path(__file__).parents[3] / "seeds"
ARTICLES = [Article(seed.id, seed.text, {"source": "Kompas"}) for seed in read_articles([SEEDS])]
EXPECTED = [sentence for article in ARTICLES for sentence in split_article(article)]
SERVER = """
import sys
from moto.server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print("http://%s:%s" % server.get_host_and_port(), flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the server is; the environment says so too, as a user's would."""
    command = [sys.executable, "-W", "ignore", "-c", SERVER]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        found = server.stdout.readline().strip()
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("AWS_ENDPOINT_URL", found)
            environment.setenv("AWS_REGION", "us-east-1")
            environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
            environment.setenv("AWS_ACCESS_KEY_ID", "someone")
            environment.setenv("AWS_SECRET_ACCESS_KEY", "secret")
            yield found


@pytest.fixture(scope="module")
def bucket(address: str) -> Any:
    """The bucket `news`, which holds the seeds twice: as JSON Lines and as Parquet."""
    bucket = boto3.resource("s3").create_bucket(Bucket="news")
    rows = [{"id": article.id, "text": article.text, **article.metadata} for article in ARTICLES]
    for number, row in enumerate(rows):
        bucket.put_object(Key=f"in/{number}.jsonl", Body=json.dumps(row).encode() + b"\n")
    table = BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), table)
    bucket.put_object(Key="in/all.parquet", Body=table.getvalue())
    return bucket


def written(bucket: Any, folder: str, form: str) -> list[dict[str, Any]]:
    """The rows of every file under a folder of the bucket."""
    rows: list[dict[str, Any]] = []
    for file in bucket.objects.filter(Prefix=f"{folder}/"):
        content = file.get()["Body"].read()
        rows += (
            map(json.loads, content.splitlines())
            if form == "jsonl"
            else parquet.read_table(BytesIO(content)).to_pylist()
        )
    return rows


def by_id(sentences: list[Sentence]) -> list[Sentence]:
    return sorted(sentences, key=lambda sentence: sentence.id)


@pytest.mark.parametrize("pattern", ["s3://news/in/*.jsonl", "s3://news/in/*.parquet"])
def test_tables_are_read_from_object_storage(bucket: Any, pattern: str):
    assert by_id(list(scaled_sentences(ArticleTables([pattern])))) == by_id(EXPECTED)


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_sentences_are_written_to_object_storage(bucket: Any, form: str):
    write_scaled(f"s3://news/{form}", ArticleTables(["s3://news/in/all.parquet"]), form=form)
    found = sorted(written(bucket, form, form), key=lambda row: row["id"])
    assert found == [json.loads(json.dumps(sentence.to_row())) for sentence in by_id(EXPECTED)]


def test_a_folder_that_holds_files_is_not_added_to(bucket: Any):
    bucket.put_object(Key="full/part-0.parquet", Body=b"x")
    with pytest.raises(CorpusError) as caught:
        write_scaled("s3://news/full", ArticleTables(["s3://news/in/all.parquet"]))
    assert "s3://news/full is not empty" in caught.value.message
    assert [file.key for file in bucket.objects.filter(Prefix="full/")] == ["full/part-0.parquet"]


def test_what_was_written_before_it_failed_is_deleted(bucket: Any):
    with pytest.raises(KeyError), whole_folder("s3://news/half") as folder:
        assert folder == "s3://news/half"
        bucket.put_object(Key="half/deep/part-0.parquet", Body=b"x")
        bucket.put_object(Key="half-not/part-0.parquet", Body=b"x")
        raise KeyError
    assert [file.key for file in bucket.objects.filter(Prefix="half")] == ["half-not/part-0.parquet"]


def test_a_missing_table_is_named(bucket: Any):
    with pytest.raises(CorpusError) as caught:
        list(scaled_sentences(ArticleTables(["s3://news/nothing.jsonl"])))
    assert caught.value.message == "s3://news/nothing.jsonl does not exist"


def test_a_missing_bucket_is_an_error(bucket: Any):
    with pytest.raises(CorpusError) as caught:
        write_scaled("s3://nobody/out", ArticleTables(["s3://news/in/all.parquet"]))
    assert "bucket" in caught.value.hint


def test_a_server_that_does_not_answer_is_an_error_with_what_to_check(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    with socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{closed.getsockname()[1]}")
        command = [sys.executable, "-m", "annotate", "split", "--engine", "daft", "s3://news/in/all.parquet"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "annotate: object storage cannot be used" in done.stderr
    assert "AWS_ENDPOINT_URL" in done.stderr.splitlines()[-1]
