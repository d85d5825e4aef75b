"""Component `gongbao_ner`: the spans of spaCy's `ner`, each with a confidence."""

from pathlib import Path

import pytest
import spacy

import gongbao
from gongbao.confidence import Calibration
from gongbao.pipeline.extensions import mentions_of

TEXTS = [
    "临江市民政局发放救助金300万元，惠及困难群众1200余户。",
    "今年以来，全区共走访慰问老党员  86 名，\n\n发放慰问金 4.3 万元。",
    "",
    "下一步，县残联将为残疾人配发轮椅。",
]


@pytest.fixture(scope="module")
def nlp():
    return gongbao.load()


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The shipped pipeline with spaCy's own `ner` on the same weights."""
    folder = tmp_path_factory.mktemp("plain") / "model"
    source = gongbao.load()
    source.to_disk(folder)
    config = folder / "config.cfg"
    kept = [line for line in config.read_text("utf8").splitlines() if not line.startswith("calibration")]
    config.write_text("\n".join(kept).replace('"gongbao_ner"', '"ner"'), "utf8")
    return spacy.load(folder)


def spans(doc):
    return [(span.start_char, span.end_char, span.label_) for span in mentions_of(doc)]


def test_spans_are_those_of_spacy(nlp, plain):
    corpus = sorted((Path(__file__).parents[1] / "corpus/bulletins").glob("*.txt"))[:12]
    texts = [*TEXTS, *(path.read_text("utf8") for path in corpus)]
    found = [spans(doc) for doc in nlp.pipe(texts)]
    assert found == [spans(doc) for doc in plain.pipe(texts)]
    assert sum(map(len, found)) > 500


def test_every_span_has_a_confidence_of_its_own(nlp):
    confidences = [span._.confidence for doc in nlp.pipe(TEXTS) for span in mentions_of(doc)]
    assert all(0 < confidence < 1 for confidence in confidences)
    assert len(set(confidences)) > len(confidences) / 2


def test_confidences_do_not_depend_on_the_batch(nlp):
    alone = [span._.confidence for text in TEXTS for span in mentions_of(nlp(text))]
    together = [span._.confidence for doc in nlp.pipe(TEXTS, batch_size=4) for span in mentions_of(doc)]
    assert together == pytest.approx(alone, abs=2e-3)


def test_calibration_moves_confidences(nlp):
    ner = nlp.get_pipe("ner")
    before, kept = nlp(TEXTS[0]), ner.calibration
    ner.calibration = Calibration(kept.slope, kept.intercept - 2)
    after = nlp(TEXTS[0])
    ner.calibration = kept
    for sure, less_sure in zip(mentions_of(before), mentions_of(after), strict=True):
        assert less_sure._.confidence < sure._.confidence


def test_spans_of_other_components_are_sure(nlp):
    doc = nlp.make_doc(TEXTS[0])
    doc.ents = [doc.char_span(0, 6, label="TEAM")]
    for _, component in nlp.pipeline[:2]:
        doc = component(doc)
    assert (doc.ents[0].label_, doc.ents[0]._.confidence) == ("TEAM", 1.0)
