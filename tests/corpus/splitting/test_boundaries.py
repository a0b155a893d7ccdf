"""Where sentences end."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import fastest

from annotate.corpus import languages, sentence_spans
from annotate.errors import CorpusError


def split(text: str, language: str = "id", quotes: str = "split") -> list[str]:
    return [text[start:end] for start, end, _ in sentence_spans(text, language, quotes)]


def test_a_newline_always_ends_a_sentence():
    assert split("Judul berita\nkalimat pertama\r\nkalimat kedua") == [
        "Judul berita",
        "kalimat pertama",
        "kalimat kedua",
    ]


def test_a_full_stop_before_a_capital_ends_a_sentence():
    assert split("Hujan turun. Jalan banjir! Mengapa? Tidak jelas.") == [
        "Hujan turun.",
        "Jalan banjir!",
        "Mengapa?",
        "Tidak jelas.",
    ]


def test_a_small_letter_continues_the_sentence():
    assert split("“Aktivitas militer apa pun.” jelasnya. Ia pergi.") == [
        "“Aktivitas militer apa pun.” jelasnya.",
        "Ia pergi.",
    ]


def test_an_ellipsis_ends_a_sentence_before_a_capital_only():
    assert split("Ke Ukraina ... kami fokus. Entah… Tetapi sulit.") == [
        "Ke Ukraina ... kami fokus.",
        "Entah…",
        "Tetapi sulit.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Prof. Dr. Budi bertemu Tn. Ali dan Ny. Siti di Jl. Sudirman No. 10.",
        "Harga Rp. 500 per saham PT Toba Pulp Tbk. sebanyak itu.",
        "Sekjen J. Stoltenberg dan J.K. Rowling datang pukul 10.30 WIB.",
        "Sebagaimana dikutip RT.com dan TRIBUNNEWS.COM kemarin.",
        "Surat a.n. Budi, S.H., M.H. dikirim.",
        "1. Pendahuluan",
        "Dr. Andi, S.Kom., M.Si., Sp.OG. Wakil Rektor.",
        "Dr. Andi, SPd. Wakil Rektor.",
        "Ketua RT. 05 RW. 02 Kel. Menteng di Kep. Seribu melapor.",
        "Bp. Jokowi lahir 5 Agst. 1970 dekat Km. 57.",
        "Serma. Budi dan Laksma. Ali hadir.",
        "Ia dijerat Pasal 55 ayat (1) jo. Pasal 56 KUHP, lihat gbr. 5.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(sentence: str):
    assert split(sentence) == [sentence]


def test_an_abbreviation_ends_a_sentence_before_a_word_that_begins_one():
    assert split("Saham PT Toba Tbk. Namun turun.") == ["Saham PT Toba Tbk.", "Namun turun."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Saham itu milik PT Timah Tbk.", "Saham naik."),
        ("Dana itu Rp 5 M.", "Pemerintah menyetujuinya."),
        ("Jaraknya sekitar 5 km.", "20 orang tewas."),
        ("Timnas masuk Grup A.", "Pelatih puas."),
        ("Warga butuh beras, gula, dll.", "Presiden berjanji membantu."),
    ],
)
def test_an_abbreviation_or_unit_ends_a_sentence_where_another_begins(first: str, second: str):
    assert split(f"{first} {second}") == [first, second]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("und", "Karar açıklandı.", "Bu önemli."),
        ("und", "Tak są.", "Śląsk leży na południu."),
        ("id", "Ia pergi (kemarin).", "Dia kembali."),
        ("id", "Ia pergi (kemarin.)", "Dia kembali."),
        ("id", "Putin menolak.", '"Dia salah," katanya.'),
        ("id", '"Kami menolak."', "Dia pergi."),
        ("id", "“Kami menolak.”", "Dia pergi."),
        ("de", "„Wir gehen.“", "Er ging."),
        ("id", "Itu kata anggota DPR.", "Ia pergi."),
        ("id", "Itu kata AS.", "Dia menolak."),
        ("id", "Itu terjadi pada 2022.", "Dia lupa."),
        ("id", "Harga naik 10%.", "Dia kecewa."),
        ("ru", "Были яблоки и т.д.", "Он ушёл."),
        ("und", "Él se fue.", "¿Quién vino?"),
        ("und", "그는 갔다.", "그녀는 왔다."),
        ("id", "Itu katanya.", "NATO menolak."),
        ("id", "Apa?!", "Dia pergi."),
        ("id", "Ia menunggu...", "Dia datang."),
        ("en", "That is what he said.", "I left."),
        ("ru", "Он ушёл.", "Она осталась."),
        ("ar", "قال ذلك.", "هذا جيد."),
        ("und", "उसने कहा।", "वह गया।"),
        ("und", "ის წავიდა.", "ჩვენ დავრჩით."),
        ("und", "Έφυγε.", "Εκείνη έμεινε."),
        ("und", "Նա գնաց։", "Մենք մնացինք։"),
    ],
)
def test_a_stop_without_its_space_ends_a_sentence_in_every_script(language: str, first: str, second: str):
    assert split(first + second, language) == [first, second]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lihat Detik.Com atau KOMPAS.Com di sini.",
        "Lihat www.Tribunnews.com atau Www.Kompas.Com di sini.",
        "Alamatnya https://contoh.id/Berita.Html?Halaman=2 itu.",
        "Budi, S.Pd, M.Si dan Drs.Ahmad dari PT.Timah di Jl.Sudirman hadir.",
        "Itu rumah K.H.Dewantara di St.Petersburg.",
        "Ia menulis kepada Budi.Santoso@contoh.id kemarin.",
    ],
)
def test_a_stop_inside_a_name_or_an_address_ends_no_sentence(sentence: str):
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Memorandum itu dari 1994. [2]", "Ukraine setuju."),
        ("Memorandum itu dari 1994.[2][3]", "Ukraine setuju."),
        ("“Kami setuju.” [12]", "Rusia menolak."),
        ("Memorandum itu dari 1994.²", "Ukraine setuju."),
        ("Memorandum itu dari 1994. [a]", "Ukraine setuju."),
        ("Memorandum itu dari 1994. [catatan 3]", "Ukraine setuju."),
    ],
)
def test_a_footnote_mark_stays_with_the_sentence_before_it(first: str, second: str):
    assert split(f"{first} {second}") == [first, second]
    assert split(first) == [first]


def test_an_ellipsis_without_its_space_ends_no_sentence_in_a_script_without_capitals():
    assert split("他使用信贷...这是可控的。", "zh") == ["他使用信贷...这是可控的。"]


def test_a_number_in_brackets_before_each_item_stays_with_the_item():
    assert split("[1] Ukraine setuju. [2] Rusia menolak.") == ["[1] Ukraine setuju.", "[2] Rusia menolak."]


def test_a_quotation_of_several_sentences_is_split_at_each_end():
    text = "“Ini penting. Kita siap,” kata Lavrov."
    assert split(text) == ["“Ini penting.", "Kita siap,” kata Lavrov."]
    assert split(text, quotes="keep") == [text]


@pytest.mark.parametrize(
    "quotation",
    ["»A{}t«", "«A{}t»", "« A{}t »", "‘A{}t’", "‚A{}t‘", "‹A{}t›", "›A{}t‹", "„A{}t“", "”A{}t”", "'A{}t,'", "「A{}t」"],
)
def test_a_quotation_is_kept_whole_whatever_its_marks(quotation: str):
    text = f"{quotation.format('ku siap. Kita don’t pergi tepa')} kata dia."
    assert split(f"{text} Ia pergi.", quotes="keep") == [text, "Ia pergi."]
    assert len(split(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Gibt ’s das? Ja. Die Spieler’ Haus steht.",
        "It was the players' lounge. We don't go. The '90s ended.",
        "» Fini. « Il part. Elle reste.",
        'Layar "itu mahal » kata dia. Ia pergi. "Selesai. Kita pulang.',
    ],
)
def test_an_apostrophe_or_a_lone_mark_opens_no_quotation(text: str):
    assert split(text, "und", "keep") == split(text, "und")


def test_an_inch_mark_opens_no_quotation():
    text = 'Layar 6" itu mahal. Ia pergi. Kata "baik" itu benar. Selesai.'
    assert split(text, quotes="keep") == split(text)
    assert split('Ia berkata "Satu. Dua 6" kemarin. Selesai.', quotes="keep") == [
        'Ia berkata "Satu. Dua 6" kemarin.',
        "Selesai.",
    ]


def test_punctuation_alone_belongs_to_what_follows():
    assert split(". Kekinian pasukan mendekat.") == [". Kekinian pasukan mendekat."]


def test_an_end_mark_is_a_segment_of_its_own():
    assert split("Kekuasaan berakhir. (*)") == ["Kekuasaan berakhir.", "(*)"]


def test_a_line_without_a_letter_or_digit_is_no_segment():
    assert split("Satu.\n***\n- - -\nDua.") == ["Satu.", "Dua."]


@pytest.mark.parametrize(
    "dateline", ["JAKARTA, KOMPAS.com - ", "TEMPO.CO, Jakarta - ", "Jakarta (ANTARA) - ", "Jakarta, CNN Indonesia -- "]
)
def test_a_dateline_ends_the_title_of_an_article_on_one_line(dateline: str):
    body = f"{dateline}Rusia menolak tuntutan itu. " + "Pasukan bergerak lagi. " * 60
    assert split(f"NATO Tak Akan Kirim Pasukan {body}")[:2] == [
        "NATO Tak Akan Kirim Pasukan",
        f"{dateline}Rusia menolak tuntutan itu.",
    ]
    assert split(body)[0] == f"{dateline}Rusia menolak tuntutan itu."


def test_paragraphs_are_numbered_by_lines_with_text():
    assert [number for _, _, number in sentence_spans("\n\nA b.\n \n…\nC d. E f.\n")] == [0, 1, 1]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Mr. Smith left the U.S. Congress at 5 p.m. on Jan. 5.", "He went home."]),
        ("de", ["Am 3. Oktober feierte Dr. Merz mit ca. 20 Gästen.", "Der Abend war lang."]),
        ("ru", ["А. С. Пушкин жил в г. Москва.", "Это было в 1820 г.", "Потом он уехал."]),
        ("uk", ["У 1991 р. вона стала незалежною, як каже проф. Коваль.", "Це було давно."]),
        ("ar", ["قال د. أحمد ذلك.", "هل جاء؟", "نعم جاء."]),
    ],
)
def test_each_language_has_its_abbreviations(language: str, sentences: list[str]):
    assert split(" ".join(sentences), language) == sentences


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("id", "Kol. Inf. Budi lahir di Jakarta, 5 Jan. 1970."),
        ("en", "Shares of Yahoo! Inc. fell by 3%."),
        ("en", "He met Spc. Jones on Fri. Aug. 5 in Charlotte, N.C. as Smith et al. Nature wrote."),
        ("en", "The bridge is 5 ft. 10 in. wide."),
        ("de", "Er wohnt in der Hauptstr. 5 in Frankfurt a. M. neben Prof. h. c. mult. Schmidt."),
        ("de", "Der II. Weltkrieg endete, das XXI. Konzil begann."),
        ("ru", "Группа (пред. — В. Сидоров) собралась."),
        ("uk", "Так вважає т. зв. Президент."),
        ("de", "Im Jahr 768 n. Chr. König, wie Joh. Seb. Bach."),
        ("ru", "Стоимость составила 3,5 млн долл. США."),
        ("ru", "В 5 в. до н. э. Афины процветали."),
        ("uk", "Стаття 5 п. 2 ч. 1 Закону діє з 10 год. 30 хв."),
        ("ar", "وقال مراسل أ. ف. ب. إن القوات دخلت المدينة."),
        ("id", "Rapat dimulai pk. 10.00 di Jakarta."),
        ("id", "Ia lahir pada 17. Agustus 1945."),
        ("en", "It happened on the 23rd. May 1990."),
        ("ru", "Об этом корр. ТАСС сообщил арх. Шехтель, живущий на р. Волга."),
        ("ru", "В 1941–1945 гг. Красная армия воевала."),
        ("ru", "В конце 1980-х гг. Горбачёв начал реформы."),
        ("ru", "В 5 в. н. э. Рим пал."),
        ("ru", "Приказ №. 5 принят."),
        ("und", "El presidente de EE. UU. Joe Biden llegó."),
        ("und", "W 1991 r. Polska podpisała umowę obok ul. Kościół św. Anny."),
        ("und", "Ở TP. Hồ Chí Minh hôm nay."),
        ("und", "यह डॉ. राम ने कहा।"),
        ("und", "Elle a vu Mme. Dupont et Mlle. Martin."),
        ("und", "Il est né le 14. Juillet à Paris."),
        ("und", "Ieri l'on. Rossi e il presidente on. Bianchi hanno parlato."),
    ],
)
def test_an_abbreviation_of_a_language_does_not_end_a_sentence(language: str, sentence: str):
    assert split(sentence, language) == [sentence]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "They sold apples, etc.", "President Bush left."),
        ("ru", "Были яблоки, груши и т. д.", "Пушкин их любил."),
        ("uk", "Були яблука, груші і т.п.", "Шевченко їх любив."),
        ("de", "So regierte Ludwig XIV.", "Er starb 1715."),
        ("ar", "ولد أحمد عام 1946 م.", "عاش في مصر."),
        ("ar", "اشترى التفاح والموز إلخ.", "ثم عاد."),
        ("und", "The show will go on.", "He left the hall."),
        ("und", "They said it was ok.", "The minister agreed."),
        ("und", "Er wurde nur 12.", "Sie blieb allein."),
        ("und", "They won by 12.", "Out came the flags."),
    ],
)
def test_an_abbreviation_of_a_language_ends_a_sentence(language: str, first: str, second: str):
    assert split(f"{first} {second}", language) == [first, second]


@pytest.mark.parametrize(
    ("language", "date", "end"),
    [
        ("ru", "В 2010–2012 гг. Виктор посещал Волгоград.", "Он уехал из Москвы в 2012 г. Волгоград опустел."),
        ("uk", "У 1991 р. Україна стала незалежною.", "Книга вийшла у Києві в 1998 р. Видавництво закрили."),
    ],
)
def test_a_year_ends_a_sentence_unless_it_goes_before_one(language: str, date: str, end: str):
    assert split(date, language) == [date]
    assert len(split(end, language)) == 2


def test_chinese_needs_no_space_between_sentences():
    assert split("他来了。你去吗？“去！”他说。好（真的。）的。", "zh") == [
        "他来了。",
        "你去吗？",
        "“去！”他说。",
        "好（真的。）的。",
    ]


def test_what_follows_a_chinese_quotation_is_its_attribution_only_if_it_says_so():
    assert split("「我不知道。」他說。「好。」「我不知道。」“好！”问题很多。“很好！”专家指出，这很重要。", "zh") == [
        "「我不知道。」他說。",
        "「好。」",
        "「我不知道。」",
        "“好！”",
        "问题很多。",
        "“很好！”",
        "专家指出，这很重要。",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "他读了《怎么办？》。",
        "电影《我是谁？》于1998年上映。",
        "他问：“为什么？”。",
        "他提出了“为什么是我？”的问题。",
        "“我很高兴！”，他说。",
        "“我很高兴。”约翰逊告诉记者。",
    ],
)
def test_a_chinese_sentence_goes_on_after_a_title_or_a_quotation_in_it(sentence: str):
    assert split(f"{sentence}他来了。", "zh") == [sentence, "他来了。"]


def test_an_unknown_language_is_an_error_that_lists_the_known_ones():
    with pytest.raises(CorpusError) as caught:
        sentence_spans("Satu.", "xx")
    assert all(code in caught.value.hint for code in languages())


@given(
    st.text() | st.text(alphabet=" .!?…\n\r\"'“”()[]*。？”A1aБб्\u0301\ufeff\x00\xa0\u2028-"),
    st.sampled_from(languages()),
    st.sampled_from(["split", "keep"]),
)
def test_any_text_is_split_without_loss(text: str, language: str, quotes: str):
    spans = sentence_spans(text, language, quotes)
    covered = 0
    for start, end, _ in spans:
        assert covered <= start < end <= len(text)
        assert not any(character.isalnum() for character in text[covered:start])
        assert text[start:end] == text[start:end].strip()
        covered = end
    assert not any(character.isalnum() for character in text[covered:])


@pytest.mark.parametrize(
    "piece",
    [
        ". . . ",
        "a",
        "\n",
        "kata ",
        "“",
        "a. b. ",
        "?) ",
        "-。",
        "Dr. A ",
        "Ini dia. ",
        ".x",
        ".).",
        "aa.Ba",
        '"Aa. ',
        "Baca juga: Aa ",
    ],
)
@pytest.mark.parametrize("quotes", ["split", "keep"])
def test_ten_times_the_text_takes_at_most_twenty_five_times_as_long(piece: str, quotes: str):
    def took(size: int) -> float:
        return fastest(partial(sentence_spans, quotes=quotes), piece * (size // len(piece)))

    assert took(200_000) <= 25 * took(20_000)
