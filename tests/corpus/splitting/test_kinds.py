"""What each segment of a page is."""

from collections.abc import Callable

import pytest
from timing import fastest

from annotate.corpus import Article, split_article
from annotate.corpus.selecting.duplicates import sketch_text

PAGE = """Beranda > Internasional
Baca berita tanpa iklan. Gabung Kompas.com+
NATO Tak Akan Kirim Pasukan ke Ukraina
Kompas.com - 30/01/2022, 05:34 WIB
Penulis: Ana Syatiri | Editor: Budi
JAKARTA, KOMPAS.com - Sekjen NATO menyatakan tidak ada rencana itu. Ia berbicara kepada BBC.
Baca juga: Rusia Minta Jaminan Tertulis. Apa Isinya?
Tanggapan Moskow
“Kami menunggu jawaban,” kata Lavrov.
(ant/bud)
Dapatkan update berita pilihan dari Kompas.com. Anda harus install aplikasi lebih dulu.
Berita Terkait
Ukraina Terima Bantuan Senjata
AS Siapkan Sanksi Baru
Copyright © 2022"""


def kinds(text: str, language: str = "id") -> list[str]:
    return [sentence.kind for sentence in split_article(Article("a", text), language=language)]


def kinds_of(text: str, language: str = "id") -> dict[str, str]:
    """The kind of each segment, by its text."""
    return {sentence.text: sentence.kind for sentence in split_article(Article("a", text), language=language)}


def test_a_page_is_named_line_by_line():
    named = [(sentence.kind, sentence.text.split()[0]) for sentence in split_article(Article("a", PAGE))]
    assert named == [
        ("boilerplate", "Beranda"),
        ("related-link", "Baca"),
        ("related-link", "Gabung"),
        ("heading", "NATO"),
        ("byline", "Kompas.com"),
        ("byline", "Penulis:"),
        ("prose", "JAKARTA,"),
        ("prose", "Ia"),
        ("related-link", "Baca"),
        ("related-link", "Apa"),
        ("heading", "Tanggapan"),
        ("prose", "“Kami"),
        ("byline", "(ant/bud)"),
        ("boilerplate", "Dapatkan"),
        ("boilerplate", "Anda"),
        ("related-link", "Berita"),
        ("related-link", "Ukraina"),
        ("related-link", "AS"),
        ("boilerplate", "Copyright"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Foto: Istimewa", "byline"),
        ("Jumat, 4 Maret 2022 | 10:00 WIB", "byline"),
        ("REUTERS", "byline"),
        ("Laporan wartawan Tribunnews.com, Budi Santoso", "byline"),
        ("Rita Uli Hutapea - detikNews", "byline"),
        ("ANTARA FOTO/Reuters/Maxar", "byline"),
        ("(Foto: Dok. Istimewa)", "byline"),
        ("Iklan - Lanjutkan membaca", "heading"),
        ("Pilihan Redaksi", "related-link"),
        ("Scroll ke bawah untuk melanjutkan", "boilerplate"),
        ("Klik di sini untuk berita lainnya", "boilerplate"),
        ("Belum ada komentar.", "boilerplate"),
        ("All right reserved", "boilerplate"),
        ("Copyright @ 2022 detikcom.", "boilerplate"),
        ("12", "boilerplate"),
        ("Jakarta - Rusia menolak tuntutan NATO", "prose"),
        ("Klik di sini, kata Putin.", "prose"),
        ("2 jam lalu", "byline"),
        ("Artikel Terkait", "related-link"),
        ("(Baca: Semua Bertanya kepada Presiden)", "related-link"),
        ("Simak Video Pilihan Berikut Ini:", "related-link"),
        ("Read more: Russia demands guarantees", "related-link"),
        ("ADVERTISEMENT", "boilerplate"),
        ("SCROLL TO CONTINUE WITH CONTENT", "boilerplate"),
        ("Tags: Ukraina, NATO", "boilerplate"),
        ("#ukraina", "boilerplate"),
        ("Bagikan ke Facebook", "boilerplate"),
        ("Artikel ini telah tayang di Kompas.com dengan judul Perang.", "boilerplate"),
        ("0 Komentar", "boilerplate"),
        ("Yuk, ikuti kami di Telegram.", "boilerplate"),
        ("Simak breaking news dan berita pilihan kami langsung di ponselmu.", "boilerplate"),
        ("Advertisement.", "boilerplate"),
        ("Scroll to continue reading.", "boilerplate"),
        ("Video Terkait.", "related-link"),
        ("Hak cipta dilindungi undang-undang.", "boilerplate"),
        ("[Gambas:Video CNN]", "related-link"),
        ("Berita Lainnya", "related-link"),
        ("Rekomendasi untuk Anda", "related-link"),
        ("Terkait: Rusia menolak tuntutan NATO.", "related-link"),
        ("Saksikan video pilihan di bawah ini.", "related-link"),
        ("Reporting by John Smith; editing by Jane Doe.", "byline"),
        ("https://contoh.id/berita", "boilerplate"),
        ("Sumber Kremlin menyatakan hal itu tidak benar.", "prose"),
        ("Halaman itu ditutup polisi pada Senin.", "prose"),
        ("Ikuti perintah atasan, kata dia.", "prose"),
        ("Foto-foto korban beredar di media sosial.", "prose"),
        ("Minggu sore juga melihat para pemimpin bertemu di Brussels.", "prose"),
        ("Masuk ke Ukraina, pasukan Rusia menguasai kota Kherson.", "prose"),
        ("Baca puisi menjadi kegemarannya sejak kecil.", "prose"),
    ],
)
def test_a_line_is_known_by_how_it_begins_and_ends(line: str, kind: str):
    assert kinds(line) == [kind]


