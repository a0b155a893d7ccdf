"""The seed articles, split and named as people reviewed them line by line."""

import csv
from pathlib import Path

from annotate.corpus import read_articles, split_article

SEEDS = Path(__file__).parents[2] / "seeds"
GOLDEN = Path(__file__).parent / "golden" / "seeds.tsv"


def test_the_seeds_are_split_as_reviewed():
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        reviewed = [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    sentences = [sentence for article in read_articles([SEEDS]) for sentence in split_article(article)]
    assert [(sentence.id, sentence.kind, sentence.text) for sentence in sentences] == reviewed


def test_every_sentence_of_the_seeds_stands_at_its_place():
    for article in read_articles([SEEDS]):
        for sentence in split_article(article):
            assert article.text[sentence.start : sentence.end] == sentence.text
