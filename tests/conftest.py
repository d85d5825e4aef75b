"""Fixtures that several files share: the segmenter, an untrained pipeline, the worked example of the scheme."""

from pathlib import Path

import pytest
import spacy
from examples import WORKED
from spacy.language import Language

from gongbao.annotation import Annotation


@pytest.fixture(scope="session")
def segmenter() -> Path:
    return Path(__file__).parents[1] / "models" / "zh_gongbao_sm" / "tokenizer" / "pkuseg_model"


@pytest.fixture
def blank_nlp(segmenter: Path) -> Language:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "gongbao.PkusegTokenizer.v1"}}})
    nlp.tokenizer.initialize(pkuseg_model=str(segmenter))
    return nlp


@pytest.fixture(scope="session")
def worked_example() -> Annotation:
    return WORKED
