"""Agreement: how far annotators give the same answers, with intervals that respect articles.

Plain arrays go in and one result type comes out: `alpha`, `cohen_kappa`, `span_f1` and the others. `measure` takes
records and a schema and measures everything; `read_table` and `measure_table` do it for tables from elsewhere.
"""

from annotate.agreement.coefficients.alpha import alpha
from annotate.agreement.coefficients.alt_test import AltTest, alt_test
from annotate.agreement.coefficients.codes import LongCodes, codes_of
from annotate.agreement.coefficients.frame_alpha import frame_alpha
from annotate.agreement.coefficients.frame_f1 import frame_f1, role_f1
from annotate.agreement.coefficients.gwet import gwet_ac1, gwet_ac2, observed_agreement
from annotate.agreement.coefficients.kappa import cohen_kappa, fleiss_kappa
from annotate.agreement.coefficients.span_f1 import span_f1
from annotate.agreement.coefficients.unitizing import unitizing_alpha
from annotate.agreement.diagnosis.alt_tests import alt_tests
from annotate.agreement.diagnosis.diagnosis import Diagnosis, diagnose, diagnose_aligned
from annotate.agreement.diagnosis.methods import ALT_TEST, bibtex, methods
from annotate.agreement.elements.measure import element_names, measure, measure_aligned
from annotate.agreement.elements.measurements import Measurement
from annotate.agreement.parts.parts import By, measure_by
from annotate.agreement.results.agreement import Agreement
from annotate.agreement.results.difference import difference
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.tables.parts import measure_table_by
from annotate.agreement.tables.read import measure_table, read_table
from annotate.records.aligned import AlignedRecords, align_records
from annotate.records.frames import Frame

__all__ = [
    "ALT_TEST",
    "Agreement",
    "AlignedRecords",
    "AltTest",
    "By",
    "Diagnosis",
    "Frame",
    "LongCodes",
    "Measurement",
    "Resampling",
    "align_records",
    "alpha",
    "alt_test",
    "alt_tests",
    "bibtex",
    "codes_of",
    "cohen_kappa",
    "diagnose",
    "diagnose_aligned",
    "difference",
    "element_names",
    "fleiss_kappa",
    "frame_alpha",
    "frame_f1",
    "gwet_ac1",
    "gwet_ac2",
    "measure",
    "measure_aligned",
    "measure_by",
    "measure_table",
    "measure_table_by",
    "methods",
    "observed_agreement",
    "read_table",
    "role_f1",
    "span_f1",
    "unitizing_alpha",
]
