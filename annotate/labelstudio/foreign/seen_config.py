"""What a labeling config of others asks, for a schema to start from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from annotate.errors import WorkspaceError
from annotate.labelstudio.foreign.seen_tasks import called_by_path
from annotate.schema.draft import WHOLE_TEXT, Draft

_HINT = "give the labeling config as Label Studio shows it under Settings, Labeling Interface, Code"
_XML = ElementTree.Element


def see_config(xml: str | bytes, source: Path | str) -> Draft:
    """What a labeling config offers: its labels, choices and lists.

    Raises:
        WorkspaceError: it is not XML, or has no controls.
    """
    text = xml if isinstance(xml, str) else xml.decode("utf-8", "replace")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise WorkspaceError(f"{source} has a document type, which no labeling config has", _HINT)
    try:
        root = ElementTree.fromstring(xml)
    except ElementTree.ParseError as error:
        line = f":{error.position[0]}" if error.position else ""
        raise WorkspaceError(f"{source}{line} is not XML: {error}", _HINT) from error
    draft = Draft(str(source), Path(source).stem)
    controls = [tag for tag in root.iter() if tag.get("name") and tag.get("toName")]
    for tag in (tag for tag in controls if tag.tag == "Labels"):
        _see_labels(tag, draft)
    for tag in controls:
        if tag.tag in ("Choices", "Taxonomy"):
            _see_answers(tag, draft)
        elif tag.tag != "Labels":
            draft.unread[tag.get("name", ""), tag.tag] = 0
    if not controls:
        raise WorkspaceError(f"{source} is not a labeling config: it has no controls", _HINT)
    return draft


def merged(asked: Draft, given: Draft) -> Draft:
    """What is asked, with how often it was given, and what was given that is not asked any more."""
    draft = Draft(given.source, asked.name, asked.controls | given.controls, links=given.links, unread=given.unread)
    draft.spans.update(dict.fromkeys([*asked.spans, *given.spans], 0))
    draft.spans.update(given.spans)
    for control in {**asked.answers, **given.answers}:
        answer = draft.answer(control)
        for one in (asked.answers.get(control), given.answers.get(control)):
            if one:
                answer.several = answer.several or one.several
                answer.on |= one.on
                answer.labels.update(one.labels)
    return draft


def _see_labels(tag: _XML, draft: Draft) -> None:
    names = [name for label in tag.iter("Label") if (name := _name(label))]
    if not names:
        draft.unread[tag.get("name", ""), "Labels that come with the tasks"] = 0
        return
    draft.controls[tag.get("name", "")] = None
    draft.spans.update(dict.fromkeys(names, 0))


def _see_answers(tag: _XML, draft: Draft) -> None:
    paths = list(_paths(tag, ())) if tag.tag == "Taxonomy" else [(_name(choice),) for choice in tag.iter("Choice")]
    paths = [path for path in paths if all(path)]
    if not paths:
        draft.unread[tag.get("name", ""), f"{tag.tag} that come with the tasks"] = 0
        return
    answer = draft.answer(tag.get("name", ""))
    labels = called_by_path(Counter(dict.fromkeys(paths, 1)))
    answer.labels.update(dict.fromkeys(labels, 0))
    is_list = tag.tag == "Taxonomy" and tag.get("maxUsages") != "1"
    answer.several = is_list or tag.get("choice") == "multiple"
    if tag.get("perRegion", "").lower() == "true":
        named = [label.strip() for label in tag.get("whenLabelValue", "").split(",")]
        answer.on |= dict.fromkeys([label for label in named if label in draft.spans] or draft.spans)
    else:
        answer.on[WHOLE_TEXT] = None


def _paths(tag: _XML, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The paths to all choices of a list, those of its groups too."""
    for choice in tag.findall("Choice"):
        path = (*above, _name(choice))
        yield path
        yield from _paths(choice, path)


def _name(tag: _XML) -> str:
    """What results carry for a label or a choice; nothing where the tasks bring it."""
    name = tag.get("alias") or tag.get("value") or ""
    return "" if name.startswith("$") else name