CLAUSES = """Terkait hal itu, Lavrov meminta jaminan tertulis.
Terkait tuntutan Rusia, NATO menegaskan tidak akan memberikan jaminan keamanan apa pun kepada Moskow.
Rekomendasi Komnas HAM itu ditolak pemerintah.
Video terbaru menunjukkan pasukan Rusia memasuki Kherson.
Foto terbaru dari satelit menunjukkan pergerakan pasukan Rusia di perbatasan.
Foto/video pasukan Rusia itu dibantah Kremlin.
Berita terkait penarikan pasukan itu dibantah Kremlin.
Topik lain yang dibahas adalah jaminan keamanan bagi Ukraina.
Jangan lewatkan kesempatan damai ini, kata Guterres kepada Putin.
Lihat juga bagaimana Rusia menuntut jaminan, kata Biden.
You may also demand guarantees from Moscow, Biden told Zelensky.
Related talks on security guarantees will resume on Monday, officials said.
More from the negotiations is expected on Monday, the Kremlin said.
Read more than 100 pages of guarantees, Putin told reporters.
Ikuti perkembangan itu, kata Lavrov, Rusia akan menyampaikan update berikutnya.
Gabung ke NATO lewat aplikasi resmi adalah hak Ukraina, kata Zelensky.
Bergabung dengan saluran resmi NATO, Ukraina menuntut jaminan keamanan.
Pilih perang atau damai, kata Putin kepada saluran Rossiya 1.
Get guarantees in writing, he said, before you install the app.
Hak cipta atas dokumen jaminan itu dipegang Kremlin.
Copyright law was not discussed at the NATO summit.
Disclaimer itu ditolak Moskow dalam perundingan.
Advertisement revenue fell after the sanctions, the company said.
Berita ini telah dimuat dan dibantah Kremlin.
Laporan wartawan asing itu dibantah Kremlin.
Reporting on the guarantees, the Kremlin said nothing.
Published on Monday, the treaty demands legal guarantees from NATO."""


