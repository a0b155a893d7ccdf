"""Agreement: how far annotators give the same answers, with intervals that respect articles.

results        what a measure returns: a value, its interval, its recipe; differences of two
coefficients   plain arrays in, a result out: `alpha`, `cohen_kappa`, `span_f1` and the others
elements       records and a schema in, a measurement for every element and measure out: `measure`
parts          the same on parts of the data, and annotators one by one
diagnosis      where annotators differ, may a model stand in for one, and the methods paragraph
tables         the same for tables from elsewhere: `read_table`, `measure_table`
"""

from annotate.agreement.coefficients.alpha import alpha
from annotate.agreement.coefficients.alt_test import AltTest, alt_test
from annotate.agreement.coefficients.codes import LongCodes, codes_of
from annotate.agreement.coefficients.continuum import Continuum
from annotate.agreement.coefficients.dawid_skene import DawidSkene, dawid_skene
from annotate.agreement.coefficients.frame_alpha import frame_alpha
from annotate.agreement.coefficients.frame_f1 import frame_f1, role_f1, soft_frame_f1
from annotate.agreement.coefficients.gwet import gwet_ac1, gwet_ac2, observed_agreement
from annotate.agreement.coefficients.kappa import cohen_kappa, fleiss_kappa, weighted_kappa
from annotate.agreement.coefficients.span_f1 import span_f1
from annotate.agreement.coefficients.unitizing import unitizing_alpha
from annotate.agreement.diagnosis.alt_tests import alt_tests
from annotate.agreement.diagnosis.diagnosis import Diagnosis, diagnose, diagnose_aligned
from annotate.agreement.diagnosis.methods import ALT_TEST, bibtex, methods
from annotate.agreement.elements.measure import element_names, measure, measure_aligned
from annotate.agreement.elements.measurements import Measurement
from annotate.agreement.parts.annotators import Competence, competence, measure_competence, rate_annotators
from annotate.agreement.parts.parts import By, measure_by
from annotate.agreement.results.agreement import Agreement
from annotate.agreement.results.difference import difference
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.tables.parts import measure_table_by
from annotate.agreement.tables.read import TableReading, measure_table, read_table
from annotate.agreement.tables.span_agreement import measure_span_table
from annotate.agreement.tables.spans import read_spans
from annotate.records.aligned import AlignedRecords, align_records
from annotate.records.frames import Frame
from annotate.records.matches import match_all

__all__ = [
    "ALT_TEST",
    "Agreement",
    "AlignedRecords",
    "AltTest",
    "By",
    "Competence",
    "Continuum",
    "DawidSkene",
    "Diagnosis",
    "Frame",
    "LongCodes",
    "Measurement",
    "Resampling",
    "TableReading",
    "align_records",
    "alpha",
    "alt_test",
    "alt_tests",
    "bibtex",
    "codes_of",
    "cohen_kappa",
    "competence",
    "dawid_skene",
    "diagnose",
    "diagnose_aligned",
    "difference",
    "element_names",
    "fleiss_kappa",
    "frame_alpha",
    "frame_f1",
    "gwet_ac1",
    "gwet_ac2",
    "match_all",
    "measure",
    "measure_aligned",
    "measure_by",
    "measure_competence",
    "measure_span_table",
    "measure_table",
    "measure_table_by",
    "methods",
    "observed_agreement",
    "rate_annotators",
    "read_spans",
    "read_table",
    "role_f1",
    "soft_frame_f1",
    "span_f1",
    "unitizing_alpha",
    "weighted_kappa",
]
