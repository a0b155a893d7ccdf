"""What each segment of a news article is: prose, heading, related link, byline or boilerplate.

Rules for plain text in Indonesian and English, read line by line: the words a line begins with, whether it ends like a
sentence, and what came before it. Nothing is deleted: a segment only gets a name, and whoever reads the file chooses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Literal, get_args

from annotate.errors import ConfigError

Kind = Literal["prose", "heading", "related-link", "byline", "boilerplate"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_DAY = "senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = "(?:jan|feb|mar|apr|mei|may|jun|jul|agu|ags|aug|sep|okt|oct|nov|nop|des|dec)[a-z]*+"
_CLOCK = r"(?:pukul|jam|at|[-|•,@])?\s*+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\s*+(?:wib|wita|wit|am|pm|gmt)?"
# A sign at its beginning names a segment always, and so does a cue with a colon; a cue alone, if no clause follows it.
_RELATED_SIGN = r"""
    (?:baca|simak|lihat)\s?: | gambas:
    | baca\s(?:juga|pula|selengkapnya|lebih\s(?:lanjut|lengkap)
        |(?:berita|artikel)\s(?:tanpa|terkait|lain|lainnya|menarik|selengkapnya))\b
    | baca\s(?:berita|artikel)\s.{1,100}?\bselengkapnya\b
    | (?:simak|lihat|tonton|saksikan|dengarkan)\s(?:(?:juga|pula)\s)?(?:video|foto|artikel|berita|infografis|podcast)\s
        .{0,60}?\b(?:berikut|di\sbawah|pilihan|menarik|selengkapnya)\b
