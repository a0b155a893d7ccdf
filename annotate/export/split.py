"""Training, development and test data: whole articles, drawn by a seed."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from annotate.errors import ConfigError

PARTS = ("train", "dev", "test")


def read_shares(text: str) -> tuple[int, ...]:
    """Three shares in percent, such as `80,10,10`.

    Raises:
        ConfigError: they are not three whole numbers that make 100.
    """
    words = [word.strip() for word in text.split(",")]
    shares = tuple(int(word) for word in words if word.isascii() and word.isdigit())
    if len(words) != len(PARTS) or len(shares) != len(PARTS) or sum(shares) != 100:
        raise ConfigError(f"--split {text} is not three whole numbers that add up to 100", "write --split 80,10,10")
    return shares


def split_articles(articles: Iterable[str], shares: tuple[int, ...], seed: int) -> dict[str, str]:
    """Article → `train`, `dev` or `test`; the same for the same articles in any order.

    Each part with a share gets an article at least, where there are as many articles as such parts.
    """
    drawn = sorted(articles, key=lambda article: sha256(f"{seed}:{article}".encode("utf-8", "surrogatepass")).digest())
    asked = [number for number, share in enumerate(shares) if share]
    least = int(len(drawn) >= len(asked))
    sizes = [max(len(drawn) * share // 100, least if share else 0) for share in shares]

    def lacks(number: int) -> float:
        return len(drawn) * shares[number] / 100 - sizes[number]

    while sum(sizes) < len(drawn):
        sizes[max(asked, key=lacks)] += 1
    while sum(sizes) > len(drawn):
        sizes[min((number for number in asked if sizes[number] > least), key=lacks)] -= 1
    parts = [part for part, size in zip(PARTS, sizes, strict=True) for _ in range(size)]
    return dict(zip(drawn, parts, strict=True))
