"""The references that a methods paragraph cites, as BibTeX entries by key."""

from __future__ import annotations

REFERENCES = {
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
    "cohen1968": """@article{cohen1968,
  author = {Cohen, Jacob},
  title = {Weighted kappa: Nominal scale agreement with provision for scaled disagreement or partial credit},
  journal = {Psychological Bulletin},
  volume = {70},
  pages = {213--220},
  year = {1968}
}""",
    "fleiss1971": """@article{fleiss1971,
  author = {Fleiss, Joseph L.},
  title = {Measuring nominal scale agreement among many raters},
  journal = {Psychological Bulletin},
  volume = {76},
  pages = {378--382},
  year = {1971}
}""",
    "dawid1979": """@article{dawid1979,
  author = {Dawid, A. P. and Skene, A. M.},
  title = {Maximum Likelihood Estimation of Observer Error-Rates Using the {EM} Algorithm},
  journal = {Journal of the Royal Statistical Society: Series C},
  volume = {28},
  pages = {20--28},
  year = {1979}
}""",
    "calderon2025": """@inproceedings{calderon2025,
  author = {Calderon, Nitay and Reichart, Roi and Dror, Rotem},
  title = {The Alternative Annotator Test for {LLM}-as-a-Judge:
    How to Statistically Justify Replacing Human Annotators with {LLMs}},
  booktitle = {Proceedings of ACL},
  year = {2025}
}""",
    "johnson1978": """@article{johnson1978,
  author = {Johnson, Norman J.},
  title = {Modified t Tests and Confidence Intervals for Asymmetrical Populations},
  journal = {Journal of the American Statistical Association},
  volume = {73},
  number = {363},
  pages = {536--544},
  year = {1978}
}""",
    "efron1993": """@book{efron1993,
  author = {Efron, Bradley and Tibshirani, Robert J.},
  title = {An Introduction to the Bootstrap},
  publisher = {Chapman \\& Hall},
  year = {1993}
}""",
}