"""
_RELATED_CUE = r"""
    (?:baca|simak|lihat|tonton|saksikan|dengarkan|read|see|watch)\s
        (?:juga|pula|selengkapnya|lebih|berita|artikel|video|foto|also|more|next)\b
    | (?:artikel|berita|konten|video|topik|foto|related|more|recommended)\s
        (?:terkait|lainnya|lain|pilihan|populer|terpopuler|terbaru|terkini|articles?|news|stories|from|for\syou)\b
    | (?:related|terkait|rekomendasi)\b(?=\s?:|(?:\s[\w-]++){0,3}+\W*+\Z)
    | (?:pilihan\s(?:editor|redaksi)|editor'?s\s(?:choice|pick)|you\smay\salso|jangan\slewatkan|gambas)\b
"""
_CREDIT_WORD = r"""
    (?:foto|photo|gambar|ilustrasi|penulis|editor|reporter|pewarta|wartawan|kontributor|sumber|source|laporan|redaktur
        |uploader|penyunting|author|writer|dok|image|credit|kredit|caption|by|oleh|red|tim\sredaksi)
"""
_CREDIT_SIGN = r"""
    laporan\s(?:wartawan|reporter|jurnalis|kontributor)\s[\w-]{2,30}+\.(?:com|co|id|tv|net)\b
    | (?:reporting|writing)\sby\s(?:[^.;]{1,80}+;|.{1,80}?\b(?:editing|writing|reporting)\sby\b)
"""
_CREDIT_CUE = r"""
    (?:laporan\s(?:wartawan|reporter|jurnalis)|(?:reporting|writing|editing|published|posted|written)\s(?:by|on))\b
"""
_BYLINE_LINE = rf"""
    (?:(?:{_DAY})[\s,/|]++)?(?:\d{{1,2}}[\s/.-]++(?:{_MONTH}|\d{{1,2}})[\s/.,-]++\d{{2,4}}|{_MONTH}\s\d{{1,2}},?\s\d{{4}})
        [\s|,•-]*+(?:{_CLOCK})?
    | {_CLOCK} | \d++\s(?:detik|menit|jam|hari|minggu|bulan|minutes?|hours?|days?)\s(?:yang\s)?(?:lalu|ago)
    | (?:reuters|antara(?:\snews)?|afp|ap|xinhua|tass|cnn(?:\sindonesia)?|bbc(?:\snews)?|anadolu|tim|redaksi)
    | [\w-]++\.com | [\w.' ]{{3,40}}\s-\s(?:detik\w*|cn(?:n|bc)\sindonesia|[\w-]++\.com) | antara\sfoto\s?/.{{1,60}}
    | \([\w.*-]{{1,24}}+(?:[/,|&\s]++[\w.*-]{{1,24}}+){{0,3}}+[/,|&\s]*+\)
    | (?:oleh|by|penulis|editor|reporter)\s(?:[\w.'-]++\s?+){{1,4}}+
    | [\w. ]{{2,40}}(?:,|\s[-–|])\s(?:{_DAY})\W++\d{{1,2}}+.{{0,40}}
    | [\w. ]{{2,30}}\s[-–|•]\s\d{{1,2}}[\s/.-]++(?:{_MONTH}|\d{{1,2}}).{{0,30}}
"""
_PROMOTION = (
    "ikuti|follow|dapatkan|cek|simak|gabung|bergabung|mari|yuk|ayo|join|download|unduh|install|get|pilih|temukan"
)
_NETWORK = "whatsapp|wa|telegram|instagram|twitter|facebook|youtube|tiktok|medsos|media\\ssosial"
_NOTICE_SIGN = rf"""
    star\sinactive | scroll\s(?:to\s(?:continue|resume)|(?:untuk|ke)\s(?:melanjutkan|bawah))
    | klik\sdi\s?sini\suntuk | belum\sada\skomentar
    | all\srights?\sreserved | copyright\s*+(?:©|@|\(c\)|\d{{4}}) | hak\scipta\s(?:dilindungi|©|\d) | ©
    | (?:artikel|berita|konten|siaran\spers)\sini\s
        (?:(?:(?:telah|sudah|pertama\skali)\s){{0,2}}+(?:di(?:sediakan|terbitkan|distribusikan|tayangkan|publikasikan|hasilkan)
            |tayang|terbit)\s(?:sebelumnya\s)?(?:oleh|di|pada|dengan|untuk|secara)
        |merupakan\s(?:rilis|siaran\spers|(?:hasil\s)?kerja\ssama))\b
    | this\s(?:article|story|content|post)\s(?:(?:was|is|has\sbeen)\s)?+
        (?:(?:originally|first)\s(?:published|appeared|posted)|provided\sby|produced\sby|updated|republished|translated)\b
    | (?:{_PROMOTION})\b,?[^,:;"“”]{{0,90}}?\b(?:google\snews|newsletter|breaking\snews|artikel\slainnya
        |(?:berita|informasi)\s(?:terbaru|terkini|pilihan|update|lainnya|menarik)
        |(?:{_NETWORK})\s(?:channel|group|grup|kami|resmi\skami) | (?:channel|kanal|saluran|grup|group)\s(?:{_NETWORK})
        |(?:kami|us)\s(?:di|on)\s(?:{_NETWORK}) | our\s(?:app|channel) | aplikasi\skami
        |update\sberita | google\splay | (?:app|play)\sstore)\b
    | dilarang\s(?:keras\s)?(?:mengambil|menyalin|mengutip)\b
        .{{0,150}}?\b(?:artikel|berita|konten|redaksi|seizin|izin)\b
    | isi\sdi\sluar\stanggung | segala\sbentuk\s(?:isi|kutipan)
    | sign\sup\s(?:for|to)\s.{{0,60}}?\b(?:newsletter|e-?mail|alerts)
    | log\sin\sto\s(?:continue|comment|read|your) | we\suse\scookies
    | (?:situs|website)\sini\smenggunakan\s(?:cookie|kuki)
    | konten\sdi\sbawah\sini\s(?:di|bukan|merupakan)
"""
_NOTICE_CUE = rf"""
    skip\sto\s | copyright | hak\scipta | advertisement | scroll\sto
    | (?:artikel|berita|konten|siaran\spers)\sini\s(?:di|telah|sudah|merupakan|pertama)
    | this\s(?:article|story|content|post)\s(?:was|is\sprovided|has\sbeen|originally|first)
    | (?:{_PROMOTION})\b.{{0,90}}?\b(?:{_NETWORK}|google\snews|aplikasi|app|channel|saluran|newsletter|breaking\snews
        |notifikasi|update|artikel\slainnya|berita\s(?:terbaru|terkini|pilihan|update|lainnya))\b
    | (?:dilarang\s(?:keras\s)?(?:mengambil|menyalin|mengutip)|isi\sdi\sluar|sign\sup\s(?:for|to)|log\sin\s(?:to|for)
        |disclaimer|penafian|konten\sdi\sbawah)\b
"""
_WIDGET = r"""
    (?:share|bagikan|sebarkan|salin\slink|salin\stautan|copy\slink|tweet|facebook|twitter|whatsapp|telegram|pinterest|email|print
        |cetak|komentar|comments?|home|beranda|login|log\sin|masuk|daftar|menu|search|cari|iklan|loading|previous|next|sebelumnya
        |selanjutnya|halaman|page|tags?|topik|topics?|label|kategori|category|sektor|sector|kata\skunci|keywords?|subscribe
        |berlangganan|newsletter|reply|balas|like|suka|views?|dilihat|trending|terpopuler|populer|indeks|show\sall|lihat\s(?:semua|foto)
        |tampilkan|perbesar|kembali|tutup|close|live|headline|news)\b(?:\W*(?:\Z|[:|/&>›»]|\d)|\s(?:to|ke|this|next|previous|artikel|semua|on|via|di)\b|\s\w++\W*+\Z)
    | \d++\s(?:komentar|comments?|views?|shares?|kali\s(?:dilihat|dibaca|ditonton)|dari\s\d|of\s\d|/\s\d)
    | \d{1,3}\W*+\Z | [#@]\w | https?:// | www\. | [\w.+-]++@[\w-]++\.\w
    | (?:\w++\s)?[\w ]{1,30}(?:\s[>›»|•/]\s[\w ]{1,30})+\Z
"""
_SIGN = re.compile(
    rf"""[^\w©\"“«]*+(?:
      (?P<boilerplate>{_NOTICE_SIGN}|(?:{_NOTICE_CUE})\s?:)
    | (?P<related>{_RELATED_SIGN}|(?:{_RELATED_CUE})\s?:)
    | (?P<byline>{_CREDIT_WORD}\s?:|{_CREDIT_SIGN}|(?:{_CREDIT_CUE})\s?:)
    )""",
    re.VERBOSE,
)
_CUE = re.compile(
    rf"[^\w©\"“«]*+(?:(?P<boilerplate>{_NOTICE_CUE})|(?P<related>{_RELATED_CUE})|(?P<byline>{_CREDIT_WORD}\s?[|/]|{_CREDIT_CUE}))",
    re.VERBOSE,
)
_WHOLE_LINE = re.compile(
    rf"[^\w\[©#@(]*+(?:(?P<byline>(?:{_BYLINE_LINE})\W*+\Z)|(?P<boilerplate>{_WIDGET}))", re.VERBOSE
)
_WORD = re.compile(r"\w")
_END_MARK = re.compile(r"\(\*+\)|\*+")
_RELATED_LIST = re.compile(
    r"[^.?!]{3,70}(?::|terkait|lainnya|pilihan|terpopuler|populer|terbaru|redaksi|articles|stories|news)\s*"
)
_TAG_LIST = re.compile(r"(?:tags?|topik|topics?|label|kata kunci|keywords?)(?: terkait)?\s*:?")
_SYNDICATED = re.compile(
    r"\W*+(?:(?:artikel|siaran pers|konten) ini di(?:sediakan|distribusikan)|this (?:article|content) is provided)"
)
_CLOSE = r"[\"'”’»)\]」』]*\Z"
_SENTENCE_END = re.compile(rf"[.!?…。！？؟۔।,;:]{_CLOSE}")
_FULL_STOP = re.compile(rf"[.!?…。！？؟۔।]{_CLOSE}")
_DATELINE = re.compile(r"\(?[\w .,/]{2,40}\)?(?:\s?--\s?|\s-\s|\s?[–—]\s)\s*+\w\S*+(?:\s\S++){3}")
_HEAD = 200  # characters that show what a segment begins with
_LONGEST_HEADING = 160  # characters
_LONGEST_LABEL = 3  # words
_LONGEST_TAG = 3  # words
_LONGEST_NOTICE = 4  # segments


def parse_kinds(words: str) -> tuple[Kind, ...]:
    """The kinds named in `words`, which has commas between them, in the order of KINDS.

    Raises:
        ConfigError: there is no such kind.
    """
    names = [word.strip() for word in words.split(",")]
    for name in names:
        if name not in KINDS:
            raise ConfigError(f"there is no kind of segment called {name!r}", f"choose from {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in names)


def segment_kinds(segments: Sequence[str], paragraphs: Sequence[int]) -> list[Kind]:
    """Name the kind of every segment of one article.

    Args:
        segments: texts in order.
        paragraphs: number of the line each one stands on, of the same length, not decreasing.
    """
    pairs = zip(paragraphs, segments, strict=True)
    lines = [[segment for _, segment in pairs] for _, pairs in groupby(pairs, key=lambda pair: pair[0])]
    kinds: list[Kind] = []
    in_related = in_tags = is_syndicated = False
    prose = 0
    for number, line in enumerate(lines):
        following = lines[number + 1][0][0] if number + 1 < len(lines) else ""
        goes_on = following.islower() or following in {*",;)–—"}
        named = _line_kinds(line, prose > 0, goes_on, len(lines) == 1)
        in_tags = in_tags and _is_tag(line)
        if is_syndicated or in_tags:
            named = ["boilerplate"] * len(line)
        if "prose" in named:
            in_related = False
            prose += named.count("prose")
        elif named == ["heading"] and in_related:
            named = ["related-link"]
        elif named == ["related-link"]:
            in_related = bool(_RELATED_LIST.fullmatch(line[0].lower()))
        in_tags = in_tags or (prose > 0 and named == ["boilerplate"] and bool(_TAG_LIST.fullmatch(line[0].lower())))
        kinds += named
        # A notice at the top, with more after it than before, is of the article that follows.
        is_last = prose >= len(segments) - len(kinds)
        is_syndicated = is_syndicated or (
            named[0] == "boilerplate" and is_last and bool(_SYNDICATED.match(line[0].lower()))
        )
    return _with_teasers(kinds)


def _is_tag(line: list[str]) -> bool:
    if len(line) > 1 or len(line[0]) > _LONGEST_HEADING or len(line[0].split()) > _LONGEST_TAG:
        return False
    begins = line[0].lower()
    return not (_SENTENCE_END.search(line[0]) or _SIGN.match(begins) or _CUE.match(begins))


def _line_kinds(line: list[str], has_prose: bool, goes_on: bool, is_all: bool) -> list[Kind]:
    kinds = [_kind(segment, len(line) == 1, has_prose) for segment in line]
    is_cue = kinds[-1] == "related-link" and not _SIGN.match(line[-1][:_HEAD].lower())
    if goes_on and (is_cue or kinds[-1] in ("heading", "byline")):
        kinds[-1] = "prose"
    # What a notice or a link says in several sentences; a title ends without a full stop.
    is_more = len(line) <= (_LONGEST_NOTICE if has_prose else 2) and not is_all
    if is_more and (kinds[0] == "boilerplate" or (kinds[0] == "related-link" and not line[-1].endswith("."))):
        return [kinds[0] if kind == "prose" else kind for kind in kinds]
    return kinds


def _kind(segment: str, is_alone: bool, has_prose: bool) -> Kind:
    head = segment[:_HEAD].lower()
    end = max(0, len(segment) - 4)
    match = _SIGN.match(head)
    if not match and (match := _CUE.match(head)) and _FULL_STOP.search(segment, end):
        is_label = not _WORD.search(head, match.end()) and len(head.split()) <= _LONGEST_LABEL
        match = match if is_label else None
    if match:
        return _NAMES[match.lastgroup or ""]
    if len(head) < 6 and _END_MARK.fullmatch(head):
        return "boilerplate"
    if len(segment) > _LONGEST_HEADING:
        return "prose"
    is_sentence = bool(_SENTENCE_END.search(segment, end))
    if (not is_sentence or segment[-1] in ":)") and (match := _WHOLE_LINE.match(head)):
        return _NAMES[match.lastgroup or ""]
    if not is_alone or (is_sentence and segment[-1] != "?"):
        return "prose"
    words = segment.split()
    if not has_prose and len(words) == 1 and segment.isupper():
        return "boilerplate"
    if is_sentence:
        return "prose" if has_prose or len(words) > 14 else "heading"
    return "prose" if len(words) > 18 or segment[0].islower() or _DATELINE.match(segment) else "heading"


def _with_teasers(kinds: list[Kind]) -> list[Kind]:
    """Three headings in a row or more, with no prose after them, are a list of other articles."""
    end = len(kinds)
    while end and kinds[end - 1] != "prose":
        end -= 1
    if end and kinds[end:].count("heading") > 2:
        kinds[end:] = ["related-link" if kind == "heading" else kind for kind in kinds[end:]]
    return kinds


_NAMES: dict[str, Kind] = {
    "boilerplate": "boilerplate",
    "related": "related-link",
    "byline": "byline",
}
