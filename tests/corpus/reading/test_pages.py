"""Articles out of web pages, whatever elements they are made of, and a warning where little was kept."""

import tomllib
from pathlib import Path
from random import Random

import pytest

from annotate.corpus import Article, ReadingReport, read_articles, split_article

ROOT = Path(__file__).parents[3]
WORDS = ("menteri", "perundingan", "keamanan", "jaminan", "pasukan", "negara", "presiden", "belum", "lalu", "meminta")
LINES = [f"Menurut dia, {' '.join(Random(number).choices(WORDS, k=20))}." for number in range(40)]


def read(path: Path, report: ReadingReport | None = None) -> list[Article]:
    return list(read_articles([path], report=report))


def page(path: Path, body: str) -> Path:
    around = "<nav><a href='/'>Beranda</a></nav>{}<footer>Hak cipta dilindungi.</footer>"
    path.write_text(f"<html><head><title>Judul Berita</title></head><body>{around.format(body)}</body></html>")
    return path


def each(form: str, lines: list[str]) -> str:
    return "".join(form.format(line) for line in lines)


def test_a_web_page_gives_its_article_and_what_it_says_of_it(tmp_path: Path):
    body = "".join(
        f"<p>Presiden berkata begini untuk ke-{n} kalinya. Lalu begitu, kata dia di Jakarta.</p>" for n in range(9)
    )
    (tmp_path / "halaman.html").write_text(
        f"""<html><head><title>Judul Berita</title><meta property="og:site_name" content="Contoh">
        <meta property="article:published_time" content="2022-03-04"></head>
        <body><nav><a href="/">Beranda</a></nav><article><h1>Judul Berita</h1>{body}</article></body></html>"""
    )
    (article,) = read(tmp_path)
    assert article.id == "halaman"
    assert article.metadata == {"source": "Contoh", "title": "Judul Berita", "date": "2022-03-04"}
    assert article.text.count("Presiden") == 9
    assert "Beranda" not in article.text


def test_text_that_stands_beside_the_paragraphs_of_a_page_is_kept(tmp_path: Path):
    lead = "<strong>Moskow</strong> - Rusia menuding <a href='/as'>Amerika Serikat</a> sengaja mengobarkan ketegangan."
    body = "".join(f"<p>Presiden berkata begini untuk ke-{n} kalinya, lalu begitu.</p>" for n in range(5))
    for name, content in (("first", lead + body), ("last", "Bagikan" + body + lead), ("amid", body + lead + body)):
        page = f'<html><body><article><h1>Judul</h1><div class="isi">{content}</div></article></body></html>'
        (tmp_path / f"{name}.html").write_text(page)
    for article in read(tmp_path):
        assert "Moskow - Rusia menuding Amerika Serikat sengaja mengobarkan ketegangan." in article.text.splitlines()
        assert all(one.kind == "boilerplate" for one in split_article(article) if "Bagikan" in one.text)


@pytest.mark.parametrize(
    "body",
    [
        "<table>" + each("<tr><td>{}</td></tr>", LINES) + "</table>",
        each("<div class='x'>{}</div>", LINES),
        "<ul>" + each("<li>{}</li>", LINES) + "</ul>",
        each("<section><h2>Bagian</h2><p>{}</p></section>", LINES),
        each("<section class='chapter'><div><div>{}</div></div></section>", LINES),
        f"<p>{LINES[0]}</p><div class='teaser-text related'>{each('<p>{}</p>', LINES[1:])}</div>",
        "<br><br>".join(LINES),
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "articleBody": "'
        + " ".join(LINES)
        + '"}</script><p>Bagikan</p>',
        f"<p>{LINES[0]}</p>",
    ],
    ids=["table", "divs", "list", "headed sections", "sections of divs", "teaser", "line breaks", "script", "short"],
)
def test_the_whole_article_is_kept_whatever_elements_it_is_in(tmp_path: Path, body: str):
    report = ReadingReport()
    (article,) = read(page(tmp_path / "a.html", body), report)
    words = " ".join(article.text.split())
    assert [line for line in LINES if line in body and line not in words] == []
    assert all(one.kind == "boilerplate" for one in split_article(article) if "Beranda" in one.text)
    assert report.kept_in_part == []


