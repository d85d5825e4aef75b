"""The transformer layer: windows and words, and what is kept of it; with a tiny random encoder."""

import pytest
from spacy.util import registry

pytest.importorskip("torch")
pytest.importorskip("transformers")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from thinc.api import Adam

from gongbao.pipeline.transformer import _windows, cut_pieces

TEXT = "家，全市 建成社区食\n\n堂47家，"


@pytest.fixture
def model(tiny_encoder):
    built = registry.architectures.get("gongbao.Transformer.v1")(tiny_encoder, window=16, margin=2, rate=0.5, decay=0.5)
    built.initialize()
    return built


@given(st.integers(0, 300), st.integers(1, 8), st.integers(1, 40))
def test_every_piece_is_inner_once(n_pieces, margin, inner):
    window = inner + 2 * margin
    found = list(_windows(n_pieces, window, margin))
    assert [piece for _, start, end, _ in found for piece in range(start, end)] == list(range(n_pieces))
    assert all(0 <= a <= b < c <= d <= n_pieces and d - a <= window for a, b, c, d in found)


def test_pieces_belong_to_the_words_that_they_touch(model, blank_nlp):
    doc = blank_nlp.make_doc(TEXT)
    pieces = cut_pieces([doc], model.shims[0].tokenizer, 16, 2)
    assert set(pieces.words) == {token.i for token in doc if not token.is_space}
    assert all(0 < place < len(pieces.windows[0]) - 1 for place in pieces.piece_places)


def test_layout_noise_changes_no_vector(model, blank_nlp):
    noisy, clean = blank_nlp.make_doc(TEXT), blank_nlp.make_doc("".join(TEXT.split()))
    found = model.predict([noisy, clean])
    assert np.allclose(found[0][[not token.is_space for token in noisy]], found[1], atol=1e-5)


def test_a_text_has_the_same_vectors_alone_and_in_a_batch(model, blank_nlp):
    docs = [blank_nlp.make_doc(text) for text in (TEXT, "", "社区食堂", " \n", TEXT * 9)]
    together = model.predict(docs)
    assert [len(vectors) for vectors in together] == [len(doc) for doc in docs]
    for doc, vectors in zip(docs, together, strict=True):
        assert np.allclose(model.predict([doc])[0], vectors, atol=1e-5)


def test_weights_survive_bytes_without_the_folder(model, blank_nlp):
    again = registry.architectures.get("gongbao.Transformer.v1")("nowhere", window=16, margin=2)
    again.from_bytes(model.to_bytes())
    doc = blank_nlp.make_doc(TEXT)
    old, new = model.predict([doc])[0], again.predict([doc])[0]
    assert np.corrcoef(old.ravel(), new.ravel())[0, 1] > 0.999  # matrices are kept in 8 bits
    assert again.get_dim("nO") == 16


def test_lower_layers_learn_more_slowly(model, blank_nlp):
    names = {place: f"encoder.encoder.layer.{place}.output.dense.weight" for place in (0, 1)}
    before = {place: dict(model.shims[0]._model.named_parameters())[name].data.clone() for place, name in names.items()}
    vectors, backprop = model([blank_nlp.make_doc(TEXT)], is_train=True)
    backprop([np.random.default_rng(0).normal(size=vectors[0].shape).astype("float32")])
    model.finish_update(Adam(0.01))
    after = dict(model.shims[0]._model.named_parameters())
    moved = [float((after[names[place]].data - before[place]).abs().mean()) for place in (0, 1)]
    assert 0 < moved[0] < moved[1]


def test_window_without_inner_part_is_refused():
    with pytest.raises(ValueError, match="margins"):
        registry.architectures.get("gongbao.Transformer.v1")("nowhere", window=10, margin=4)
