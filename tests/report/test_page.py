"""The report of a project, at any stage: its numbers are those of the files, and it names nobody if it must not."""

import gzip
import json
import re
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest
from reporting import report_of, rows_of

from annotate import report
from annotate.agreement import align_records
from annotate.agreement.diagnosis.apart import sentence_costs
from annotate.config import About
from annotate.errors import WorkspaceError
from annotate.json_files import write_jsonl


def test_before_anything_is_done_every_part_says_what_is_missing(project):
    for file in (project.files.gold, project.files.annotations, project.files.sentences):
        file.unlink()
    page, data = report_of(project)
    assert set(data) == {"figures"}
    for sentence in (
        "not pulled yet",
        "Nothing is annotated yet",
        "There is no gold yet",
        "Nothing is adjudicated yet",
    ):
        assert sentence in page


def test_one_annotator_without_gold_has_sentences_and_no_agreement(project):
    lines = project.files.annotations.read_text().splitlines(keepends=True)
    project.files.annotations.write_text("".join(line for line in lines if '"annotator":"ani"' in line))
    project.files.gold.unlink()
    page, data = report_of(project)
    assert data["sentences"]["annotators"] == ["ani"]
    assert {row["value"] for row in rows_of(data, "agreement")} == {None}
    assert "There is no gold yet" in page


def test_sentences_come_by_what_they_cost_and_have_everybodys_spans(whole):
    project, _, data = whole
    records = [*project.records()]
    costs = sentence_costs(align_records(records, project.schema))
    sentences = data["sentences"]
    shown = sentences["sentences"]
    assert shown["cost"] == sorted(shown["cost"], reverse=True)
    assert dict(zip(shown["id"], shown["cost"], strict=True)) == {
        sentence: round(1e6 * costs.get(sentence, 0)) for sentence in shown["id"]
    }
    people = sum(
        sentences["annotators"][number] != sentences["gold"] for number in sentences["annotations"]["annotator"]
    )
    assert people == len(records)
    claims = sum(len(record.claims) + bool(record.unlinked) for record in records)
    of_gold = sum(len(json.loads(line)["claims"]) for line in project.files.gold.read_text().splitlines())
    assert len(sentences["claims"]["number"]) == claims + of_gold


def test_a_sentence_has_what_comes_before_and_after_it_in_its_article(whole):
    project, _, data = whole
    shown, texts = data["sentences"]["sentences"], data["sentences"]["texts"]
    around = {sentence.id: (sentence.before, sentence.text, sentence.after) for sentence in project.sentences()}
    for row, sentence in enumerate(shown["id"]):
        before, text, after = around[sentence]
        assert texts[shown["text"][row]] == text
        assert texts[shown["before"][row]] == (before[-1] if before else "")
        assert texts[shown["after"][row]] == (after[0] if after else "")


def test_libraries_are_in_the_page_as_they_were_published_with_their_licences(whole):
    page = whole[1]
    vendor = Path(report.__file__).parent / "vendor"
    packed = re.findall(r'(?s)<!--\n(.*?)-->\n<script type="text/plain" class="library">([^<]*)<', page)
    assert [gzip.decompress(b64decode(text)) for _, text in packed] == [
        (vendor / name).read_bytes() for name in ("d3.min.js", "plot.umd.min.js")
    ]
    assert all("Permission to use, copy, modify" in licence for licence, _ in packed)


def test_gold_of_another_schema_is_refused(project):
    row = json.loads(project.files.gold.read_text().splitlines()[0])
    row["schema"] |= {"name": "other", "digest": "0" * 16}
    write_jsonl(project.files.gold, [row])
    with pytest.raises(WorkspaceError, match="other"):
        report_of(project)


@pytest.mark.parametrize("line", ["{", "[]", '{"status": "majority"}', '{"sentence_id": ["x"]}'])
def test_a_broken_line_of_gold_is_named(project, line):
    project.files.gold.write_text(line + "\n")
    with pytest.raises(WorkspaceError, match=r"gold\.jsonl:1"):
        report_of(project)


def test_an_anonymous_report_names_nobody_and_no_address(project):
    about = About(contact="ani@example.org", citation="Ani (2026)", pay="by the hour")
    config = project.config.model_copy(update={"about": about})
    page, data = report_of(replace(project, config=config), is_anonymous=True)
    text = json.dumps(data) + re.sub(r'(?s)<script.*?</script>|<div class="codebook".*?</div>', "", page)
    for word in ("ani", "budi", "citra", "127.0.0.1", "example.org"):
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE), word
    assert {"A", "B", "C"} < set(data["sentences"]["annotators"])
    assert "by the hour" in page


def test_a_report_without_texts_has_places_and_no_words(project):
    page, data = report_of(project, has_texts=False)
    assert data["sentences"]["texts"] == [""]
    assert data["sentences"]["spans"]["end"]
    everything = page + json.dumps(data, ensure_ascii=False)
    long = [sentence.text for sentence in project.sentences() if len(sentence.text) > 60]
    unknown = {
        span.text.casefold()
        for record in project.records()
        for claim in record.claims
        for span in claim.claimant
        if not span.actor and len(span.text) > 12
    }
    assert unknown
    assert [words for words in unknown if words in json.dumps(data, ensure_ascii=False).casefold()] == []
    # The codebook quotes some of the articles by itself.
    codebook = page[page.index('<div class="codebook"') :]
    assert [text for text in long if text in everything and text not in codebook] == []


def test_the_same_files_give_the_same_bytes(whole):
    project, page, _ = whole
    assert report_of(project)[0] == page


def test_the_report_of_the_seeds_is_small(whole):
    assert len(whole[1].encode()) < 500_000
