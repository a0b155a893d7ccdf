"""Records written for tests: claims about one sentence, by anybody."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from annotate.schema import Record, Schema, read_schema, record_model

settings.register_profile("without time limits", deadline=None)
settings.load_profile("without time limits")

TEXT = "Rusia menolak jaminan keamanan NATO untuk Ukraina, kata Peskov."


@pytest.fixture(scope="session")
def schema() -> Schema:
    return read_schema(Path(__file__).parents[2] / "schemas" / "claim_stance.yaml")


def span(words: str, actor: str | None = None) -> dict[str, Any]:
    start = TEXT.index(words)
    place = {"start": start, "end": start + len(words), "text": words}
    return place | ({"actor": actor} if actor else {})


@pytest.fixture(scope="session")
def claim() -> Callable[..., dict[str, Any]]:
    """Write a claim: the head's words, then claimant words and attributes."""

    def write(head: str = "jaminan keamanan", claimant: str = "Rusia", **attributes: Any) -> dict[str, Any]:
        roles = {"guarantee": span(head), "claimant": [span(claimant, "russia")] if claimant else []}
        return roles | {"act": "refuse", "stance": "oppose"} | attributes

    return write


@pytest.fixture(scope="session")
def annotated(schema: Schema) -> Callable[..., Record]:
    """Write a record: annotator, number of the sentence, and claims; `claims=None` skips the sentence."""
    model = record_model(schema)

    def write(annotator: str, sentence: int, claims: list[Any] | None = (), article: str = "a", **more: Any) -> Record:
        start = sentence * 100
        row: dict[str, Any] = {
            "sentence_id": f"{article}:{start}-{start + len(TEXT)}",
            "article_id": article,
            "annotator": annotator,
            "schema": {"name": schema.name, "version": schema.version, "digest": schema.digest},
        }
        if claims is None:
            return model.model_validate(row | {"status": "skipped"} | more)
        answer = {"has_claim": "yes" if claims else "no", "claims": list(claims), "status": "submitted"}
        return model.model_validate(row | answer | more, context={"sentence": TEXT})

    return write