@pytest.mark.parametrize("clause", CLAUSES.splitlines())
def test_a_clause_with_a_full_stop_is_prose_whatever_it_begins_with(clause: str):
    assert kinds(clause) == ["prose"]
    assert kinds(f"NATO diam. {clause} Biden pergi.") == 3 * ["prose"]


def test_a_quotation_is_no_link():
    assert kinds("Isi.\n“Video terbaru itu palsu,” kata Putin") == ["prose", "heading"]


def test_a_clause_is_prose_without_its_full_stop_if_it_goes_on():
    assert kinds("Isi berita.\nTerkait hal itu\n, Lavrov meminta jaminan.") == 3 * ["prose"]


def test_a_paragraph_is_not_lost_to_its_first_words():
    assert kinds(
        "Isi.\nTerkait jaminan, Putin menuntut NATO mundur. Ia meminta itu. NATO menolak. Biden diam."
    ) == 5 * ["prose"]
    assert kinds("Isi.\nBaca juga: Rusia Menolak. NATO menolak tuntutan itu.") == ["prose", "related-link", "prose"]


@pytest.mark.parametrize("form", ["{}. ", "{}) ", "({}) ", "{}."])
def test_a_numbered_list_at_the_end_is_content(form: str):
    for parties in (["Golkar", "PDIP"], ["Golkar", "PDIP", "Demokrat", "PKS"]):
        items = [form.format(number) + party for number, party in enumerate(parties, 1)]
        assert kinds("\n".join(["Partai itu lolos.", *items])) == ["prose"] * (1 + len(items))


def test_a_list_after_a_colon_is_content():
    assert kinds("Rusia meminta tiga hal:\n• Jaminan tertulis\n• Penarikan pasukan\n• Batas NATO") == 4 * ["prose"]


def test_a_numbered_list_of_titles_under_its_heading_is_related_links():
    text = "Isi berita.\nTerpopuler\nBerita Terpopuler\n1. Rusia Umumkan Operasi\n2. AS Siapkan Sanksi"
    assert kinds(text)[2:] == 3 * ["related-link"]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Simak juga Video: Apa Isi Jaminan Itu?", "id"),
        ("Simak juga Video: Putin bicara soal apa?", "id"),
        ("Simak Video: Kata Zelensky", "id"),
        ("Lihat juga video pernyataan Putin: “Kami Menang”", "id"),
        ("Video: Detik-detik Serangan", "id"),
        ("Watch: Why did Russia invade?", "en"),
        ("Read also: What does NATO want?", "en"),
        ("Lesen Sie auch: Was will die NATO?", "de"),
        ("Читайте также: Чего хочет НАТО?", "ru"),
        ("Читайте також: Чого хоче НАТО?", "uk"),
        ("اقرأ أيضا: ماذا يريد الناتو؟", "ar"),
        ("延伸阅读：北约想要什么？", "zh"),
    ],
)
def test_a_link_is_one_although_it_asks_a_question(line: str, language: str):
    assert kinds(f"NATO 2022.\n{line}", language)[1:] == ["related-link"]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("John Smith and Jane Doe contributed to this report.", "en"),
        ("Associated Press writer John Smith contributed to this report from Kyiv.", "en"),
        ("CNN's John Smith contributed reporting.", "en"),
        ("Additional reporting by Max Hunder in Kyiv and Jane Doe in London.", "en"),
        ("With assistance from Jane Doe.", "en"),
        ("Budi Santoso dan Ani Wijaya berkontribusi dalam laporan ini.", "id"),
        ("Laporan tambahan oleh Budi Santoso.", "id"),
    ],
)
def test_who_worked_on_an_article_is_no_prose(line: str, language: str):
    assert kinds(f"Isi berita itu.\n{line}", language) == ["prose", "byline"]


@pytest.mark.parametrize(
    "line",
    ["The sanctions contributed to this crisis.", "It is what the findings of the inquiry contributed to this report."],
)
def test_a_sentence_about_a_contribution_is_prose(line: str):
    assert kinds(f"Isi berita itu.\n{line}", "en") == 2 * ["prose"]


