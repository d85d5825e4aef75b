"""Layout: which line breaks end something, and that ranges hold whatever the text."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongbao.layout import ends_clause, is_soft_break, paragraphs, sentences

ANY_TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("市民。！；\n\r \t\u3000《》（）“”,1一、-第页")), max_size=60
)


def pieces(text: str, ranges) -> list[str]:
    return [text[start:end] for start, end in ranges]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("市民政局走访慰问困难群众，", "送去棉被二十床。", id="comma before"),
        pytest.param("市民政局走访慰问困难群众", "，送去棉被二十床。", id="comma after"),
        pytest.param("印发《关于做好冬季困难群众", "救助工作的通知》", id="title cut in book marks"),
        pytest.param("开展“情暖", "寒冬”行动", id="quotation cut"),
        pytest.param("走访困难老人（含失", "能老人）", id="brackets cut"),
        pytest.param("全年发放补贴3.", "5万元", id="number cut"),
        pytest.param("据临江县人民政府网", "站消息，全县走访老人", id="source cut"),
        pytest.param("今年以来，全县新建村级幸福院", "十二家", id="clause goes on"),
        pytest.param("会" * 46, "议召开", id="too long for a headline"),
    ],
)
def test_break_inside_a_sentence_is_soft(before, after):
    assert is_soft_break(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("走访慰问结束。", "各村随后汇总", id="full stop"),
        pytest.param("他说：“都收到了。”", "各村随后汇总", id="full stop inside quotation marks"),
        pytest.param("云岭县冬季走访纪实", "腊月将至，云岭县走访困难家庭", id="headline"),
        pytest.param("据统计，全县共有", "一、救助对象", id="list mark"),
        pytest.param("据统计，全县共有", "（二）救助标准", id="list mark in brackets"),
        pytest.param("据统计，全县共有", "3.临时救助", id="list number"),
        pytest.param("据统计，全县共有", "【工作动态】", id="section mark"),
        pytest.param("据统计，全县共有", "— 3 —", id="page mark after"),
        pytest.param("第 2 页", "，全县共有", id="page mark before"),
        pytest.param("工作安排如下：", "县局负责统筹", id="colon"),
        pytest.param("据临江县人民政府网", "日前,县民政局走访老人", id="source line under the headline"),
        pytest.param("", "正文", id="nothing before"),
    ],
)
def test_break_between_two_things_is_real(before, after):
    assert not is_soft_break(before, after)


def test_paragraph_goes_on_over_soft_breaks_and_page_marks_stand_apart():
    text = "云岭县走访纪实\n\n腊月将至，云岭县\r\n走访困难家庭，\n送去棉被。\n— 1 —\n　　走访持续三天。\n"
    assert pieces(text, paragraphs(text)) == [
        "云岭县走访纪实",
        "腊月将至，云岭县\r\n走访困难家庭，\n送去棉被。",
        "— 1 —",
        "走访持续三天。",
    ]


def test_text_before_very_long_white_space_is_kept():
    text = "走访结束" + "\u00a0" * 500 + "\n随后汇总"
    assert [text[start:end].strip() for start, end in paragraphs(text)] == ["走访结束", "随后汇总"]


def test_full_stops_end_sentences_and_semicolons_do_not():
    text = "县局走访老人；乡镇送去棉被。效果如何？“都收到了！”他说"
    assert pieces(text, sentences(text)) == [
        "县局走访老人；乡镇送去棉被。",
        "效果如何？",
        "“都收到了！”",
        "他说",
    ]


def test_paragraph_break_ends_a_sentence_without_a_full_stop():
    text = "云岭县走访纪实\n腊月将至。"
    assert pieces(text, sentences(text)) == ["云岭县走访纪实", "腊月将至。"]


def test_soft_break_does_not_end_a_sentence():
    text = "腊月将至，云岭县\n走访困难家庭。"
    assert pieces(text, sentences(text)) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发放棉被，走访老人和儿童。", ["发放棉被，", "走访老人和儿童。"]),
        ("发布《关于棉被，米的通知》吧", ["发布《关于棉被，米", "的通知》吧"]),
        ("发放，《关于棉被，米的通知》", ["发放，", "《关于棉被，米的通", "知》"]),
        ("发放1,200床和1.5万件", ["发放1,200床和", "1.5万件"]),
    ],
)
def test_sentence_that_is_too_long_is_cut_after_a_clause_or_else_anywhere(text, expected):
    assert pieces(text, sentences(text, 9)) == expected
    ends = [end for _, end in sentences(text, 9)]
    assert [ends_clause(text, end) for end in ends] == [
        e.endswith(("，", "。")) or end == len(text) for e, end in zip(expected, ends, strict=True)
    ]


@pytest.mark.parametrize("blank", ["", " ", "\n \r\n\u3000\t"])
def test_blank_text_has_no_ranges(blank):
    assert [*paragraphs(blank), *sentences(blank)] == []


@pytest.mark.parametrize("split", [paragraphs, sentences])
@given(text=ANY_TEXT)
@example(text="\ud800\n\udfff。\x00\x1b\n\u2028")
def test_ranges_are_ordered_disjoint_and_leave_only_white_space(split, text):
    done = 0
    for start, end in split(text):
        assert done <= start < end
        assert not text[done:start].strip()
        done = end
    assert not text[done:].strip()


@given(ANY_TEXT)
def test_sentences_never_cross_paragraphs(text):
    blocks = list(paragraphs(text))
    assert all(any(start <= a and b <= end for start, end in blocks) for a, b in sentences(text))


def test_time_is_linear_in_a_run_of_white_space():
    began = time.perf_counter()
    list(sentences("会" + " " * 50_000 + "议"))
    assert time.perf_counter() - began < 60
