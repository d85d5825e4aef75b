"""The shipped pipeline, as its users load it."""

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.training.initialize import init_nlp
from spacy.util import load_config

import gongbao
from gongbao.corpus.convert import to_docbin, to_docs
from gongbao.schema import ENTITY_LABELS, TRIGGER_LABELS

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "models/zh_gongbao_sm"
DIRTY = (
    "7 月以来,临江市民政局会同团市委启动“暖心驿路”助老行动,组织 46 支志愿服务队"
    "走访独居老人 3 615 户,发放防暑\n\n降温包3600个。"
    "下一步,将招募志愿者300名。\n\n（据临江市民政局官网）\n"
)


@pytest.fixture(scope="module")
def nlp():
    return gongbao.load()


def test_attributes_of_a_document(nlp):
    doc = nlp(DIRTY)
    assert doc.text == DIRTY
    assert {span.label_ for span in doc.ents} <= set(ENTITY_LABELS)
    triggers = list(doc.spans["triggers"])
    assert triggers
    assert {span.label_ for span in triggers} <= set(TRIGGER_LABELS)
    assert {span._.status for span in triggers} == {"realized", "planned"}
    assert doc._.links
    assert all(0 <= link.confidence <= 1 for link in doc._.links)
    assert doc._.events
    assert all(0 <= event.confidence <= 1 for event in doc._.events)


def test_the_main_job_on_dirty_text(nlp):
    events = {event.triggers[0].text: event for event in nlp(DIRTY)._.events if event.triggers}
    visit = events["走访"]
    assert visit.type == "visit"
    assert [mention.text for mention in visit.arguments["recipient"]] == ["独居老人"]
    assert [(q.quantity.value, q.quantity.unit) for q in visit.quantities if q.role == "amount"] == [(3615, "户")]
    assert events["招募"].status == "planned"


def test_records_do_not_depend_on_what_stands_beside_in_a_batch(nlp):
    texts = [DIRTY.replace("300", str(300 + number)) for number in range(12)]

    def confidences(size):
        return [[link.confidence for link in doc._.links] for doc in nlp.pipe(texts, batch_size=size)]

    assert confidences(1) == confidences(5) == confidences(12)


def test_extract_streams_in_order(nlp):
    def texts():
        for number in range(2000):
            pulled.append(number)
            yield f"{number + 1} 月，临江市发放救助金 {number} 万元。"

    pulled: list[int] = []
    found = gongbao.extract(texts(), model=nlp, published="2024-01-01")
    assert [next(found).source for _ in range(3)] == ["text 1", "text 2", "text 3"]
    assert len(pulled) < 1000


def test_two_processes_give_what_one_gives(nlp):
    texts = [DIRTY, "没有事件的一句话。", "", DIRTY.replace("46", "47")]
    single = [(doc.text, doc._.events, doc._.links and doc._.links[0].label) for doc in nlp.pipe(texts)]
    several = [(doc.text, doc._.events, doc._.links and doc._.links[0].label) for doc in nlp.pipe(texts, n_process=2)]
    assert several == single


def test_spacy_loads_it_without_importing_gongbao():
    code = f"import spacy; doc = spacy.load({str(MODEL)!r})({DIRTY!r}); print(len(doc.ents), len(doc._.events))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    entities, events = map(int, printed.split())
    assert entities
    assert events


def test_ner_can_be_sourced_into_another_pkuseg_pipeline():
    source = gongbao.load()
    source.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    pkuseg = {"nlp": {"tokenizer": {"segmenter": "pkuseg"}}}
    other = spacy.blank("zh", vocab=source.vocab, config=pkuseg)
    other.tokenizer.initialize(pkuseg_model=str(MODEL / "tokenizer/pkuseg_model"))
    other.add_pipe("ner", source=source)
    other.add_pipe("gongbao_triggers")
    doc = other("临江市民政局发放救助金300万元。")
    assert next((span.text, span.label_) for span in doc.ents) == ("临江市民政局", "ORG")
    assert [span.label_ for span in doc.spans["triggers"]] == ["distribution"]


def test_components_are_small_and_torch_free():
    assert sum(file.stat().st_size for file in MODEL.rglob("*") if file.is_file()) < 30e6
    assert "torch" not in (MODEL / "config.cfg").read_text("utf8")


@pytest.mark.parametrize("path", sorted((ROOT / "configs").glob("*.cfg")), ids=lambda path: path.name)
def test_every_config_fills_and_initialises(path, tmp_path, monkeypatch, request):
    monkeypatch.chdir(ROOT)
    overrides = {"paths.train": str(tmp_path / "few.spacy"), "paths.dev": str(tmp_path / "few.spacy")}
    if path.stem == "trf":
        pytest.importorskip("torch")
        overrides["paths.encoder"] = request.getfixturevalue("tiny_encoder")
        overrides["components.ner.model.tok2vec.width"] = overrides["components.gongbao_links.model.tok2vec.width"] = 16
    docs = list(to_docs(gongbao.load(), sorted((ROOT / "corpus/bulletins").glob("*.ann"))[:4]))
    to_docbin(docs).to_disk(tmp_path / "few.spacy")
    config = load_config(path, overrides=overrides, interpolate=True)
    assert init_nlp(config).pipe_names == config["nlp"]["pipeline"]
