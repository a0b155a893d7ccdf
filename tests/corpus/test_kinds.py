"""What each segment of a page is."""

import pytest

from annotate.corpus import Article, split_article

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


def kinds(text: str) -> list[str]:
    return [sentence.kind for sentence in split_article(Article("a", text))]


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


def test_a_list_of_titles_after_the_last_paragraph_is_related_links():
    assert kinds("Isi berita.\nSatu Judul Lain\nDua Judul Lain\nTiga Judul Lain") == ["prose"] + 3 * ["related-link"]


def test_a_line_that_goes_on_in_the_next_one_is_prose():
    assert kinds("Isi berita.\nMenurut Budi Santoso\n, hal itu benar.") == ["prose", "prose", "prose"]


def test_what_follows_a_notice_of_syndication_is_boilerplate():
    assert kinds("Isi.\nArtikel ini disediakan oleh pihak ketiga.\nMereka bekerja di 90 negara.")[1:] == 2 * [
        "boilerplate"
    ]


def test_an_article_on_one_line_is_not_lost_to_its_first_words():
    assert kinds("Copyright: Satu. Dua itu. Tiga itu. Empat itu. Lima itu.").count("prose") == 4
