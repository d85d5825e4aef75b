"""Augmenters: what is edited moves its annotation along, and nothing is lost."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.training import Example
from spacy.util import registry

from gongbao.annotation import Annotation, Arc, Mention
from gongbao.corpus import augment
from gongbao.corpus.augment import Edit, apply_edits
from gongbao.corpus.brat import documents, read_brat
from gongbao.corpus.convert import to_docbin, to_docs
from gongbao.normal.divisions import match_names
from gongbao.pipeline.extensions import to_annotation

ROOT = Path(__file__).parents[1]
KINDS = ["mention_swap", "layout_noise", "punctuation_width", "short_forms"]
TEXT = "8月，柳州市民政局向三江县发放棉被3,200床，柳州市民政局还培训社工86名，占92.5%。"


def annotate(text, **labels):
    """All occurrences of some surfaces, with their labels."""
    found = [(m.start(), m.end(), label) for s, label in labels.items() for m in re.finditer(re.escape(s), text)]
    return Annotation(text, tuple(Mention(*span) for span in sorted(found)), ())


@pytest.fixture
def given_text():
    return annotate(
        TEXT,
        柳州市民政局="ORG",
        三江县="PLACE",
        发放="distribution",
        棉被="ITEM",
        **{"3,200床": "QUANTITY", "92.5%": "QUANTITY"},
    )


@pytest.fixture
def examples(blank_nlp):
    docs = to_docs(blank_nlp, documents(ROOT / "corpus/bulletins")[:12])
    return [Example(blank_nlp.make_doc(doc.text), doc) for doc in docs]


def surfaces(annotation):
    return [(annotation.text[m.start : m.end], m.label) for m in annotation.mentions]


def test_edits_move_mentions_and_arcs(given_text):
    head, tail = given_text.mentions[2], given_text.mentions[3]
    old = given_text._replace(arcs=(Arc(head, "item", tail),))
    place = TEXT.index("棉")
    new = apply_edits(old, [Edit(0, 2, "二〇二三年"), Edit(place, place, " "), Edit(place + 1, place + 1, "\n")])
    assert new.text.startswith("二〇二三年，柳州市民政局向三江县发放 棉\n被3,200床")
    assert surfaces(new)[:4] == [
        ("柳州市民政局", "ORG"),
        ("三江县", "PLACE"),
        ("发放", "distribution"),
        ("棉\n被", "ITEM"),
    ]
    assert new.arcs == (Arc(new.mentions[2], "item", new.mentions[3]),)


@given(st.data())
def test_edits_outside_mentions_leave_their_text(data):
    old = annotate(TEXT, 柳州市民政局="ORG", 发放="distribution")
    free = [p for p in range(len(TEXT) + 1) if not any(m.start < p < m.end for m in old.mentions)]
    places = data.draw(st.lists(st.sampled_from(free), unique=True))
    new = apply_edits(old, [Edit(p, p, data.draw(st.sampled_from([" ", "\n\n", "”"]))) for p in places])
    assert surfaces(new) == surfaces(old)


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_swap_gives_divisions_of_the_same_level_and_the_same_one_for_the_same_name(seed):
    random.seed(seed)
    old = annotate(TEXT, 柳州市民政局="ORG", 三江县="PLACE", 社工="GROUP")
    new = surfaces(apply_edits(old, augment.swap_edits(old)))
    assert new[0] == new[2]
    assert new[3] == ("社工", "GROUP")
    for surface, level in ((new[0][0], "city"), (new[1][0], "county")):
        assert level in {reading.division.level for reading in match_names(surface)[2]}


def test_swap_keeps_the_shape_of_numbers(given_text):
    random.seed(1)
    new = surfaces(apply_edits(given_text, augment.swap_edits(given_text)))
    quantities = [surface for surface, label in new if label == "QUANTITY"]
    assert re.fullmatch(r"[1-9],\d{3}床", quantities[0])
    assert re.fullmatch(r"[1-9]\d\.\d%", quantities[1])
    assert quantities != ["3,200床", "92.5%"]


def test_width_changes_no_character_but_marks_and_digits(given_text):
    random.seed(3)
    seen = {apply_edits(given_text, augment.width_edits(given_text)).text for _ in range(20)}
    assert any("，" not in text for text in seen)
    assert any("３，２００" in text or "３,２００" in text for text in seen)
    assert {re.sub(r"[\W\d]", "", text) for text in seen} == {re.sub(r"[\W\d]", "", TEXT)}


def test_short_forms(given_text):
    random.seed(0)
    seen = {
        surface
        for _ in range(20)
        for surface, _ in surfaces(apply_edits(given_text, augment.short_form_edits(given_text)))
    }
    assert "市民政局" in seen
    assert "柳州市民政局" in seen


@pytest.mark.parametrize("kind", KINDS)
def test_variants_keep_their_mentions_and_links(blank_nlp, examples, kind):
    random.seed(0)
    vary = registry.augmenters.get(f"gongbao.{kind}.v1")(level=1.0)
    made = [(example, *vary(blank_nlp, example)) for example in examples]
    assert sum(old is not new for old, new in made) >= len(made) // 2
    for old, new in made:
        was, now = to_annotation(old.reference), to_annotation(new.reference)
        assert [m.label for m in now.mentions] == [m.label for m in was.mentions]
        assert [m.status for m in now.mentions] == [m.status for m in was.mentions]
        assert len(now.arcs) == len(was.arcs)
        assert new.predicted.text == new.reference.text
        assert not new.predicted.ents


@pytest.mark.parametrize("kind", KINDS)
def test_level_nought_gives_the_example_itself(blank_nlp, examples, kind):
    vary = registry.augmenters.get(f"gongbao.{kind}.v1")(level=0.0)
    assert [*vary(blank_nlp, examples[0])] == [examples[0]]


def test_noise_alone_leaves_the_characters(blank_nlp, examples):
    random.seed(0)
    for example in examples:
        old = to_annotation(example.reference)
        new = apply_edits(old, augment.noise_edits(old))
        assert re.sub(r"[\s”]", "", new.text) == re.sub(r"[\s”]", "", old.text)
        assert [re.sub(r"\s", "", s) for s, _ in surfaces(new)] == [re.sub(r"\s", "", s) for s, _ in surfaces(old)]


def test_in_turn_applies_all(blank_nlp, examples):
    random.seed(0)
    both = registry.augmenters.get("gongbao.in_turn.v1")(
        augment.make_mention_swap(1.0), augment.make_punctuation_width(1.0)
    )
    (made,) = both(blank_nlp, examples[0])
    numbers = re.findall(r"\d+", examples[0].reference.text)
    assert re.findall(r"\d+", made.reference.text) != numbers
    assert read_brat(documents(ROOT / "corpus/bulletins")[0]).text == examples[0].reference.text


def test_reader_draws_anew_in_every_pass(blank_nlp, tmp_path):
    path = tmp_path / "train.spacy"
    to_docbin(to_docs(blank_nlp, documents(ROOT / "corpus/bulletins")[:6])).to_disk(path)
    read = registry.readers.get("gongbao.Corpus.v1")(path, augment.make_mention_swap(level=1.0))
    random.seed(0)
    first, second = ({example.reference.text for example in read(blank_nlp)} for _ in range(2))
    assert len(first) == len(second) == 6
    assert not first & second
