"""A schema inferred from a labeling config of others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annotate.errors import WorkspaceError
from annotate.labelstudio.foreign.seen_config import merged, see_config
from annotate.labelstudio.foreign.seen_tasks import see_tasks
from annotate.schema import Schema, check_schema
from annotate.schema.draft import to_yaml

CONFIG = """<View>
  <Text name="text" value="$text"/>
  <Labels name="ner" toName="text">
    <Label value="SocialGroup" background="#ff0000"/><Label value="City" alias="STATE/PROVINCE"/>
  </Labels>
  <View visibleWhen="region-selected">
    <Choices name="Sure" toName="text" perRegion="true" whenLabelValue="SocialGroup, Nobody">
      <Choice value="low"/><Choice value="high"/>
    </Choices>
  </View>
  <Choices name="Kind" toName="text" perRegion="true" choice="multiple"><Choice value="x"/></Choices>
  <Choices name="Stance" toName="text" choice="single-radio">
    <View><Choice value="-1"/><Choice value="0"/><Choice value="1"/></View>
  </Choices>
  <Taxonomy name="Topics" toName="text"><Choice value="War"><Choice value="Other"/></Choice>
    <Choice value="Peace"><Choice value="Other"/><Choice value="Talks"/></Choice></Taxonomy>
  <Taxonomy name="Topic" toName="text" maxUsages="1"><Choice value="War"/></Taxonomy>
  <Choices name="Dynamic" toName="text" value="$options"/>
  <TextArea name="note" toName="text"/>
  <Rating name="stars" toName="text"/>
</View>"""


def inferred(folder: Path, xml: str | bytes = CONFIG) -> tuple[str, Schema | None]:
    text = to_yaml(see_config(xml, folder / "config.xml"))
    (folder / "s.yaml").write_text(text, encoding="utf-8")
    schema, problems = check_schema(folder / "s.yaml")
    assert problems == []
    return text, schema


def test_each_control_becomes_what_it_asks(tmp_path):
    text, schema = inferred(tmp_path)
    assert [(role.name, role.called) for role in schema.roles] == [
        ("social_group", ("SocialGroup",)),
        ("state_province", ("STATE/PROVINCE",)),
    ]
    assert {str(element.element): (element.level, schema.labels_of(element)) for element in schema.answerables} == {
        "question stance": ("ordinal", ("-1", "0", "1")),
        "question topics": ("set", ("War", "War/Other", "Peace", "Peace/Other", "Talks")),
        "question topic": ("nominal", ("War",)),
        "attribute sure on social_group": ("nominal", ("low", "high")),
        "attribute kind on social_group": ("set", ("x",)),
        "attribute kind on state_province": ("set", ("x",)),
    }
    assert [line for line in text.splitlines() if line.startswith("# Not read")] == [
        "# Not read: Dynamic (Choices that come with the tasks).",
        "# Not read: note (TextArea).",
        "# Not read: stars (Rating).",
    ]
    assert "time" not in re.sub("# Not read.*", "", text)


def test_what_a_project_asks_is_counted_in_what_was_answered_there():
    result = [{"id": "q", "type": "choices", "from_name": "Stance", "value": {"choices": ["1"]}}]
    task = {"id": 1, "data": {"text": "x"}, "annotations": [{"id": 1, "completed_by": 5, "result": result}]}
    draft = merged(see_config(CONFIG, "project 7"), see_tasks([task], Path("project 7")))
    assert draft.answers["Stance"].labels == {"-1": 0, "0": 0, "1": 1}
    assert draft.source == "project 7: 1 task, 1 annotation"


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        (CONFIG[:200], "config.xml:6 is not XML"),
        (b"\xff\xfe\x00<View>", "is not XML"),
        ("<View><Text name='text' value='$text'/></View>", "is not a labeling config: it has no controls"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><View/>", "has a document type"),
    ],
)
def test_what_is_no_labeling_config_is_called_so_with_its_place(tmp_path, xml, message):
    with pytest.raises(WorkspaceError, match=message):
        see_config(xml, tmp_path / "config.xml")
