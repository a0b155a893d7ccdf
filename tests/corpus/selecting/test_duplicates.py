"""Near-duplicates among articles."""

from pathlib import Path

from annotate.corpus import Article, mark_duplicates, read_articles

SEEDS = Path(__file__).parents[3] / "seeds"


def test_a_copy_with_another_headline_is_found_and_named():
    originals = list(read_articles([SEEDS]))
    copies = [Article(f"copy-{article.id}", f"Judul lain sama sekali\n{article.text}\n(ant)") for article in originals]
    marked = list(mark_duplicates([*originals, *copies]))
    assert [article for article, _ in marked] == [*originals, *copies]
    assert [duplicate.first for _, duplicate in marked if duplicate] == [article.id for article in originals]
    assert all(duplicate.similarity > 0.8 for _, duplicate in marked if duplicate)


def test_articles_on_the_same_matter_are_no_duplicates():
    assert not [duplicate for _, duplicate in mark_duplicates(read_articles([SEEDS])) if duplicate]


def test_very_short_articles_are_compared_too():
    marked = list(mark_duplicates([Article("a", "Satu dua."), Article("b", "satu DUA"), Article("c", "Tiga.")]))
    assert [duplicate and duplicate.first for _, duplicate in marked] == [None, "a", None]
