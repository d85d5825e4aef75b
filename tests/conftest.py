"""Fixtures that several files share: the segmenter, an untrained pipeline, the worked example of the scheme."""

from pathlib import Path

import hypothesis
import pytest
import spacy
from examples import WORKED
from spacy.language import Language

from gongbao.annotation import Annotation

hypothesis.settings.register_profile("gongbao", deadline=None)  # machines that run tests are busy
hypothesis.settings.load_profile("gongbao")


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


_PIECES = ["<s>", "</s>", "<unk>", "<pad>", "▁", "▁全市", "全市", "建成", "社区", "食堂", "47", "家", "，", "的社"]


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Folder of a random BERT of 16 units with a handful of pieces; needs torch and transformers."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = str(tmp_path_factory.mktemp("encoder"))
    tokenizer = Tokenizer(
        models.Unigram([(piece, -1.0 - place / 100) for place, piece in enumerate(_PIECES)], unk_id=2)
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", pad_token="<pad>").save_pretrained(folder)
    sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    config = BertConfig(vocab_size=len(_PIECES), **sizes, max_position_embeddings=64, pad_token_id=3)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder
