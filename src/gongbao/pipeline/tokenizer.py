"""Tokenizer: pkuseg words that survive broken layout.

White space inside a paragraph is an accident of layout and does not split a word, be it a space (`2.6 万 名`) or a
line break. The text of the Doc is the input, character by character; `token.norm_` holds the word without white
space and with full-width letters and digits folded, so that a model sees dirty text as clean text. Sentences are
left to `gongbao_sentences`.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np
import spacy_pkuseg
from spacy.attrs import NORM
from spacy.lang.zh import ChineseTokenizer
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from gongbao.layout import paragraphs

# one character to one character, so offsets hold
FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
FOLD |= {ord(mark): ord(full) for mark, full in zip(",:;()!?", "，：；（）！？", strict=True)}
FOLD |= {ord(full): ord(full) for full in "，：；（）！？"}
FOLD |= {0x3000: 0x20, 0x00A0: 0x20}
_NUMBER_COMMA = re.compile(r"(?<=\d)[,，](?=\d{3})")
# pkuseg glues some digits and marks to the word before: 安置点17, 九成八。2017年
_INNER_EDGE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[，。、；：])|(?=[，。、；：])|(?<=[年月日])(?=[\u4e00-\u9fff])"
)
_LATIN_SPACE = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")


def fold(text: str) -> str:
    """Fold full-width letters and digits to half width and half-width marks to full width; the length stays."""
    return _NUMBER_COMMA.sub(",", text.translate(FOLD))


@registry.tokenizers("gongbao.PkusegTokenizer.v1")
def create_tokenizer() -> Callable[[Language], "PkusegTokenizer"]:
    """Create the tokenizer; `initialize.tokenizer.pkuseg_model` names the folder of the segmenter."""
    return lambda nlp: PkusegTokenizer(nlp.vocab, segmenter="pkuseg")


class PkusegTokenizer(ChineseTokenizer):
    """spaCy's Chinese tokenizer with pkuseg, told apart by what it does with white space and width.

    Serialisation is spaCy's. The word list that pkuseg merges by default is off; `words` are always split off.
    """

    def initialize(
        self,
        get_examples: object = None,
        *,
        nlp: Language | None = None,
        pkuseg_model: str | None = None,
        pkuseg_user_dict: str | None = None,
        words: Sequence[str] = (),
    ) -> None:
        """Load the segmenter from a folder with `features.msgpack` and `weights.npz`.

        Args:
            get_examples: not used.
            nlp: not used.
            pkuseg_model: the folder.
            pkuseg_user_dict: text file of words to split off wherever they stand, one a line; `default` is none.
            words: more such words.

        Raises:
            FileNotFoundError: where the folder holds no segmenter.
        """
        super().initialize(get_examples, nlp=nlp, pkuseg_model=pkuseg_model, pkuseg_user_dict="default")
        self.pkuseg_seg.postprocesser = spacy_pkuseg.Postprocesser(None, [])
        self.pkuseg_seg.postprocesser.do_process = False
        self.pkuseg_seg.preprocesser = spacy_pkuseg.Preprocesser(
            None if pkuseg_user_dict == "default" else pkuseg_user_dict
        )
        self.pkuseg_update_user_dict(list(words))

    def __call__(self, text: str) -> Doc:
        """Segment a text of any length into a Doc whose `text` is exactly the input.

        Raises:
            ValueError: where no segmenter has been loaded.
        """
        if self.pkuseg_seg is None:
            raise ValueError(
                "gongbao.PkusegTokenizer has no segmenter: set initialize.tokenizer.pkuseg_model to a folder with "
                "features.msgpack and weights.npz, or load a trained pipeline"
            )
        words: list[str] = []
        spaces: list[bool] = []
        norms: list[str] = []
        done = 0
        for start, end, norm in self._word_ranges(text):
            gap = text[done:start]
            if gap[:1] == " " and words and words[-1].strip():
                spaces[-1] = True
                gap = gap[1:]
            if gap:
                words.append(gap)
                spaces.append(False)
                norms.append(gap)
            words.append(text[start:end])
            spaces.append(False)
            norms.append(norm)
            done = end
        if done < len(text):
            words.append(text[done:])
            spaces.append(False)
            norms.append(text[done:])
        doc = Doc(self.vocab, words=words, spaces=spaces)
        # spaCy's own norms fold “，” to “,” and the like: always set ours, so that clean and dirty text agree
        strings = self.vocab.strings
        return doc.from_array([NORM], np.array([[strings.add(norm.lower())] for norm in norms], dtype="uint64"))

    def _word_ranges(self, text: str) -> list[tuple[int, int, str]]:
        """Words as (start, end, norm), in characters of the text, end exclusive."""
        folded = fold(text)
        found: list[tuple[int, int, str]] = []
        for start, end in paragraphs(text):
            pieces = _LATIN_SPACE.split(folded[start:end])
            places = [start + i for i, char in enumerate(folded[start:end]) if not char.isspace()]
            position = 0
            for piece in pieces:
                cut = self.pkuseg_seg.cut("".join(piece.split()))
                for word in (part for glued in cut for part in _INNER_EDGE.split(glued) if part):
                    last = position + len(word)
                    found.append((places[position], places[last - 1] + 1, word))
                    position = last
        return found