BODY = "Rusia menuntut jaminan tertulis dari NATO dan Amerika Serikat, kata Lavrov di Moskow pada hari Senin. " * 3
TITLES = [
    "Apa Isi Jaminan yang Diminta Rusia?",
    "AS Siapkan Sanksi Baru",
    "Zelensky sebut pasukan Rusia mundur",
    "Rusia Minta Jaminan Tertulis. Apa Isinya?",
]
DATES = [
    "Rabu, 02 Mar 2022 10:00 WIB",
    "2 jam yang lalu | Internasional",
    "28/02/2022 09:15",
    "Internasional | 1 Maret 2022",
]


def test_dates_and_titles_in_turn_are_related_links_wherever_they_stand():
    dated = [line for pair in zip(DATES, TITLES, strict=True) for line in pair]
    for teasers in (dated, [line for pair in zip(TITLES, DATES, strict=True) for line in pair]):
        named = kinds_of("\n".join([BODY, "Lainnya di Sini", *teasers, BODY]))
        assert {named[title] for title in TITLES[:3]} == {"related-link"}
        assert named["Rusia Minta Jaminan Tertulis."] == named["Apa Isinya?"] == "related-link"
        assert set(kinds(BODY)) == {named[BODY.split(". ")[0] + "."]} == {"prose"}


@pytest.mark.parametrize(
    "date",
    [
        "Rabu, 2 Maret 2022 | 10:00 WIB",
        "10:00 WIB, Rabu 2 Maret 2022",
        "Diterbitkan: 2 Maret 2022, 10:00",
        "Tue, 01 Mar 2022 10:00 GMT",
        "March 2, 2022 at 10:00 AM",
        "2022-03-02",
        "Kemarin, 10:15",
        "Kompas.com - 02/03/2022, 10:00 WIB",
        "3 jam yang lalu",
    ],
)
def test_a_date_is_known_in_many_forms(date: str):
    titles = "\n".join(f"{date}\nAS Siapkan Sanksi {number}" for number in ("Baru", "Lain", "Lagi"))
    assert kinds(f"{BODY}\n{titles}\n{BODY}").count("related-link") == 3


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("de", "vor 2 Stunden"),
        ("de", "Stand: 30.01.2022 05:34 Uhr"),
        ("ru", "2 часа назад"),
        ("uk", "сьогодні, 05:34"),
        ("ar", "منذ ساعتين"),
        ("ar", "31 كانون الثاني 2022"),
        ("zh", "2小时前"),
        ("zh", "2022年1月31日"),
        ("und", "lunes, 31 de enero de 2022"),
        ("und", "Hace 2 horas"),
        ("und", "Publié le 31 janvier 2022 à 12h30"),
        ("und", "31 Ocak 2022 Pazartesi"),
        ("und", "2 godziny temu"),
        ("und", "31 gennaio 2022, alle 12:30"),
    ],
)
def test_a_date_is_known_in_many_languages(language: str, date: str):
    titles = "\n".join(f"{date}\nPutin {number} Orban Kremlin" for number in ("met", "saw", "heard"))
    assert kinds(f"{BODY}\n{titles}\n{BODY}", language).count("related-link") == 3


@pytest.mark.parametrize("form", ["{title} | {date}", "{title} - {date}", "{title} ({date})"])
def test_titles_with_their_dates_in_the_same_line_are_related_links(form: str):
    dates = ["2 jam lalu", "28/02/2022 09:15", "1 Maret 2022", "Kemarin, 10:15"]
    teasers = [
        form.format(title=title, date=date) for title, date in zip(TITLES[:1] + TITLES[2:], dates[:3], strict=True)
    ]
    assert kinds("\n".join([BODY, *teasers, BODY])).count("prose") == 6
    assert "related-link" not in kinds("\n".join([BODY, *teasers[:2], BODY]))


