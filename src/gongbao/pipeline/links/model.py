"""Architecture `gongbao.LinkClassifier.v1`: scores links of candidate pairs and the status of mentions.

The first layer over a pair is a sum: projections of the mean vectors of head, tail and what stands between, plus one
row of an embedding table for each hashed feature. Projecting tokens before pooling keeps it cheap, since both are
linear. Which pairs there are and how scores become links is left to the component.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Linear, Maxout, Model, Ops, chain, clone, glorot_uniform_init
from thinc.types import Floats2d, Ints2d

from gongbao.pipeline.links.candidates import N_CLASSES, N_STATUSES, Candidates

Inputs = tuple[list[Doc], list[Candidates]]
Outputs = tuple[Floats2d, Floats2d]
N_CONTEXTS = 4  # ranges that decide the status: the mention itself and three contexts


@registry.architectures("gongbao.LinkClassifier.v1")
def build_link_classifier(
    tok2vec: Model[list[Doc], list[Floats2d]],
    hidden_width: int = 96,
    n_rows: int = 20000,
    n_layers: int = 1,
) -> Model[Inputs, Outputs]:
    """Build the link classifier.

    Args:
        tok2vec: encoder, or a listener on a shared one; one vector per token.
        hidden_width: width of the layers over pairs.
        n_rows: rows of the table of hashed features.
        n_layers: maxout layers between the first and the output layer.
    """
    hidden = clone(Maxout(hidden_width, hidden_width, nP=2, normalize=False), n_layers)
    return Model(
        "link_classifier",
        forward,
        init=init,
        layers=[
            tok2vec,
            chain(hidden, Linear(N_CLASSES, hidden_width)),
            chain(Maxout(hidden_width, nP=2), Linear(N_STATUSES, hidden_width)),
        ],
        params={"head": None, "tail": None, "between": None, "table": None, "bias": None},
        dims={"nH": hidden_width, "nR": n_rows, "nI": None},
        attrs={"dropout_rate": 0.0},
        refs={"tok2vec": tok2vec},
    )


def init(model: Model[Inputs, Outputs], X: Inputs | None = None, Y: object = None) -> None:  # noqa: N803
    """Allocate the parameters; the width of the encoder is found from its output on the sample `X`."""
    tok2vec, pair_layers, status_layers = model.layers
    if X is not None:
        tok2vec.initialize(X=X[0])
    width = tok2vec.get_dim("nO") if tok2vec.has_dim("nO") else None
    if width is None:
        if X is None:
            raise ValueError("gongbao.LinkClassifier.v1 cannot find the width of its encoder: initialise with examples")
        width = tok2vec.predict(X[0])[0].shape[1]
    model.set_dim("nI", width)
    n_hidden, n_rows = model.get_dim("nH"), model.get_dim("nR")
    for name in ("head", "tail", "between"):
        model.set_param(name, glorot_uniform_init(model.ops, (n_hidden, width)))
    model.set_param("table", model.ops.alloc2f(n_rows, n_hidden))
    model.set_param("bias", model.ops.alloc1f(n_hidden))
    pair_layers.initialize(X=model.ops.alloc2f(1, n_hidden))
    status_layers.initialize(X=model.ops.alloc2f(1, N_CONTEXTS * width))


def forward(
    model: Model[Inputs, Outputs], inputs: Inputs, is_train: bool
) -> tuple[Outputs, Callable[[Outputs], list[Doc]]]:
    """Score pairs and mentions of a batch of documents.

    Returns:
        Logits of the classes of all pairs, `(n_pairs, N_CLASSES)`, and of the status of all mentions,
        `(n_mentions, N_STATUSES)`, documents one after the other; and the callback for their gradients.
    """
    docs, candidates = inputs
    tok2vec, pair_layers, status_layers = model.layers
    vectors, backprop_vectors = tok2vec(docs, is_train)
    tokens = model.ops.flatten(vectors) if docs else model.ops.alloc2f(0, model.get_dim("nI"))
    batch = _join(model.ops, candidates, [len(vector) for vector in vectors], model.get_dim("nR"))
    hidden, backprop_hidden = _first_layer(model, tokens, batch, is_train)
    links, backprop_links = pair_layers(hidden, is_train)
    pooled, backprop_pool = mean_pool(model.ops, tokens, batch["contexts"])
    contexts = pooled.reshape(-1, N_CONTEXTS * tokens.shape[1])
    statuses, backprop_statuses = status_layers(contexts, is_train)

    def backprop(gradients: Outputs) -> list[Doc]:
        d_tokens = backprop_hidden(backprop_links(gradients[0]))
        d_tokens = d_tokens + backprop_pool(backprop_statuses(gradients[1]).reshape(pooled.shape))
        return backprop_vectors(model.ops.unflatten(d_tokens, [len(vector) for vector in vectors]))

    return (links, statuses), backprop


def _join(ops: Ops, candidates: list[Candidates], lengths: list[int], n_rows: int) -> dict[str, Any]:
    """Put the candidates of a batch one after the other, token places counted through the batch."""
    at = np.cumsum([0, *lengths])
    before = np.cumsum([0, *(len(c.spans) for c in candidates)])
    contexts = [np.concatenate((c.spans[:, None], c.contexts), axis=1).reshape(-1, 2) for c in candidates]
    columns = {
        "spans": [c.spans + at[i] for i, c in enumerate(candidates)],
        "contexts": [ranges + at[i] for i, ranges in enumerate(contexts)],
        "between": [c.between + at[i] for i, c in enumerate(candidates)],
        "pairs": [c.pairs + before[i] for i, c in enumerate(candidates)],
        "rows": [c.features % n_rows for c in candidates],
    }
    return {name: ops.xp.asarray(np.concatenate(parts).astype("int32")) for name, parts in columns.items() if parts}


def _first_layer(
    model: Model[Inputs, Outputs], tokens: Floats2d, batch: dict[str, Any], is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    """Sum projections and feature rows of each pair, `(n_pairs, nH)`."""
    ops = model.ops
    heads, tails = (ops.xp.ascontiguousarray(column) for column in batch["pairs"].T)
    pooled, backprop_pooled = mean_pool(ops, tokens, batch["spans"])
    projected = ops.gemm(tokens, model.get_param("between"), trans2=True)
    stretch, backprop_stretch = mean_pool(ops, projected, batch["between"])
    summed = model.get_param("bias") + stretch
    for name, places in (("head", heads), ("tail", tails)):
        summed += ops.gemm(pooled, model.get_param(name), trans2=True)[places]
    if len(heads):
        summed += ops.gather_add(model.get_param("table"), ops.xp.ascontiguousarray(batch["rows"], dtype="uint32"))
    mask = (summed > 0).astype("float32")
    if is_train:
        mask *= ops.get_dropout_mask(summed.shape, model.attrs["dropout_rate"])

    def backprop(gradient: Floats2d) -> Floats2d:
        d_summed = gradient * mask
        d_projected = backprop_stretch(d_summed)
        model.inc_grad("between", d_projected.T @ tokens)
        d_tokens = d_projected @ model.get_param("between")
        d_pooled = ops.alloc2f(*pooled.shape)
        for name, places in (("head", heads), ("tail", tails)):
            d_part = ops.alloc2f(pooled.shape[0], d_summed.shape[1])
            ops.scatter_add(d_part, places, d_summed)
            model.inc_grad(name, d_part.T @ pooled)
            d_pooled += d_part @ model.get_param(name)
        d_table = ops.alloc2f(*model.get_param("table").shape)
        for column in batch["rows"].T:
            ops.scatter_add(d_table, ops.xp.ascontiguousarray(column), d_summed)
        model.inc_grad("table", d_table)
        model.inc_grad("bias", d_summed.sum(axis=0))
        return d_tokens + backprop_pooled(d_pooled)

    return summed * mask, backprop


def mean_pool(ops: Ops, tokens: Floats2d, ranges: Ints2d) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    """Average the vectors of token ranges by prefix sums.

    Args:
        ops: backend of the arrays.
        tokens: `(n_tokens, width)`.
        ranges: start and end, end exclusive, `(n_ranges, 2)`; an empty range gives zeros.

    Returns:
        The averages, `(n_ranges, width)`, and the callback for the gradient of `tokens`.
    """
    xp = ops.xp
    starts = xp.ascontiguousarray(ranges[:, 0])
    ends = xp.maximum(ranges[:, 1], starts)
    lengths = xp.maximum(ends - starts, 1).reshape(-1, 1)
    sums = xp.zeros((tokens.shape[0] + 1, tokens.shape[1]), dtype="float64")
    xp.cumsum(tokens, axis=0, out=sums[1:], dtype="float64")
    averages = ((sums[ends] - sums[starts]) / lengths).astype("float32")

    def backprop(gradient: Floats2d) -> Floats2d:
        share = gradient / lengths
        steps = xp.zeros(sums.shape, dtype="float32")
        ops.scatter_add(steps, starts, share.astype("float32"))
        ops.scatter_add(steps, ends, (-share).astype("float32"))
        result: Floats2d = xp.cumsum(steps, axis=0)[:-1].astype("float32")
        return result

    return averages, backprop
