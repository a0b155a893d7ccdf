"""The methods paragraph of a paper, and the references it cites."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from annotate import __version__
from annotate.agreement.diagnosis.references import REFERENCES
from annotate.agreement.elements.measurements import Measurement
from annotate.agreement.elements.units import ElementKind
from annotate.agreement.results.intervals import FEW
from annotate.agreement.results.names import named
from annotate.agreement.results.recipe import Recipe
from annotate.counting import count

ALT_TEST = "calderon2025"
_INTERVALS, _SKEW = "efron1993", "johnson1978"
_SCALES = {"log": "−log(1 − value) for coefficients", "logit": "the logit for F1 and shares"}


def methods(rows: Sequence[Measurement]) -> str:
    """A paragraph in English with the measures, their numbers and intervals, and citations by key.

    Args:
        rows: what `measure` or `measure_table` returned; rows of parts are left out.
    """
    told = _reported(rows)
    defined = [row for row in told if row.agreement.value is not None]
    undefined = sorted({f"{row.element} ({row.agreement.reason})" for row in told if row.agreement.value is None})
    used = {_words(row): named(row.agreement.measure).source for row in defined}
    names = _listed([f"{words} [@{source}]" for words, source in used.items()])
    by = f", by {names}" if names else ""
    sentences = [
        _measured(defined, by),
        _missing({row.kind for row in rows}),
        _left_empty(defined),
        _definitions(defined),
        _pairs_of_sentences(defined),
        f"{_intervals(defined)} Annotators are held fixed.",
        f"Results: {'; '.join(map(_result, defined))}." if defined else "No measure is defined on these data.",
        _small(defined),
        _caveats(defined),
        f"Undefined: {'; '.join(undefined)}." if undefined else "",
        f"Computed with annotate {__version__}.",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _measured(rows: Sequence[Measurement], by: str) -> str:
    """What was measured, with the smallest and the largest number of everything."""
    if not rows:
        return ""
    annotators = _span_of([row.agreement.annotators for row in rows], "annotator")
    units = _span_of([row.agreement.units for row in rows], "unit")
    articles = [row.articles for row in rows if row.articles]
    clusters = f" of {_span_of(articles, 'article')}" if articles else ""
    return f"Agreement among {annotators} was measured on {units}{clusters} that two or more of them judged{by}."


def bibtex(rows: Sequence[Measurement], *more: str) -> str:
    """BibTeX entries of what the paragraph on `rows` cites, or of every measure in them if they are of parts.

    `more` are keys of other entries.
    """
    defined = [row for row in _reported(rows) or rows if row.agreement.value is not None]
    keys = {named(row.agreement.measure).source for row in defined} | set(more)
    if any(row.agreement.interval for row in defined):
        keys.add(_INTERVALS)
    if any(map(_is_skew, defined)):
        keys.add(_SKEW)
    return "\n\n".join(REFERENCES[key] for key in sorted(keys - {""})) + "\n"


def _reported(rows: Sequence[Measurement]) -> list[Measurement]:
    """The rows that a paragraph reports: whole claims without their roles, and boundaries without values."""
    return [
        row
        for row in sorted(rows, key=lambda row: row.kind == "claim")
        if not row.by
        and named(row.agreement.measure).reported
        and (row.kind, row.agreement.measure) != ("attribute", "unitizing_alpha")
    ]


def _missing(kinds: AbstractSet[ElementKind]) -> str:
    """What counts as missing, and what the attributes of claims are measured on."""
    if kinds <= {"variable"}:
        return "Missing judgements are left out."
    empty = "; sentences submitted without a claim count as such" if "claim" in kinds else ""
    aligned = "Attributes of a claim are measured on claims that two annotators marked, aligned by overlapping heads."
    return f"Skipped sentences are missing{empty}.{f' {aligned}' if 'attribute' in kinds else ''}"


def _left_empty(rows: Sequence[Measurement]) -> str:
    """That no answer to an optional question is an answer, where there is such a question."""
    if not any(_setting(row, "no-answer") for row in rows):
        return ""
    return "Where a question may be left empty, no answer is a category of its own, and counts."


def _definitions(rows: Sequence[Measurement]) -> str:
    """What each measure is, and what a claim is weighted by."""
    measures = dict.fromkeys(row.agreement.measure for row in rows)
    told = [f"{named(each).words} is {named(each).definition}" for each in measures if named(each).definition]
    weights = {weights for row in rows if (weights := _setting(row, "weights"))}
    weighed = f"In soft F1 some parts of a claim weigh more: {_listed(sorted(weights))}." if weights else ""
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}. {weighed}".strip() if told else ""


def _intervals(rows: Sequence[Measurement]) -> str:
    """How intervals were made; where in several ways, which results have which."""
    made: dict[str, list[str]] = {}
    for row in rows:
        if row.agreement.interval and row.agreement.recipe:
            made.setdefault(_way(row.agreement.recipe), []).append(_title(row))
    without = [_title(row) for row in rows if not row.agreement.interval]
    if not made:
        return "No intervals are given."
    first, *others = made
    ways = "; ".join([first, *(f"for {_listed(made[way])}, from {way}" for way in others)])
    why = ", since sentences cluster" if "over articles" in first else ""
    last = f" No interval is given for {_listed(without)}." if without else ""
    scales = f" They are symmetric on the scale of {_listed(sorted(_scales(rows)))}." if _scales(rows) else ""
    few = (
        " Degrees of freedom count the articles that bear on a value." if any("articles" in way for way in made) else ""
    )
    skew = f" Upper bounds are corrected for skew [@{_SKEW}]." if any(map(_is_skew, rows)) else ""
    return f"Intervals are 95 % intervals from {ways} [@{_INTERVALS}]{why}.{few}{scales}{skew}{last}"


def _is_skew(row: Measurement) -> bool:
    """Whether an upper bound is corrected for skew."""
    recipe = row.agreement.recipe
    return bool(row.agreement.interval and recipe and "skew" in recipe.resampling)


def _scales(rows: Sequence[Measurement]) -> set[str]:
    """On which scales the intervals lie evenly around their values."""
    recipes = (row.agreement.recipe for row in rows if row.agreement.interval)
    names = {recipe.resampling.get("scale") for recipe in recipes if recipe}
    return {words for name, words in _SCALES.items() if name in names}


def _way(recipe: Recipe) -> str:
    how = recipe.resampling
    if "jackknife-t" not in how:
        return f"a percentile bootstrap over {how['resample']}s ({how['b']} resamples, seed {how['seed']})"
    jackknife = f"the jackknife with Student's t over {how['resample']}s"
    if "bootstrap-t" not in how:
        return jackknife
    drawn = f"{how['bootstrap-t']} resamples, seed {how['seed']}"
    return f"{jackknife} or the studentised bootstrap ({drawn}), whichever is wider"


def _setting(row: Measurement, name: str) -> str:
    recipe = row.agreement.recipe
    return str(recipe.settings.get(name, "")) if recipe else ""


def _pairs_of_sentences(rows: Sequence[Measurement]) -> str:
    """From which pairs of judgements the chance of alpha on sentences was taken."""
    for row in rows:
        pairs = _setting(row, "pairs")
        if pairs == "all":
            return "Chance on sentences is taken from all pairs of judgements on different sentences."
        if pairs:
            drawn = f"{pairs} random pairs of judgements on different sentences (seed {_setting(row, 'pairs-seed')})"
            return f"Chance on sentences is estimated from {drawn}."
    return ""


def _small(rows: Sequence[Measurement]) -> str:
    """The warning that units are few, and where; of articles, the notes say it."""
    few = {_name(row): row.agreement.units for row in rows if row.agreement.units < FEW}
    told = _listed([f"{name} ({units})" for name, units in few.items()])
    return f"Numbers are small: fewer than {FEW} units for {told}." if few else ""


def _caveats(rows: Sequence[Measurement]) -> str:
    """What to keep in mind of the numbers printed, each thing once."""
    about: dict[str, list[str]] = {}
    for row in rows:
        for note in row.agreement.notes:
            about.setdefault(note, []).append(_title(row))
    # Under the titles of all results nobody would find those of a few.
    told = [
        f"{note} ({'all' if len(titles) == len(rows) > 1 else '; '.join(titles)})" for note, titles in about.items()
    ]
    return f"To keep in mind: {'; '.join(told)}." if told else ""


def _result(row: Measurement) -> str:
    found = row.agreement
    interval = f" [{found.interval[0]:.2f}, {found.interval[1]:.2f}]" if found.interval else ""
    pairs = f", {found.pairs[0]:.2f} to {found.pairs[1]:.2f} by pair" if found.pairs and found.annotators > 2 else ""
    basis = f"; {row.basis}" if row.basis else ""
    return f"{_title(row)} {found.value:.2f}{interval}{pairs} (n = {count(found.units, row.counted)}{basis})"


def _span_of(numbers: Sequence[int], what: str) -> str:
    """From the smallest to the largest number of something."""
    low, high = min(numbers), max(numbers)
    return count(high, what) if low == high else f"{low} to {count(high, what)}"


def _name(row: Measurement) -> str:
    return row.element.replace("_", " ")


def _title(row: Measurement) -> str:
    return f"{_name(row)}, {_words(row)}"


def _words(row: Measurement) -> str:
    """The measure in words, alpha with its level."""
    level = _setting(row, "level") if row.agreement.measure == "alpha" else ""
    return f"{level} {named(row.agreement.measure).words}".strip()


def _listed(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)
