"""Hayes & Krippendorff (2007), Answering the call for a standard reliability measure for coding data, table 1."""

from annotate.agreement import alpha

# The tone of 40 articles, judged by five observers; a dot is missing.
ARTICLES = """
112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 111.1 212.2 1233. 1101. 000.0
0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1
"""


def test_tone_of_news_coverage() -> None:
    codes = [
        [-1 if answer == "." else int(answer) for answer in observer]
        for observer in zip(*ARTICLES.split(), strict=True)
    ]
    assert round(alpha(codes, "ordinal").value, 4) == 0.7598
    assert round(alpha(codes, "nominal").value, 4) == 0.4765
