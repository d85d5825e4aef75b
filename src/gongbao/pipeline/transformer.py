"""Architecture `gongbao.Transformer.v1`: a Hugging Face encoder as the token-to-vector layer of a spaCy pipeline.

The tokens of a document are joined without layout noise (their norms) and cut into the encoder's own pieces, which may
cross words: a word's vector is the mean of the pieces that it touches. Long texts are read in windows that overlap, so
that every piece is seen with what stands before and after it. It is a `tok2vec` like any other: components listen to it
with `spacy.Tok2VecListener.v1`.

Weights are kept as safetensors, without pickle; loading a pipeline needs neither the folder nor the hub it came from.
Needs torch and transformers (`pip install gongbao[trf]`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import ArgsKwargs, Model, Optimizer, PyTorchShim, torch2xp, xp2torch
from thinc.compat import has_torch
from thinc.types import Floats2d

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor
    from torch.nn import Module

Windows = list[list[int]]
_CHUNK = 16  # windows predicted at a time


class Pieces(NamedTuple):
    """A batch in windows: their piece ids, and which piece (counted through all windows) belongs to which word."""

    windows: Windows
    piece_places: NDArray[np.int64]
    words: NDArray[np.int64]


@registry.architectures("gongbao.Transformer.v1")
def build_transformer(
    encoder: str,
    window: int = 256,
    margin: int = 16,
    layers: int | None = None,
    rate: float = 0.1,
    decay: float = 0.9,
) -> Model[list[Doc], list[Floats2d]]:
    """Build the layer; the weights are read when training starts.

    Args:
        encoder: folder or hub name of the encoder, for training only.
        window: pieces read at a time, special ones included.
        margin: pieces at each edge of a window that are read for context only.
        layers: how many of the encoder's layers are used, counted from below; all of them if None.
        rate: learning rate of the top layer as a share of the optimizer's.
        decay: by what the rate is multiplied from each layer to the one below.

    Raises:
        ImportError: where torch is missing.
        ValueError: where the margins leave nothing of a window.
    """
    if not has_torch:
        raise ImportError("gongbao.Transformer.v1 needs torch and transformers: pip install gongbao[trf]")
    if window <= 2 * margin + 2:
        raise ValueError(f"gongbao.Transformer.v1: a window of {window} pieces leaves none between margins of {margin}")
    return Model(
        "transformer",
        forward,
        init=init,
        dims={"nO": None},
        attrs={"encoder": encoder, "window": window, "margin": margin, "layers": layers},
        shims=[EncoderShim(None, rate, decay)],
    )


def init(model: Model[list[Doc], list[Floats2d]], X: object = None, Y: object = None) -> None:  # noqa: N803
    """Read the encoder's weights and tokenizer; attention is without dropout, which costs a third of the time."""
    from transformers import AutoConfig, AutoModel, AutoTokenizer

    source = model.attrs["encoder"]
    config = AutoConfig.from_pretrained(source)
    config.num_hidden_layers = model.attrs["layers"] or config.num_hidden_layers
    config.attention_probs_dropout_prob = 0.0
    encoder = AutoModel.from_pretrained(source, config=config, add_pooling_layer=False).float()
    tokenizer = AutoTokenizer.from_pretrained(source).backend_tokenizer
    model.shims[0].set_encoder(encoder, tokenizer.to_str())
    model.set_dim("nO", encoder.config.hidden_size)


def forward(
    model: Model[list[Doc], list[Floats2d]], docs: list[Doc], is_train: bool
) -> tuple[list[Floats2d], Callable[[list[Floats2d]], list[Doc]]]:
    """Give one vector a token, `(n_tokens, nO)` for each document."""
    shim: EncoderShim = model.shims[0]
    lengths = [len(doc) for doc in docs]
    pieces = cut_pieces(docs, shim.tokenizer, model.attrs["window"], model.attrs["margin"])
    vectors, backprop_torch = shim(ArgsKwargs((pieces, sum(lengths)), {}), is_train)
    ops = model.ops

    def backprop(gradients: list[Floats2d]) -> list[Doc]:
        gradient = xp2torch(ops.flatten(gradients), device=shim.device)
        backprop_torch(ArgsKwargs(((vectors,),), {"grad_tensors": (gradient,)}))
        return docs

    return ops.unflatten(torch2xp(vectors, ops=ops), lengths), backprop


def cut_pieces(docs: list[Doc], tokenizer: Tokenizer, window: int, margin: int) -> Pieces:
    """Cut documents into pieces and these into windows; a piece is pooled in the window where it is no margin."""
    first, last = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
    windows: Windows = []
    pairs: list[tuple[int, int]] = []
    place = 0
    for doc, before in zip(docs, accumulate((len(doc) for doc in docs), initial=0), strict=False):
        norms = ["".join(token.norm_.split()) for token in doc]
        word_at = [before + number for number, norm in enumerate(norms) for _ in norm]
        encoded = tokenizer.encode("".join(norms), add_special_tokens=False)
        for start, core_start, core_end, end in _windows(len(encoded.ids), window - 2, margin):
            windows.append([first, *encoded.ids[start:end], last])
            for piece in range(core_start, core_end):
                left, right = encoded.offsets[piece]
                pairs += [(place + 1 + piece - start, word) for word in dict.fromkeys(word_at[left:right])]
            place += len(windows[-1])
    columns = np.array(pairs, dtype="int64").reshape(-1, 2)
    return Pieces(windows, columns[:, 0], columns[:, 1])


