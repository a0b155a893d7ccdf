"""The long table for R and ReCal; the values are those that irr 0.84.1, irrCAC 1.0 and icr gave for the same table."""

import csv

import krippendorff
import numpy as np
import pytest
from documents import blocks_checked_by
from exporting import demo_workspace
from in_r import tables_in_r
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

from annotate.agreement import gwet_ac1
from annotate.errors import ConfigError
from annotate.export import Choice, write_export


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    project = demo_workspace(tmp_path_factory.mktemp("demo"))
    write_export(project, Choice("long", of_annotators=True))
    return project.files.exports / "annotations-long"


def wide(folder, variable, number):
    """Shape (annotators, units); NaN is missing."""
    with (folder / "long.csv").open(newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["variable"] == variable]
    units = sorted({line["unit"] for line in lines})
    table = np.full((3, len(units)), np.nan)
    for line in lines:
        annotator = ["ani", "budi", "citra"].index(line["annotator"])
        table[annotator, units.index(line["unit"])] = number(line["value"])
    return table


def test_the_values_of_a_question_are_those_of_irr_and_irrcac(folder):
    table = wide(folder, "has_claim", ["yes", "no", "unsure"].index)
    assert krippendorff.alpha(table, level_of_measurement="nominal") == pytest.approx(0.68164, abs=5e-6)
    complete = table[:, ~np.isnan(table).any(axis=0)].astype(int)
    assert fleiss_kappa(aggregate_raters(complete.T)[0]) == pytest.approx(0.6875678, abs=5e-8)
    assert gwet_ac1(np.nan_to_num(table, nan=-1).astype(int), 3).value == pytest.approx(0.78525, abs=5e-6)


def test_the_ordinal_value_of_an_attribute_is_that_of_irr(folder):
    table = wide(folder, "stance", float)
    assert krippendorff.alpha(table, level_of_measurement="ordinal") == pytest.approx(0.7204183, abs=5e-8)


def test_the_lines_of_the_page_make_in_r_the_table_that_irr_reads(folder):
    """irr is not in Debian: the lines run up to its call, and its value follows from the table."""
    [block] = blocks_checked_by("tests/export/test_long.py")
    *lines, call = block.code.splitlines()
    start, end = call.index("(") + 1, call.index(', "nominal")')
    assert call[:start] == "irr::kripp.alpha("
    script = "\n".join([*lines, f"given <- {call[start:end]}", "units <- wide[1]"])
    here = folder.parents[1]
    assert (here / "work").exists() or not (here / "work").symlink_to(here)
    [_, *given], [_, *units] = tables_in_r(script, here, "given", "units")
    codes = [[np.nan if answer == "NA" else ["yes", "no", "unsure"].index(answer) for answer in row] for row in given]
    order = np.argsort([unit for (unit,) in units])
    assert np.array_equal(
        np.array(codes)[:, order], wide(folder, "has_claim", ["yes", "no", "unsure"].index), equal_nan=True
    )
    assert krippendorff.alpha(np.array(codes), level_of_measurement="nominal") == pytest.approx(0.68164, abs=5e-6)


def test_recal_gets_names_first_then_numbers_and_a_sign_for_what_is_missing(folder):
    with (folder / "recal" / "has_claim.csv").open(newline="") as file:
        names, *lines = csv.reader(file)
    assert names == ["ani", "budi", "citra"]
    assert len(lines) == 91
    assert {cell for line in lines for cell in line} == {"1", "2", "3", "#"}
    codes = (folder / "recal" / "has_claim.codes.csv").read_text().splitlines()
    assert codes == ["1,yes", "2,no", "3,unsure"]
    table = np.array([[np.nan if cell == "#" else float(cell) for cell in line] for line in lines]).T
    assert krippendorff.alpha(table, level_of_measurement="nominal") == pytest.approx(0.68164, abs=5e-6)


def test_gold_has_no_judgements_to_compare(folder):
    project = demo_workspace(folder.parents[1])
    with pytest.raises(ConfigError, match="gold has only one answer"):
        write_export(project, Choice("long"))
