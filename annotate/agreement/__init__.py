"""Agreement: how far annotators give the same answers, with intervals that respect articles.

Plain arrays go in and one result type comes out: `alpha`, `cohen_kappa`, `span_f1` and the others. `measure` takes
records and a schema and measures everything; `read_table` and `measure_table` do it for tables from elsewhere.
"""

from annotate.agreement.alpha import alpha, alpha_difference
from annotate.agreement.alt_test import AltTest, alt_test
from annotate.agreement.breakdown import By, measure_by
from annotate.agreement.chance import gwet_ac1, gwet_ac2, observed_agreement
from annotate.agreement.diagnosis import Diagnosis, diagnose, diagnose_sheet
from annotate.agreement.difference import difference
from annotate.agreement.frame_alpha import frame_alpha
from annotate.agreement.frame_f1 import frame_f1, role_f1
from annotate.agreement.frames import Frame
from annotate.agreement.kappa import cohen_kappa, fleiss_kappa
from annotate.agreement.long import LongCodes, codes_of
from annotate.agreement.methods import ALT_TEST, bibtex, methods
from annotate.agreement.plan import element_names, measure, measure_sheet
from annotate.agreement.resample import Resampling
from annotate.agreement.result import Agreement
from annotate.agreement.rows import Row
from annotate.agreement.sheet import Sheet, read_sheet
from annotate.agreement.spans import span_f1
from annotate.agreement.stand_in import alt_tests
from annotate.agreement.table import measure_table, read_table
from annotate.agreement.table_parts import measure_table_by
from annotate.agreement.unitizing import unitizing_alpha

__all__ = [
    "ALT_TEST",
    "Agreement",
    "AltTest",
    "By",
    "Diagnosis",
    "Frame",
    "LongCodes",
    "Resampling",
    "Row",
    "Sheet",
    "alpha",
    "alpha_difference",
    "alt_test",
    "alt_tests",
    "bibtex",
    "codes_of",
    "cohen_kappa",
    "diagnose",
    "diagnose_sheet",
    "difference",
    "element_names",
    "fleiss_kappa",
    "frame_alpha",
    "frame_f1",
    "gwet_ac1",
    "gwet_ac2",
    "measure",
    "measure_by",
    "measure_sheet",
    "measure_table",
    "measure_table_by",
    "methods",
    "observed_agreement",
    "read_sheet",
    "read_table",
    "role_f1",
    "span_f1",
    "unitizing_alpha",
]
