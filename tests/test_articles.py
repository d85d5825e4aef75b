"""Articles: 60 hand-made pages, and the parts of an article."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import read_pages

from gongbao.sources import clean, split_articles

PAGES = read_pages()
KINDS = {
    "M": "masthead", "X": "section", "H": "headline", "T": "subtitle", "L": "lead", "B": "body", "G": "body",
    "S": "source", "D": "date", "C": "caption",
}  # fmt: skip


def test_boundaries_of_the_pages():
    """At least 95 % of the article starts found, and at least 95 % of those found right."""
    counts: Counter[str] = Counter()
    for page in PAGES:
        cleaned = clean(page.text)
        found = {cleaned.offsets[article.start] for article in split_articles(cleaned.text)}
        counts += Counter(gold=len(page.starts), found=len(found), right=len(found & set(page.starts)))
    assert len(PAGES) >= 60
    assert counts["right"] >= 0.95 * counts["gold"], counts
    assert counts["right"] >= 0.95 * counts["found"], counts


def test_parts_of_the_pages():
    """At least 95 % of the lines get their role (a lead-in that no word marks counts as body)."""
    right = total = 0
    for page in PAGES:
        cleaned = clean(page.text)
        kinds = {
            cleaned.offsets[part.start]: part.kind.value
            for article in split_articles(cleaned.text)
            for part in article.parts
        }
        for role, place in page.roles:
            total += 1
            found = kinds.get(place, "")
            right += found == KINDS[role] or (role == "B" and found == "lead")
    assert right >= 0.95 * total, (right, total)


def test_parts_of_one_article():
    text = (
        "青溪民政　第3期\n\n山里的老人吃上热饭\n——青溪县助餐点走访\n2024年5月6日\n"
        "近日，青溪县又有三个助餐点开张。\n老人们说，饭菜热乎。\n图为助餐点一角。\n（据青溪县民政局官网）"
    )
    (article,) = split_articles(text)
    assert [(part.kind.value, text[part.start : part.end][:4]) for part in article.parts] == [
        ("masthead", "青溪民政"),
        ("headline", "山里的老"),
        ("subtitle", "——青溪"),
        ("date", "2024"),
        ("lead", "近日，青"),
        ("body", "老人们说"),
        ("caption", "图为助餐"),
        ("source", "（据青溪"),
    ]
    assert (article.start, article.end) == (0, len(text))


@pytest.mark.parametrize("text", ["", " \n", "。", "只有一句话。", "只有一个标题"])
def test_text_without_articles_is_one_article(text):
    (article,) = split_articles(text)
    assert text[article.start : article.end].strip() == text.strip()


@given(st.text(st.one_of(st.characters(), st.sampled_from("民政局。，\n\n（）《》据来源2024年")), max_size=80))
def test_articles_cover_the_text_in_order(text):
    done = 0
    for article in split_articles(text):
        assert done <= article.start <= article.end
        assert not text[done : article.start].strip()
        assert all(article.start <= part.start < part.end <= article.end for part in article.parts)
        done = article.end
    assert not text[done:].strip()
