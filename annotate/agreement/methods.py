"""The methods paragraph of a paper, and the references it cites."""

from __future__ import annotations

from collections.abc import Sequence

from annotate import __version__
from annotate.agreement.rows import Row

_MEASURES = {
    "alpha": ("Krippendorff's α", "krippendorff2019"),
    "alpha_masi": ("α with the MASI distance", "passonneau2006"),
    "alpha_jaccard": ("α with the Jaccard distance", "krippendorff2019"),
    "unitizing_alpha": ("unitizing α", "krippendorff2016"),
    "span_f1": ("exact pairwise span F1", "hripcsak2005"),
    "relaxed_span_f1": ("pairwise span F1 with credit for shared characters", "hripcsak2005"),
    "frame_f1": ("strict F1 of whole claims", "hripcsak2005"),
    "soft_frame_f1": ("soft F1 of whole claims", "hripcsak2005"),
    "frame_alpha": ("α on sentences with the distance 1 − soft F1", "krippendorff2019"),
    "ac1": ("Gwet's AC1", "gwet2014"),
    "ac2": ("Gwet's AC2 with ordinal weights", "gwet2014"),
    "cohen_kappa": ("Cohen's κ", "cohen1960"),
    "fleiss_kappa": ("Fleiss' κ", "fleiss1971"),
}

_REFERENCES = {
    "krippendorff2019": """@book{krippendorff2019,
  author = {Krippendorff, Klaus},
  title = {Content Analysis: An Introduction to Its Methodology},
  edition = {4},
  publisher = {SAGE},
  year = {2019}
}""",
    "krippendorff2016": """@article{krippendorff2016,
  author = {Krippendorff, Klaus and Mathet, Yann and Bouvry, St{\\'e}phane and Widl{\\"o}cher, Antoine},
  title = {On the reliability of unitizing textual continua: Further developments},
  journal = {Quality \\& Quantity},
  volume = {50},
  pages = {2347--2364},
  year = {2016}
}""",
    "passonneau2006": """@inproceedings{passonneau2006,
  author = {Passonneau, Rebecca J.},
  title = {Measuring Agreement on Set-valued Items ({MASI}) for Semantic and Pragmatic Annotation},
  booktitle = {Proceedings of LREC},
  year = {2006}
}""",
    "hripcsak2005": """@article{hripcsak2005,
  author = {Hripcsak, George and Rothschild, Adam S.},
  title = {Agreement, the F-measure, and reliability in information retrieval},
  journal = {Journal of the American Medical Informatics Association},
  volume = {12},
  pages = {296--298},
  year = {2005}
}""",
    "gwet2014": """@book{gwet2014,
  author = {Gwet, Kilem L.},
  title = {Handbook of Inter-Rater Reliability},
  edition = {4},
  publisher = {Advanced Analytics},
  year = {2014}
}""",
    "cohen1960": """@article{cohen1960,
  author = {Cohen, Jacob},
  title = {A coefficient of agreement for nominal scales},
  journal = {Educational and Psychological Measurement},
  volume = {20},
  pages = {37--46},
  year = {1960}
}""",
    "fleiss1971": """@article{fleiss1971,
  author = {Fleiss, Joseph L.},
  title = {Measuring nominal scale agreement among many raters},
  journal = {Psychological Bulletin},
  volume = {76},
  pages = {378--382},
  year = {1971}
}""",
    "efron1993": """@book{efron1993,
  author = {Efron, Bradley and Tibshirani, Robert J.},
  title = {An Introduction to the Bootstrap},
  publisher = {Chapman \\& Hall},
  year = {1993}
}""",
}

_REPORTED = ("alpha", "alpha_masi", "unitizing_alpha", "span_f1", "soft_frame_f1", "frame_alpha")


def methods(rows: Sequence[Row]) -> str:
    """A paragraph in English with the measures, their numbers and intervals, and citations by key.

    Args:
        rows: what `measure` returned.
    """
    told = [row for row in rows if not row.by and row.agreement.measure in _REPORTED and row.kind != "claim"]
    told += [row for row in rows if not row.by and row.kind == "claim" and row.element == "claim"]
    told = [row for row in told if row.agreement.measure in _MEASURES]
    defined = [row for row in told if row.agreement.value is not None]
    undefined = sorted({f"{row.element} ({row.agreement.reason})" for row in told if row.agreement.value is None})
    used = list(dict.fromkeys(row.agreement.measure for row in defined))
    names = _listed([f"{_MEASURES[name][0]} [@{_MEASURES[name][1]}]" for name in used])
    annotators = max((row.agreement.annotators for row in rows), default=0)
    units = max((row.agreement.units for row in rows), default=0)
    sentences = [
        f"Agreement among {annotators} annotators, who worked independently, was measured on up to {units} units "
        f"that two or more of them judged, by {names}.",
        "Missing judgements are left out."
        if all(row.kind == "variable" for row in rows)
        else "Skipped sentences are missing; sentences submitted without a claim count as such. Attributes of a claim "
        "are measured on claims that two annotators marked, aligned by overlapping heads.",
        f"{_interval(defined)} Annotators are held fixed.",
        f"Results: {'; '.join(map(_result, defined))}." if defined else "No measure is defined on these data.",
        f"Undefined: {'; '.join(undefined)}." if undefined else "",
        f"Computed with annotate {__version__}.",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def bibtex(rows: Sequence[Row]) -> str:
    """BibTeX entries of everything that the measures in `rows` come from."""
    keys = {_MEASURES[row.agreement.measure][1] for row in rows if row.agreement.measure in _MEASURES}
    return "\n\n".join(_REFERENCES[key] for key in sorted(keys | {"efron1993"})) + "\n"


def _interval(rows: Sequence[Row]) -> str:
    recipes = [row.agreement.signature for row in rows if row.agreement.interval]
    if not recipes:
        return "No intervals are given."
    kind = "the jackknife with Student's t" if "jackknife" in recipes[0] else "a percentile bootstrap"
    what = _part(recipes[0], "resample")
    count, seed = (_part(recipes[0], name) for name in ("b", "seed"))
    size = f" ({count} resamples, seed {seed})" if count else ""
    why = ", since sentences cluster" if what == "article" else ""
    return f"Intervals are 95 % intervals from {kind} over {what}s{size} [@efron1993]{why}."


def _part(signature: str, name: str) -> str:
    return next((part.removeprefix(f"{name}:") for part in signature.split("|") if part.startswith(f"{name}:")), "")


def _result(row: Row) -> str:
    found = row.agreement
    interval = f" [{found.interval[0]:.2f}, {found.interval[1]:.2f}]" if found.interval else ""
    basis = f"; {row.basis}" if row.basis else ""
    element = row.element.replace("_", " ")
    return f"{element}, {_MEASURES[found.measure][0]} {found.value:.2f}{interval} (n = {found.units}{basis})"


def _listed(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)