def test_titles_that_follow_an_age_in_the_same_line_are_related_links():
    teasers = [f"{hours} jam lalu {title}" for hours, title in enumerate(TITLES[:3], 1)]
    assert kinds("\n".join([BODY, *teasers, BODY])).count("related-link") == 3


def test_a_chronology_in_an_article_is_no_list_of_others():
    events = [f"{day} Februari 2022 Rusia menyerang kota ke-{day} dari utara" for day in range(20, 24)]
    assert "related-link" not in kinds("\n".join([BODY, *events, BODY]))


def test_several_dates_below_the_title_of_an_article_are_no_list():
    text = f"NATO Tak Akan Kirim Pasukan\n2 Maret 2022\n10:00 WIB\n2 jam yang lalu\n{BODY}"
    assert kinds(text)[:4] == ["heading", "byline", "byline", "byline"]


@pytest.mark.parametrize("line", ["2 Maret 2022 - Rusia Serang Ukraina dari Utara", "Selasa malam, Rusia menyerang"])
def test_a_line_that_says_more_than_a_date_is_none(line: str):
    assert kinds(f"Isi berita.\n{line}")[1] != "byline"


def test_a_line_marked_as_a_heading_is_one():
    assert kinds("Isi berita.\n## Mengapa ia pergi?\nIa lelah.") == ["prose", "heading", "prose"]


def test_the_summaries_of_teasers_are_related_links_too():
    teasers = [line for pair in zip(DATES, TITLES, 4 * ["Begitu kata dia kemarin."], strict=True) for line in pair]
    assert kinds("\n".join([BODY, *teasers, BODY])).count("related-link") == 9


def test_the_title_of_the_article_itself_is_not_lost_to_the_list_before_it():
    teasers = [line for pair in zip(TITLES, DATES, strict=True) for line in pair]
    named = kinds_of("\n".join([*teasers, "Judul Artikel Ini Sendiri", "2 Maret 2022", BODY]))
    assert named["AS Siapkan Sanksi Baru"] == "related-link"
    assert named["Judul Artikel Ini Sendiri"] == "heading"


def test_what_a_live_report_says_at_each_hour_is_not_lost():
    entries = [line for hour in range(10, 16) for line in (f"{hour}.00 WIB", f"Kabar Pukul {hour}", BODY[:200] + ".")]
    assert kinds("\n".join(entries)).count("prose") >= 6


def test_five_titles_in_a_row_are_related_links_although_prose_follows():
    titles = [
        f"{title} Hari Ini" for title in (*TITLES[1:3], "NATO Gelar Rapat", "Harga Minyak Naik", "Uni Eropa Bersidang")
    ]
    named = kinds_of("\n".join([BODY, BODY, *titles, "Tanggapan Moskow", BODY]))
    assert {named[title] for title in titles} == {"related-link"}
    assert named["Tanggapan Moskow"] == "heading"


def test_a_question_that_is_written_like_a_title_is_a_heading():
    assert kinds("Isi berita.\nApa Itu NATO?\nNATO adalah pakta.") == ["prose", "heading", "prose"]
    assert kinds("Isi berita.\nLalu bagaimana nasib warga di sana?\nBegini.") == 3 * ["prose"]


def test_short_lines_after_a_line_of_tags_are_boilerplate():
    text = "Isi berita.\nTags\nRusia\nUkraina\nnato\nBerita Terkait\nJudul Lain\nLavrov menolak hal itu."
    assert kinds(text) == ["prose"] + 4 * ["boilerplate"] + 2 * ["related-link"] + ["prose"]


def test_titles_under_the_choice_of_the_editors_are_related_links():
    text = "Isi berita.\nPilihan Redaksi\nPutin Umumkan Operasi Militer\nAnalis menyebut pasar panik."
    assert kinds(text) == ["prose", "related-link", "related-link", "prose"]


