"""The shipped transformer pipeline: what it finds, how it is kept; and what is said where torch is missing."""

from pathlib import Path

import pytest

import gongbao
from gongbao.inference import ModelError
from gongbao.pipeline.extensions import mentions_of

MODEL = Path(__file__).parents[1] / "models" / "zh_gongbao_trf"
DIRTY = "近日，临江市民政局联合市残联走访困难残疾人家庭\n\n86 户,发放慰问金 4.3 万元。下一步，将为残疾人配发轮椅。"


def test_missing_torch_is_named(monkeypatch):
    monkeypatch.setattr("gongbao.pipeline.transformer.has_torch", False)
    with pytest.raises(ModelError, match=r"zh_gongbao_trf.*pip install gongbao\[trf\]"):
        gongbao.load("zh_gongbao_trf")


def test_kept_small_and_without_pickle():
    files = [file for file in MODEL.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 60e6
    assert not [file for file in files if file.suffix in (".pkl", ".pt")]


@pytest.fixture(scope="module")
def nlp():
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    return gongbao.load("zh_gongbao_trf")


def test_events_of_dirty_text(nlp):
    (document,) = gongbao.extract([DIRTY], model=nlp, published="2024-08-10")
    found = {(event.type, event.status) for event in document.events}
    assert {("visit", "realized"), ("distribution", "realized"), ("distribution", "planned")} <= found
    amounts = [quantity.quantity.value for event in document.events for quantity in event.quantities]
    assert {86, 43000} <= {int(amount) for amount in amounts}


def test_reads_no_pickle(nlp, monkeypatch, tmp_path):
    nlp.to_disk(tmp_path)
    monkeypatch.setattr("torch.load", None)
    monkeypatch.setattr("pickle.loads", None)
    again = gongbao.load(tmp_path)
    assert [span.text for span in mentions_of(again(DIRTY))] == [span.text for span in mentions_of(nlp(DIRTY))]
