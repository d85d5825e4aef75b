"""Tokenizer: the text stays as it is, words survive the layout, and a copy cuts alike."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao.pipeline.tokenizer import PkusegTokenizer, fold

CLEAN = "近日，临江市民政局启动“暖阳行动”，为全市1200余名高龄失能老人发放防跌倒包。"
FORCED = "老人发放"  # stands in CLEAN as two words
DIRTY = [
    "",
    " ",
    "\n\n\u3000 \t",
    "  前后都有空白  ",
    "临 江 市\n民政局，\r\n召开  会议 。 \n\n",
    "\ufeff零宽\u200b空格\u00a0\x00\x07控制符",
    "\u2028行\u2029段\x85下\x1c一\x0b行\x0c页",
    "ＡＢＣ１２３（三）,全角；half width English  words",
    "𠮷野家👨‍👩‍👧e\u0301",
    "2,600万元、２，６００户、1,2,3",
]


@pytest.fixture(scope="module")
def tokenizer(segmenter) -> PkusegTokenizer:
    made = new_tokenizer()
    made.initialize(pkuseg_model=str(segmenter))
    return made


@pytest.fixture
def own_tokenizer(blank_nlp) -> PkusegTokenizer:
    """A tokenizer that a test may change."""
    return blank_nlp.tokenizer


def new_tokenizer() -> PkusegTokenizer:
    return PkusegTokenizer(spacy.blank("zh").vocab, segmenter="pkuseg")


def words(doc) -> list[str]:
    return [token.text for token in doc]


def norms(doc) -> list[str]:
    return [token.norm_ for token in doc if not token.is_space]


def cuts(tokenizer) -> list[list[tuple[str, str, str]]]:
    return [[(t.text, t.whitespace_, t.norm_) for t in tokenizer(text)] for text in (CLEAN, *DIRTY)]


@pytest.mark.parametrize("text", DIRTY)
def test_dirty_text_is_kept(tokenizer, text):
    assert tokenizer(text).text == text


@given(
    text=st.text(
        st.one_of(st.characters(codec="utf-8"), st.sampled_from("市民。\n\r \t\u3000，,1３Ａa《")), max_size=50
    )
)
def test_any_text_is_kept(tokenizer, text):
    assert tokenizer(text).text == text


@settings(max_examples=30)
@given(places=st.sets(st.integers(1, len(CLEAN) - 1)))
def test_spaces_anywhere_do_not_change_the_words(tokenizer, places):
    dirty = "".join(" " * (place in places) + char for place, char in enumerate(CLEAN))
    assert norms(tokenizer(dirty)) == norms(tokenizer(CLEAN))


def test_word_goes_on_over_a_space(tokenizer):
    assert "民 政局" in words(tokenizer("临江市民 政局召开会议"))


def test_word_goes_on_over_a_soft_line_break(tokenizer):
    assert "民政\n局" in words(tokenizer("昨日，临江市民政\n局召开会议。"))


def test_paragraph_break_ends_a_word(tokenizer):
    assert "通报\n局" not in words(tokenizer("关于民政工作的通报\n局召开会议。"))


def test_space_between_latin_words_is_kept(tokenizer):
    assert words(tokenizer("Open Day")) == ["Open", "Day"]


def test_full_width_digits_and_letters_are_folded(tokenizer):
    assert norms(tokenizer("共２０２１户")) == norms(tokenizer("共2021户"))


def test_half_width_marks_are_folded(tokenizer):
    assert norms(tokenizer("走访,慰问;发放")) == norms(tokenizer("走访，慰问；发放"))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("１２ＡＢ％", "12AB%"),
        ("走访,慰问;发放:(一)好!好?", "走访，慰问；发放：（一）好！好？"),
        ("走访，慰问（一）", "走访，慰问（一）"),
        ("2,600元、２，６００户", "2,600元、2,600户"),
        ("一\u3000二\u00a0三", "一 二 三"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_fold_keeps_the_length(text):
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    "text", ["安置点17处", "比例达九成八。2017年", "全县共有志愿者300名", "2021年临江市", "8月底建成47家"]
)
def test_digits_are_not_glued_to_words(tokenizer, text):
    assert not [w for w in words(tokenizer(text)) if w[-1:].isdigit() and "\u4e00" <= w[0] <= "\u9fff"]


def test_copy_through_a_folder_cuts_alike(own_tokenizer, tmp_path):
    own_tokenizer.pkuseg_update_user_dict([FORCED])
    own_tokenizer.to_disk(tmp_path)
    copy = new_tokenizer()
    copy.from_disk(tmp_path)
    assert cuts(copy) == cuts(own_tokenizer)


def test_copy_through_bytes_cuts_alike(own_tokenizer):
    own_tokenizer.pkuseg_update_user_dict([FORCED])
    copy = new_tokenizer().from_bytes(own_tokenizer.to_bytes())
    assert cuts(copy) == cuts(own_tokenizer)


def test_forced_words_are_split_off(own_tokenizer, segmenter):
    assert FORCED not in words(own_tokenizer(CLEAN))
    own_tokenizer.initialize(pkuseg_model=str(segmenter), words=[FORCED])
    assert FORCED in words(own_tokenizer(CLEAN))


def test_forced_words_of_a_file_are_split_off(own_tokenizer, segmenter, tmp_path):
    path = tmp_path / "words.txt"
    path.write_text(f"{FORCED}\n", "utf8")
    own_tokenizer.initialize(pkuseg_model=str(segmenter), pkuseg_user_dict=str(path))
    assert FORCED in words(own_tokenizer(CLEAN))


def test_error_without_a_segmenter():
    with pytest.raises(ValueError, match=r"initialize\.tokenizer\.pkuseg_model"):
        new_tokenizer()("临江市")


def test_error_for_a_folder_without_a_segmenter(tokenizer, tmp_path):
    with pytest.raises(FileNotFoundError, match=tmp_path.name):
        tokenizer.initialize(pkuseg_model=str(tmp_path))