def test_titles_that_look_like_sentences_are_related_links_under_the_heading_of_a_list():
    titles = "Apa isi jaminan yang diminta Rusia?\nPutin Umumkan Operasi\nMengapa NATO diam saja?"
    assert kinds(f"Isi berita.\nBerita Terkait\n{titles}") == ["prose"] + 4 * ["related-link"]
    assert kinds("Isi berita.\nBerita Terkait\nJudul Lain\nLalu apa kata Lavrov?\nIa menolak.")[3:] == 2 * ["prose"]


def test_a_list_of_titles_after_the_last_paragraph_is_related_links():
    assert kinds("Isi berita.\nSatu Judul Lain\nDua Judul Lain\nTiga Judul Lain") == ["prose"] + 3 * ["related-link"]


def test_a_line_that_goes_on_in_the_next_one_is_prose():
    assert kinds("Isi berita.\nMenurut Budi Santoso\n, hal itu benar.") == ["prose", "prose", "prose"]


def test_what_follows_a_notice_of_syndication_is_boilerplate():
    assert kinds("Isi.\nArtikel ini disediakan oleh pihak ketiga.\nMereka bekerja di 90 negara.")[1:] == 2 * [
        "boilerplate"
    ]


@pytest.mark.parametrize("gap", ["\n", " "])
def test_an_article_goes_on_after_a_notice_of_syndication_at_its_top(gap: str):
    text = gap.join(["Konten ini disediakan oleh mitra kami.", "Rusia menuntut jaminan.", "NATO menolak tuntutan itu."])
    assert kinds(text) == ["boilerplate", "prose", "prose"]


def test_an_article_on_one_line_is_not_lost_to_its_first_words():
    assert kinds("Copyright: Satu. Dua itu. Tiga itu. Empat itu. Lima itu.").count("prose") == 4


CUES = """oleh |foto: |foto/|penulis |laporan wartawan |reporting by |published on |baca juga |simak video |terkait |
berita lain |rekomendasi |ikuti |ikuti, |artikel ini telah |artikel ini tayang di |copyright |hak cipta |
dilarang mengambil |sign up for |log in to |share |home > |a > |5 |5/5/22 |mei 5, 2022 |senin, |pukul 10.10 |2 jam |
jakarta, senin 5 |jakarta - 5/5 |jakarta -- |kompas |(|(a/|#|a.b@|www.|“"""
FILLS = [
    "a",
    "a ",
    "a  ",
    "a, ",
    "a/",
    "a-",
    "a'",
    "a > ",
    "(a",
    "1",
    "1 ",
    "1/",
    "1.",
    ".",
    ". ",
    " ",
    "\t",
    ",",
    "•",
    "á",
    "\u0301",
]


def hostile_lines(cue: str, length: int) -> str:
    return "\n".join(cue + (fill * length)[:length] + end for fill in FILLS for end in (" =b", "!", "")) + "\n"


def split(text: str) -> object:
    return split_article(Article("a", text))


@pytest.mark.parametrize("cue", CUES.replace("\n", "").split("|"))
def test_lines_of_ten_times_the_length_take_at_most_twenty_five_times_as_long(cue: str):
    assert fastest(split, 3 * hostile_lines(cue, 160)) <= 25 * fastest(split, 3 * hostile_lines(cue, 16))


def test_ten_times_as_many_teasers_take_at_most_twenty_five_times_as_long():
    teasers = "2 jam lalu\nAS Siapkan Sanksi Baru\n" * 40 + "2 jam lalu\n" * 5 + "Isi itu.\n3 jam lalu\n"
    assert fastest(split, 10 * teasers) <= 25 * fastest(split, teasers)


@pytest.mark.parametrize("work", [split, sketch_text])
def test_ten_times_as_many_lines_take_at_most_twenty_five_times_as_long(work: Callable[[str], object]):
    text = "".join(hostile_lines(cue, 160) for cue in CUES.replace("\n", "").split("|")[::4])
    assert fastest(work, 10 * text) <= 25 * fastest(work, text)
