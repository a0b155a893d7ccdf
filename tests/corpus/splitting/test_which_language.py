"""Which language an article is in."""

import pytest

from annotate.corpus import Article, split_article
from annotate.corpus.splitting.which_language import common_words, likely_language, own_language

TEXTS = {
    "id": "Presiden mengatakan bahwa mereka tidak akan mundur dan itu sudah jelas karena tidak ada alasan untuk itu.",
    "en": "The president said that they would not retreat, and that this was clear for all who have heard of it.",
    "de": "Der Präsident sagte, dass sie nicht weichen werden, und dass das für alle klar ist, die es gehört haben.",
    "ru": "Президент сказал, что это не так, и как он объяснил, все они из города, но по другому делу.",
    "uk": "Президент сказав, що це не так, і як він пояснив, всі вони з міста, але із іншої справи та про його дім.",
    "ar": "وقال الرئيس إن هذا لم يكن من قبل في المدينة التي كان قد زارها بعد ذلك مع كل الوزراء على ما يبدو.",
    "zh": "总统说他们不会撤退，这是大家都知道的，因为他在讲话中对我们说了这一点，也没有人反对。",
    "und": "El presidente dijo que los soldados no se retiran y que por una vez la ciudad es de todos para siempre.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_known_by_its_commonest_words(language: str):
    assert likely_language(common_words(TEXTS[language])) == language


def test_a_text_without_common_words_is_of_no_language():
    assert likely_language(common_words("NATO 2022 Kyiv")) == likely_language(common_words("")) == ""


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("EN_us", "en"),
        ("German", "de"),
        ("Bahasa Indonesia", "id"),
        ("in", "id"),
        ("fr", "und"),
        ("unknown", ""),
        ("und", ""),
        ("", ""),
        (7, ""),
    ],
)
def test_an_article_names_its_language_in_many_ways(name: object, language: str):
    assert own_language({"language": name}, "") == own_language({"lang": name}, "") == language


def test_a_language_that_the_words_refute_is_not_believed():
    assert own_language({"language": "en"}, 2 * TEXTS["id"]) == "id"
    assert own_language({"language": "en"}, "NATO 2022") == "en"


def test_an_article_is_split_in_its_own_language():
    text = "Der 3. Abend gefiel Dr. Merz. Er war lang."
    assert len(split_article(Article("a", text))) == 3
    assert len(split_article(Article("a", text, {"language": "de"}))) == 2
    assert len(split_article(Article("a", text, {"lang": "de-DE"}), language="en")) == 2


def test_abbreviations_of_the_users_own_end_no_sentence():
    text = "Ia tiba di Stas. Gambir. Kereta ke EE. UU. Penuh."
    assert len(split_article(Article("a", text))) == 5
    assert len(split_article(Article("a", text), abbreviations=["Stas.", "EE. UU."])) == 2


def test_a_heading_of_a_page_is_one_although_it_asks_a_question():
    text = "Isi berita itu.\nMengapa ia pergi ke sana?\nIa tidak tahu."
    assert [one.kind for one in split_article(Article("a", text))] == 3 * ["prose"]
    headings = frozenset([text.index("Mengapa")])
    assert [one.kind for one in split_article(Article("a", text, headings=headings))][1] == "heading"
