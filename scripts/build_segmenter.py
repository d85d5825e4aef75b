"""Build the compact word segmenter from the mixed-domain model in the pkuseg 0.0.25 source archive (MIT).

Keeps the features with the largest weights. Get the archive first (it is a Python package, 49 MB):
    pip install numpy cython setuptools && pip download --no-deps --no-binary :all: --no-build-isolation pkuseg==0.0.25
"""

import io
import pickle
import tarfile
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import srsly
import typer

MODEL = "pkuseg-0.0.25/pkuseg/models/default"


def shrink(features: dict[str, Any], weights: np.ndarray, n_tags: int, keep: int) -> tuple[dict[str, Any], np.ndarray]:
    """Cut a model to its `keep` features of largest weight.

    Args:
        features: `unigram`, `bigram`, `feature_to_idx` and `tag_to_idx` of the whole model.
        weights: node weights, then tag transitions, `(n_tags * n_features + n_tags ** 2,)`.
        n_tags: number of segmentation tags.
        keep: number of features to keep.
    """
    table = weights[: -(n_tags**2)].reshape(-1, n_tags)
    order = np.argsort(-np.abs(table).max(axis=1), kind="stable")
    kept = np.sort(np.concatenate(([0], order[order != 0][: keep - 1])))  # feature 0 is the bias
    names: list[str] = sorted(features["feature_to_idx"], key=features["feature_to_idx"].get)
    index = {names[old]: new for new, old in enumerate(kept)}
    words = {part for name in index if name[0] == "w" for part in name.split(".", 2)[-1].split("*")}
    words |= {name.split(".", 1)[1] for name in index if name.startswith(("w1.", "w-1."))}
    small = {
        "unigram": sorted(words & set(features["unigram"])),
        "bigram": [],  # read by pkuseg's trainer only
        "feature_to_idx": index,
        "tag_to_idx": features["tag_to_idx"],
    }
    rounded = np.concatenate((table[kept].ravel(), weights[-(n_tags**2) :])).astype("float16").astype("float64")
    return small, rounded


def main(
    archive: Annotated[Path, typer.Argument(help="pkuseg-0.0.25.tar.gz")],
    output: Annotated[Path, typer.Argument(help="Folder to write features.msgpack and weights.npz to.")],
    keep: Annotated[int, typer.Option(help="Number of features to keep.")] = 150_000,
) -> None:
    """Write the compact segmenter."""
    with tarfile.open(archive) as tar:
        pickled, packed = (tar.extractfile(f"{MODEL}/{name}") for name in ("features.pkl", "weights.npz"))
        if pickled is None or packed is None:
            raise typer.BadParameter(f"{archive} does not hold {MODEL}; is it the source archive of pkuseg 0.0.25?")
        features = pickle.load(pickled)  # noqa: S301  the archive is the published package
        whole = np.load(io.BytesIO(packed.read()))
    n_tags = int(whole["sizes"][0])
    small, weights = shrink(features, whole["w"], n_tags, keep)
    output.mkdir(parents=True, exist_ok=True)
    srsly.write_msgpack(output / "features.msgpack", small)
    np.savez(output / "weights.npz", sizes=np.array([n_tags, len(small["feature_to_idx"])]), w=weights)
    typer.echo(f"{len(small['feature_to_idx'])} features, {len(small['unigram'])} words -> {output}")


if __name__ == "__main__":
    typer.run(main)
