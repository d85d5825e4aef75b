"""Articles: 60 hand-made pages, and the parts of an article."""

import logging
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import read_pages

from gongbao.sources import Kind, clean, split_articles

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
    logging.getLogger(__name__).warning("%d pages: %s", len(PAGES), dict(counts))
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
    logging.getLogger(__name__).warning("%d of %d roles right", right, total)
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


def parts_of(text: str) -> list[list[tuple[str, str]]]:
    """Kind and first four characters of the parts of each article of a page."""
    cleaned = clean(text).text
    return [
        [(part.kind.value, cleaned[part.start : part.end][:4]) for part in article.parts]
        for article in split_articles(cleaned)
    ]


FIRST = "石桥乡办起银发食堂\n11月3日，石桥乡的银发食堂开灶，日均就餐三百人。\n"
SECOND = "城关镇开设夜间门诊\n11月5日，城关镇卫生院开设夜间门诊，首周接诊96人。\n"


@pytest.mark.parametrize(
    "masthead",
    [
        pytest.param("临水县民政局\n工作简报\n第12期（总第86期）", id="office, name, issue"),
        pytest.param("临水民政信息\n第8期\n临水县民政局　　　2023年11月6日", id="office and date last"),
        pytest.param("临水民政信息\n第8期\n临水县民政局办公室　二〇二三年十一月六日", id="date in characters"),
    ],
)
def test_all_lines_above_the_issue_are_masthead(masthead):
    first, second = parts_of(f"{masthead}\n{FIRST}{SECOND}")
    assert [kind for kind, _ in first] == ["masthead"] * len(masthead.split("\n")) + ["headline", "body"]
    assert second[0] == ("headline", "城关镇开")


@pytest.mark.parametrize(("mark", "end"), [("● ", ""), ("1. ", ""), ("", "……3")])
def test_contents_are_no_headlines(mark, end):
    headlines = [article.split("\n")[0] for article in (FIRST, SECOND)]
    contents = "".join(f"{mark}{headline}{end}\n" for headline in headlines)
    first, second = parts_of(f"临水县民政简报（第3期）\n本期导读\n{contents}{FIRST}{SECOND}")
    assert [kind for kind, _ in first] == ["masthead", "section", "masthead", "masthead", "headline", "body"]
    assert [kind for kind, _ in second] == ["headline", "lead"] or [kind for kind, _ in second] == ["headline", "body"]


@pytest.mark.parametrize("subtitle", ["", "——石桥乡见闻\n", "三百名老人吃上热饭\n"])
def test_page_that_stands_twice_is_split_twice(subtitle):
    page = FIRST.replace("\n", f"\n{subtitle}", 1) + SECOND
    once = parts_of(page)
    assert len(once) == 2
    assert [[kind for kind, _ in parts] for parts in parts_of(page + page)] == [
        [kind for kind, _ in parts] for parts in once * 2
    ]


def test_rows_of_a_table_are_no_headlines():
    table = "表1　第三季度救助情况\n县区　人数　支出（万元）　占比\n城东区　1203　132.5　19%\n白河县　430　402.3　58%\n"
    (article,) = parts_of(table + FIRST)
    assert [kind for kind, _ in article] == ["caption", "body", "body", "body", "headline", "body"]


def test_rows_with_tabs_are_no_headlines():
    (article,) = parts_of(f"{FIRST}县区\t人数\t支出\n城东\t一百二十\t三十六万\n食堂下月再开两家。")
    assert [kind for kind, _ in article][2:] == ["body", "body", "body"]


def test_masthead_may_stand_above_a_table():
    table = "表1　第三季度救助情况\n县区　人数　支出（万元）　占比\n城东区　1203　132.5　19%\n"
    (article,) = parts_of("临江民政工作通讯　2024年第5期\n" + table + FIRST)
    assert [kind for kind, _ in article] == ["masthead", "caption", "body", "body", "headline", "body"]


def test_text_above_the_first_headline_is_an_article_of_its_own():
    first, second, third = parts_of(f"〔图片新闻〕\n12月3日，县里的孩子们展示剪纸。\n【基层】\n{FIRST}{SECOND}")
    assert [kind for kind, _ in first] == ["section", "body"]
    assert second[:2] == [("section", "【基层】"), ("headline", "石桥乡办")]
    assert third[0] == ("headline", "城关镇开")


@pytest.mark.parametrize(
    "dateline", ["中新网兰州5月8日电 (记者 冯军)", "本报讯 ", "新华社太原5月7日电（记者 王飞）", "本报青溪讯　"]
)
def test_dateline_after_a_text_starts_an_article(dateline):
    first, second = parts_of(f"本报讯 近日，青溪县开灶。\n老人们说饭菜热乎。\n{dateline}近日，云岭县发放轮椅80辆。")
    assert len(first) == 2
    assert second[0][1] == dateline[:4]
    (one,) = parts_of(f"石桥乡办起银发食堂\n{dateline}近日，石桥乡开灶。\n老人们说饭菜热乎。")
    assert len(one) == 3


@pytest.mark.parametrize(
    "line",
    [
        "发布日期：2024-03-18 09:12　　来源：和平市民政局　　浏览次数：　128　次　　字体：[大 中 小]",
        "【 作者：宋佳 编辑：何伟 来源：桃源发布 】",
        "（ 来源 ： 胡杨乡卫生院 ）",
        "数据来源：临江市民政局",
        "本报记者 Li Wei",
        "记者 王小明 通讯员 李丽",
        "河口市民政局供稿",
        "责编：赵丽　　二审：孙强",
    ],
)
def test_lines_about_the_article_are_source_lines(line):
    (article,) = parts_of(f"{FIRST}{line}")
    assert [kind for kind, _ in article] == ["headline", "lead", "source"] or [kind for kind, _ in article] == [
        "headline",
        "body",
        "source",
    ]


@pytest.mark.parametrize("line", ["（此件公开发布）", "（共印60份）", "（下转第3版）", "县区　人数　支出　占比"])
def test_remarks_are_no_source_lines(line):
    (article,) = parts_of(f"{FIRST}{line}")
    assert article[-1] == ("body", line[:4])


def test_two_offices_may_sign():
    (article,) = parts_of("关于下达资金的通知\n请严格按规定使用资金。\n衡川市民政局　　　　衡川市财政局\n2024年1月26日")
    assert [kind for kind, _ in article][-2:] == ["source", "date"]


def test_indent_belongs_to_no_part():
    text = "\u3000\u3000石桥乡办起银发食堂\n\u3000\u3000近日，食堂开灶。"
    (article,) = split_articles(text)
    assert (article.start, article.first(text, Kind.headline)) == (2, "石桥乡办起银发食堂")


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