def _windows(n_pieces: int, window: int, margin: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield where each window starts, where its inner part starts and ends, and where it ends; all are equally long."""
    if not n_pieces:
        return
    count = max(1, -(-(n_pieces - 2 * margin) // (window - 2 * margin)))
    length = -(-(n_pieces + 2 * margin * (count - 1)) // count)
    starts = [number * (n_pieces - length) // max(1, count - 1) for number in range(count)]
    edges = [0, *(start + margin for start in starts[1:]), n_pieces]
    for number, start in enumerate(starts):
        yield start, edges[number], edges[number + 1], start + length


class EncoderShim(PyTorchShim):
    """Holds the encoder: runs it, lowers its learning rate layer by layer, and keeps it as safetensors."""

    def __init__(self, model: Module | None, rate: float, decay: float) -> None:
        super().__init__(model, {"rate": rate, "decay": decay})
        self.tokenizer: Tokenizer | None = None

    def set_encoder(self, encoder: Module, tokenizer: str) -> None:
        """Take an encoder and its tokenizer as JSON."""
        from tokenizers import Tokenizer

        self._model = _pooling(encoder)
        self.tokenizer = Tokenizer.from_str(tokenizer)

    def predict(self, inputs: ArgsKwargs) -> Tensor:
        """Run the encoder without gradients, some windows at a time."""
        import torch

        pieces, n_words = inputs.args
        self._model.eval()
        with torch.inference_mode():
            hidden = [
                self._model.read(pieces.windows[at : at + _CHUNK]) for at in range(0, len(pieces.windows), _CHUNK)
            ]
            found = self._model.pool(torch.cat(hidden) if hidden else None, pieces, n_words)
        self._model.train()
        return found.clone()

    def finish_update(self, optimizer: Optimizer) -> None:
        """Update with the optimizer's rate times the layer's share of it."""
        for name, parameter in self._model.named_parameters():
            if parameter.grad is not None:
                weights, gradient = torch2xp(parameter.data), torch2xp(parameter.grad)
                weights, _ = optimizer((self.id, name), weights, gradient, lr_scale=self._rate(name))
                parameter.data = xp2torch(weights, device=self.device)
                parameter.grad.zero_()

    def _rate(self, name: str) -> float:
        """Share of the optimizer's rate: embeddings stand below layer 0."""
        layers = self._model.encoder.config.num_hidden_layers
        number = next((int(part) for part in name.split(".") if part.isdigit()), -1)
        return float(self.cfg["rate"] * self.cfg["decay"] ** (layers - 1 - number))

    def to_bytes(self) -> bytes:
        """Pack config, tokenizer and weights; matrices are kept as 8-bit integers with one scale a row."""
        if self._model is None or self.tokenizer is None:
            return bytes(srsly.msgpack_dumps({"cfg": self.cfg}))
        encoder = self._model.encoder
        packed = {"cfg": self.cfg, "config": encoder.config.to_json_string(), "tokenizer": self.tokenizer.to_str()}
        return bytes(srsly.msgpack_dumps({**packed, "weights": _pack(encoder.state_dict())}))

    def from_bytes(self, bytes_data: bytes) -> EncoderShim:
        """Unpack what `to_bytes` gave."""
        from transformers import AutoConfig, AutoModel

        packed = srsly.msgpack_loads(bytes_data)
        self.cfg = packed["cfg"]
        if "weights" in packed:
            encoder = AutoModel.from_config(
                AutoConfig.for_model(**json.loads(packed["config"])), add_pooling_layer=False
            )
            encoder.load_state_dict(_unpack(packed["weights"]))
            self.set_encoder(encoder, packed["tokenizer"])
        return self


def _pooling(encoder: Module) -> Module:
    """Wrap an encoder in a module that reads windows of pieces and gives vectors of words."""
    import torch

    class Pooling(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, pieces: Pieces, n_words: int) -> Tensor:
            return self.pool(self.read(pieces.windows) if pieces.windows else None, pieces, n_words)

        def read(self, windows: Windows) -> Tensor:
            """Hidden states of all pieces, windows one after the other, `(n_pieces, width)`."""
            longest = max(map(len, windows))
            ids = torch.tensor(
                [window + [encoder.config.pad_token_id or 0] * (longest - len(window)) for window in windows]
            )
            mask = torch.tensor([[1] * len(window) + [0] * (longest - len(window)) for window in windows])
            device = next(encoder.parameters()).device
            states = encoder(input_ids=ids.to(device), attention_mask=mask.to(device)).last_hidden_state
            return states[mask.bool().to(device)]

        def pool(self, hidden: Tensor | None, pieces: Pieces, n_words: int) -> Tensor:
            """Mean of the pieces of each word, nought for a word without any."""
            parameter = next(encoder.parameters())
            summed = torch.zeros(n_words, encoder.config.hidden_size, device=parameter.device)
            if hidden is None:
                return summed
            words = torch.from_numpy(pieces.words).to(parameter.device)
            places = torch.from_numpy(pieces.piece_places).to(parameter.device)
            counts = torch.zeros(n_words, device=parameter.device).index_add(
                0, words, torch.ones(len(words)).to(words.device)
            )
            return summed.index_add(0, words, hidden[places]) / counts.clamp(min=1).unsqueeze(1)

    return Pooling()


def _pack(state: dict[str, Tensor]) -> bytes:
    import torch
    from safetensors.torch import save

    packed = {}
    for name, tensor in state.items():
        tensor = tensor.detach().float().cpu()
        if tensor.dim() == 2:
            scale = tensor.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
            packed[f"{name}:scale"] = scale.contiguous()
            tensor = (tensor / scale).round().to(torch.int8)
        packed[name] = tensor.contiguous()
    return bytes(save(packed))


def _unpack(data: bytes) -> dict[str, Tensor]:
    from safetensors.torch import load

    packed = load(data)
    scales = {name.removesuffix(":scale"): packed.pop(name) for name in list(packed) if name.endswith(":scale")}
    return {name: tensor * scales[name] if name in scales else tensor for name, tensor in packed.items()}
