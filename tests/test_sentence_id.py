"""The id of a sentence says its article and its place, whatever the article is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import RecordError
from annotate.sentence_id import SentenceId

ids = st.builds(SentenceId, st.text(), st.integers(0, 10**9), st.integers(0, 10**9))


@given(ids)
def test_an_id_that_was_written_is_read_back_whatever_the_article_is_called(sentence):
    assert SentenceId.parse(str(sentence)) == sentence


@pytest.mark.parametrize("article", ["c#1", "a:b", " x", "a:0-9", "two\nlines", ""])
def test_the_last_colon_ends_the_name_of_the_article(article):
    sentence = SentenceId.parse(f"{article}:120-264")
    assert (sentence.article, sentence.start, sentence.end, len(sentence)) == (article, 120, 264, 144)


@pytest.mark.parametrize("text", ["", "s1", "a:", "a:12", "a:-4-9", "a:1-2 ", "a:1-2#3", "1-2", "a:١-٢"])
def test_what_does_not_end_with_a_place_is_no_id(text):
    with pytest.raises(RecordError, match="is not the id of a sentence of an article") as error:
        SentenceId.parse(text)
    assert error.value.hint == "end each sentence_id with its offsets, like :120-264"
