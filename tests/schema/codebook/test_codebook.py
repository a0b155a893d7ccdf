"""The codebook that annotators read."""

from html.parser import HTMLParser

import pytest

from annotate.new_project import bundled
from annotate.schema import read_schema
from annotate.schema.codebook import to_html, to_markdown

SCHEMAS = [read_schema(bundled("schemas") / f"{name}.yaml") for name in ("claim_stance", "stance")]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
@pytest.mark.parametrize("render", [to_html, to_markdown])
def test_every_element_and_label_is_in_the_codebook(schema, render):
    text = render(schema)
    for element in (*schema.sentence_questions, *schema.roles, *schema.answerables):
        assert element.name in text
    for element in schema.answerables:
        assert all(label.name in text for label in element.labels)


def test_every_element_of_the_claim_schema_has_three_examples_from_the_articles():
    schema = SCHEMAS[0]
    articles = {file.stem: file.read_text() for file in bundled("seeds").glob("*.txt")}
    for element in (*schema.sentence_questions, *schema.roles, *schema.claim_attributes):
        assert len(element.examples) == 3, element.name
        for example in element.examples:
            assert example.text in articles[example.article], example.text


def test_the_codebook_says_once_how_the_page_works_and_asks_for_no_links():
    claims, plain = map(to_markdown, SCHEMAS)
    assert claims.count("## How the page works\n\nSay how many claims there are.") == 1
    assert "Each claim has exactly one *guarantee*." in claims
    assert "## How the page works\n\nAnswer with the keys that the page shows" in plain
    assert [word for word in ("Alt+R", "click a *guarantee*") if word in claims] == []


def test_the_codebook_of_a_page_with_arrows_says_how_to_link():
    claims = to_html(SCHEMAS[0], embedded=True, linked=True)
    assert "select the span, press Alt+R, click the <em>guarantee</em>" in claims
    assert "appear when you click a <em>guarantee</em> that you marked" in claims
    assert "How the page works" not in claims


def test_the_codebook_says_that_no_answer_is_an_answer_where_a_question_may_be_left_empty():
    sections = to_markdown(SCHEMAS[0]).split("\n### ")
    said = {section.split("`")[1] for section in sections if "left empty: an answer too" in section}
    assert said == {"claimant_unmarked", "addressee_unmarked", "confidence"}
    assert "Empty and `none` are two different answers" in to_markdown(SCHEMAS[0])


def in_language(language):
    return SCHEMAS[0].model_copy(update={"language": language})


def test_the_codebook_speaks_the_language_of_the_schema():
    text = to_markdown(in_language("id"))
    assert "## Tentang kalimat" in text
    assert "Setiap klaim memiliki tepat satu *guarantee*." in text
    english = to_markdown(SCHEMAS[0])
    shared = {line for line in text.splitlines() if line.startswith("## ")} & set(english.splitlines())
    assert shared == set()


@pytest.mark.parametrize("embedded", [True, False])
def test_the_page_names_the_language_of_its_texts_and_that_of_its_own_words_where_it_is_another(embedded):
    indonesian = to_html(in_language("id"), embedded=embedded)
    assert ("<div" if embedded else "<html") in indonesian
    assert indonesian.count("lang=") == indonesian.count('lang="id"') == 1
    swahili = to_html(in_language("sw"), embedded=embedded)
    assert swahili.count('lang="sw"') == 1
    assert '<h2 lang="en">About the sentence</h2>' in swahili


def test_tags_in_a_definition_stay_text():
    schema = SCHEMAS[1].model_copy(update={"title": "<script>x</script> & co"})
    page = to_html(schema)
    assert "<script>" not in page
    assert "&lt;script&gt;x&lt;/script&gt; &amp; co" in page


def test_the_page_is_well_formed():
    open_tags: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag not in ("br", "meta"):
                open_tags.append(tag)

        def handle_endtag(self, tag):
            assert open_tags.pop() == tag

    Tags().feed(to_html(SCHEMAS[0]))
    assert open_tags == []