def test_a_page_of_which_little_was_kept_is_reported_with_how_much(tmp_path: Path):
    body = (
        f"<article>{each('<p>{}</p>', LINES[:12])}</article><div class='sidebar'>{each('<p>{}</p>', LINES[12:])}</div>"
    )
    report = ReadingReport()
    (article,) = read(page(tmp_path / "a.html", body), report)
    assert LINES[11] in article.text
    assert LINES[12] not in article.text
    ((name, kept, characters),) = report.kept_in_part
    assert name == str(tmp_path / "a.html")
    assert characters == sum(map(len, LINES))
    assert kept == pytest.approx(sum(map(len, LINES[:12])), rel=0.01)


@pytest.mark.parametrize(
    "around",
    [
        f"<nav>{each('<p>{}</p>', LINES)}</nav>",
        f"<aside>{each('<p>{}</p>', LINES)}</aside>",
        f"<div id='comments'>{each('<div>{}</div>', LINES)}</div>",
        f"<div class='sidebar'>{each('<p><a href=x>{}</a></p>', LINES)}</div>",
        f"<div class='sidebar'><p>{LINES[0]}</p></div>",
        "<div class='sidebar'>" + "<p>Baca berita lainnya</p>" * 100 + "</div>",
    ],
    ids=["navigation", "aside", "comments", "links", "one notice", "labels"],
)
def test_what_stands_around_an_article_is_no_part_of_it_that_was_lost(tmp_path: Path, around: str):
    report = ReadingReport()
    read(page(tmp_path / "a.html", f"<article><p>{LINES[0]}</p><p>{LINES[1]}</p></article>{around}"), report)
    assert report.kept_in_part == []


def test_what_pages_need_is_named_among_the_dependencies():
    """Pip 23 does not install what trafilatura's own dependencies call `lxml[html_clean]`."""
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert any(name.startswith("lxml_html_clean") for name in dependencies)
    assert "lxml_html_clean==" in (ROOT / "constraints.txt").read_text()


def test_a_page_s_language_and_headings_are_kept(tmp_path: Path):
    file = tmp_path / "a.html"
    body = f"<h1>Apa Isinya?</h1><p>{LINES[0]}</p><h2>Mengapa dia pergi?</h2><p>{LINES[1]}</p><p>Mengapa begitu?</p>"
    file.write_text(f"<html lang='id-ID'><body><article>{body}<p>{LINES[2]}</p></article></body></html>")
    (article,) = read(file)
    assert article.metadata["language"] == "id-ID"
    kinds = {sentence.text: sentence.kind for sentence in split_article(article)}
    assert kinds["Apa Isinya?"] == kinds["Mengapa dia pergi?"] == "heading"
    assert kinds["Mengapa begitu?"] == kinds[LINES[2]] == "prose"


def test_a_table_for_layout_is_read_as_paragraphs_and_one_of_data_as_rows(tmp_path: Path):
    for name, table in {
        "column": f"<table><tr><td>{each('<p>{}</p>', LINES)}</td></tr></table>",
        "rows": f"<table>{each('<tr><td><p>{}</p></td></tr>', LINES)}</table>",
        "breaks": f"<table><tr><td>{'<br><br>'.join(LINES)}</td></tr></table>",
        "nested": f"<table><tr><td><table><tr><td>{each('<p>{}</p>', LINES)}</td></tr></table></td></tr></table>",
    }.items():
        (article,) = read(page(tmp_path / f"{name}.html", table))
        lines = [line for line in article.text.splitlines() if line in LINES]
        assert lines == LINES
    data = "<table><tr><td>Polandia</td><td>14</td></tr><tr><td>Jerman</td><td>18</td></tr></table>"
    (article,) = read(page(tmp_path / "data.html", f"<article>{each('<p>{}</p>', LINES)}{data}</article>"))
    assert "| Polandia | 14 |" in article.text


@pytest.mark.parametrize("hiding", ["hidden", "style='display:none'", "style='color:red; Display : None'"])
def test_what_a_page_hides_is_left_out(tmp_path: Path, hiding: str):
    body = (
        f"<article><h1>Judul</h1>{each('<p>{}</p>', LINES)}<div {hiding}><p>Ini tidak kelihatan bagi pembaca.</p></div>"
    )
    (article,) = read(page(tmp_path / "a.html", f"{body}</article>"))
    assert "tidak kelihatan" not in article.text
    assert LINES[-1] in article.text


def test_an_article_that_a_script_shows_is_kept(tmp_path: Path):
    body = f"<article><h1>Judul</h1><p>{LINES[0]}</p><div hidden>{each('<p>{}</p>', LINES[1:])}</div></article>"
    (article,) = read(page(tmp_path / "a.html", body))
    assert [line for line in LINES if line not in article.text] == []
