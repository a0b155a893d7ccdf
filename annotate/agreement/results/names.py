"""Every measure by its name: in words, from which source, and where it is shown."""

from __future__ import annotations

from typing import NamedTuple


class Named(NamedTuple):
    """What a measure is called.

    Attributes:
        words: as people read it.
        source: the key of the reference that defines it.
        definition: what it is, for a methods paragraph.
        main: printed without being asked for.
        reported: is in a methods paragraph.
        of_agreement: what it observes and expects is agreement, not disagreement.
        difference_of: the measure of which it is how much higher one value is than another.
    """

    words: str
    source: str = ""
    main: bool = False
    reported: bool = False
    of_agreement: bool = False
    definition: str = ""
    difference_of: str = ""


MEASURES = {
    "alpha": Named(
        "Krippendorff's α",
        "krippendorff2019",
        main=True,
        reported=True,
        definition="1 minus the observed disagreement divided by that of the same answers shuffled over all units",
    ),
    "alpha_masi": Named(
        "α with the MASI distance",
        "passonneau2006",
        main=True,
        reported=True,
        definition="α with the distance 1 − J·M of two sets, where J is the share of their common members and M is 1 "
        "for equal, 2/3 for nested, 1/3 for overlapping and 0 for disjoint sets",
    ),
    "alpha_jaccard": Named("α with the Jaccard distance", "krippendorff2019"),
    "observed": Named("observed agreement", of_agreement=True),
    "prevalence": Named("the share of a label", main=True),
    "ac1": Named("Gwet's AC1", "gwet2014", of_agreement=True),
    "ac2": Named("Gwet's AC2 with ordinal weights", "gwet2014", of_agreement=True),
    "cohen_kappa": Named("Cohen's κ", "cohen1960", of_agreement=True),
    "linear_kappa": Named("Cohen's κ with linear weights", "cohen1968", of_agreement=True),
    "quadratic_kappa": Named("Cohen's κ with quadratic weights", "cohen1968", of_agreement=True),
    "fleiss_kappa": Named("Fleiss' κ", "fleiss1971", of_agreement=True),
    "span_f1": Named(
        "exact pairwise span F1",
        "hripcsak2005",
        main=True,
        reported=True,
        definition="twice the spans that two annotators both have over the spans of both, averaged over pairs",
    ),
    "relaxed_span_f1": Named("pairwise span F1 with credit for shared characters", "hripcsak2005"),
    "unitizing_alpha": Named(
        "unitizing α",
        "krippendorff2016",
        reported=True,
        definition="α on characters, where disagreement is length that only one annotator has in a unit",
    ),
    "boundary_alpha": Named("unitizing α of boundaries alone, |uα", "krippendorff2016"),
    "value_alpha": Named("unitizing α of values where both have a unit, cuα", "krippendorff2016"),
    "one_value_alpha": Named("unitizing α of one value, (k)uα", "krippendorff2016"),
    "frame_f1": Named(
        "strict F1 of whole claims",
        "hripcsak2005",
        reported=True,
        definition="twice the claims that two annotators have with equal spans and attributes over the claims of both, "
        "averaged over pairs",
    ),
    "soft_frame_f1": Named(
        "soft F1 of whole claims",
        "hripcsak2005",
        main=True,
        reported=True,
        definition="F1 of claims matched one to one for the greatest total, where a match counts for the share of what "
        "the two claims say that is equal, role by role in characters and attribute by attribute, averaged over pairs",
    ),
    "role_f1": Named("exact F1 of a role, given the claim", "hripcsak2005"),
    "frame_alpha": Named(
        "α on sentences with the distance 1 − soft F1",
        "krippendorff2019",
        reported=True,
        definition="α whose chance is the mean distance of two judgements on different sentences",
    ),
    "frame_alpha_both": Named("α on sentences in which both marked a claim", "krippendorff2019"),
    "span_precision": Named("exact precision of spans against gold"),
    "span_recall": Named("exact recall of spans against gold"),
    "relaxed_span_precision": Named("precision of spans against gold with credit for shared characters"),
    "relaxed_span_recall": Named("recall of spans against gold with credit for shared characters"),
    "frame_precision": Named("strict precision of whole claims against gold"),
    "frame_recall": Named("strict recall of whole claims against gold"),
    "soft_frame_precision": Named("soft precision of whole claims against gold"),
    "soft_frame_recall": Named("soft recall of whole claims against gold"),
    "gold_accuracy": Named("accuracy against gold"),
    "macro_f1": Named("F1 averaged over labels"),
    "label_precision": Named("precision of the labels of sets against gold"),
    "label_recall": Named("recall of the labels of sets against gold"),
    "label_f1": Named("F1 of the labels of sets against gold"),
    "with_others": Named("the same answer as the others", main=True),
    "accuracy": Named("accuracy by Dawid and Skene's model", "dawid1979", main=True),
    "diagonal": Named("accuracy on one label by Dawid and Skene's model", "dawid1979"),
}

_SAID_OTHERWISE = {
    "with_others": "the difference of two shares of the same answer as the others",
    "accuracy": "the difference of two accuracies by Dawid and Skene's model",
}
"""Differences that are not called after their measure."""


def difference_name(measure: str) -> str:
    """The name of the difference of two values of a measure."""
    return f"{measure}_difference"


_DIFFERENCES = {
    difference_name(measure): Named(
        f"the difference of two {name.words}", name.source, name.main, difference_of=measure
    )
    for measure, name in MEASURES.items()
} | {
    difference_name(measure): Named(words, MEASURES[measure].source, difference_of=measure)
    for measure, words in _SAID_OTHERWISE.items()
}


def named(measure: str) -> Named:
    """What a measure is called; an unknown one by its own name."""
    return MEASURES.get(measure) or _DIFFERENCES.get(measure) or Named(measure)
