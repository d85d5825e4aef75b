"""Imprint: who issued an article, for which division, and when, and how the date was found."""

from datetime import date

import pytest

from gongbao.sources import clean, read_imprints, split_articles

HEADLINE = "助老行动走进山村\n"
BODY = "志愿者为老人送去米面，帮忙修理门窗。\n"


def imprint(text: str, **metadata: str):
    cleaned = clean(text).text
    return read_imprints(cleaned, split_articles(cleaned), metadata)[0]


@pytest.mark.parametrize(
    ("line", "issuer", "region"),
    [
        ("（据青溪县民政局官网）", "青溪县民政局", "青溪县"),
        ("来源：云南省昭通市民政局", "云南省昭通市民政局", "云南省昭通市"),
        ("（来源：大理白族自治州残联网站）", "大理白族自治州残联", "大理白族自治州"),
        ("（《江岸晚报》）", "江岸晚报", None),
        ("（南塘街道办事处）", "南塘街道办事处", None),
        ("（记者 李春）", None, None),
        ("据市文明办公众号", "市文明办", None),
        ("【 作者：宋佳 来源：桃源县融媒体中心 】", "桃源县融媒体中心", "桃源县"),
        ("发布机构：和平市民政局　　发布日期：2024-03-18", "和平市民政局", "和平市"),
        ("供稿：平江区民政局社会组织科 刘洋", "平江区民政局社会组织科", "平江区"),
        ("数据来源：临江市民政局", "临江市民政局", "临江市"),
        ("（此件公开发布）", None, None),
    ],
)
def test_issuer_and_region_from_the_source_line(line, issuer, region):
    found = imprint(HEADLINE + BODY + line)
    assert (found.issuer, found.region) == (issuer, region)


def test_issuer_from_the_end_of_the_text():
    assert imprint(HEADLINE + BODY.strip() + "（据青溪县民政局官网）").issuer == "青溪县民政局"


def test_region_from_the_headline_and_issuer_from_the_metadata():
    found = imprint("兴安盟：助老行动走进嘎查\n" + BODY, publisher="草原日报")
    assert (found.issuer, found.region) == ("草原日报", "兴安盟")


@pytest.mark.parametrize(
    ("headline", "region"),
    [
        ("南岭县爱心超市开到村里", "南岭县"),
        ("清明期间全市祭扫平稳有序", None),
        ("志愿者走进两县校区", None),
        ("大理白族自治州发放补贴", "大理白族自治州"),
        ("云南省昭通市昭阳区修缮敬老院", "云南省昭通市昭阳区"),
        ("云南省昭通市水富市修缮敬老院", "云南省昭通市水富市"),
    ],
)
def test_region_from_the_headline(headline, region):
    assert imprint(f"{headline}\n{BODY}").region == region


def test_region_from_the_masthead():
    text = "临水县民政局工作简报　第12期\n我县食堂覆盖乡镇\n" + BODY
    assert imprint(text).region == "临水县"


@pytest.mark.parametrize(
    ("text", "day", "origin"),
    [
        (HEADLINE + "2024-05-06\n" + BODY, date(2024, 5, 6), "source line"),
        (HEADLINE + "来源：市残联　　发布时间：2024-05-06\n" + BODY, date(2024, 5, 6), "source line"),
        (HEADLINE + BODY + "青溪县民政局\n2024年5月6日", date(2024, 5, 6), "source line"),
        ("青溪民政简报　第3期\n2024年5月6日\n" + HEADLINE + BODY, date(2024, 5, 6), "text"),
        (HEADLINE + "今天（2024年5月6日），志愿者为老人送去米面。", date(2024, 5, 6), "text"),
        (HEADLINE + "计划2024年5月6日前送去米面。", None, None),
        (HEADLINE + BODY + "青溪县民政局\n二〇二三年十一月三十日", date(2023, 11, 30), "source line"),
        ("青溪民政简报　第3期\n青溪县民政局　二○二四年十月二日\n" + HEADLINE + BODY, date(2024, 10, 2), "text"),
        (HEADLINE + "2024-13-40\n" + BODY, None, None),
    ],
)
def test_date_and_how_it_was_found(text, day, origin):
    found = imprint(text)
    assert (found.published, found.date_origin) == (day, origin)


def test_metadata_come_before_the_text():
    found = imprint(HEADLINE + "2024-05-06\n" + BODY, date="2024-05-07T09:30:00")
    assert (found.published, found.date_origin) == (date(2024, 5, 7), "metadata")
