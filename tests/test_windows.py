"""Windows: they cover the text, and no sentence that fits is cut."""

from hypothesis import given
from hypothesis import strategies as st

from gongbao.layout import sentences
from gongbao.windows import cut_windows

TEXT = st.text(st.one_of(st.characters(), st.sampled_from("民政局发放。。！，；\n\n 　1")), max_size=200)


@given(TEXT, st.integers(1, 60))
def test_windows_cover_all_but_white_space_in_order_and_are_no_longer_than_asked(text, size):
    done = 0
    for start, end in cut_windows(text, size):
        assert done <= start < end <= start + size
        assert not text[done:start].strip()
        done = end
    assert not text[done:].strip()


@given(TEXT, st.integers(1, 60))
def test_a_sentence_that_fits_is_in_one_window(text, size):
    windows = list(cut_windows(text, size))
    for start, end in sentences(text):
        if end - start <= size:
            assert any(first <= start and end <= last for first, last in windows)


def test_a_window_ends_with_a_paragraph_in_its_second_half():
    text = "发放棉被十床。走访老人。\n召开会议。培训社工。"
    assert [text[start:end] for start, end in cut_windows(text, 20)] == text.split("\n")


def test_text_that_fits_is_one_window():
    assert list(cut_windows("一句。两句。\n")) == [(0, 6)]
    assert list(cut_windows(" \n")) == []
