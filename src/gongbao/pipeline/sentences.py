"""Component `gongbao_sentences`: sentence boundaries that survive line breaks inside a sentence.

Writes `token.is_sent_start`; put it after the entities, which it never cuts. The rule itself is `gongbao.layout`.
"""

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from gongbao.layout import sentences
from gongbao.pipeline.extensions import mentions_of


@Language.factory("gongbao_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> "Sentences":
    """Create the component."""
    return Sentences()


class Sentences:
    """Set sentence starts; white space between sentences belongs to the one before."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the first token of each sentence."""
        starts = {start for start, _ in sentences(doc.text)}
        inner = {token.i for span in mentions_of(doc) for token in span[1:]}
        pending, marks = False, []
        for token in doc:
            # a sentence may begin with white space that a token took in
            pending = pending or any(place in starts for place in range(token.idx, token.idx + len(token)))
            marks.append(token.i == 0 or (pending and not token.is_space and token.i not in inner))
            pending = pending and not marks[-1]
        # all at once: token.is_sent_start looks through the whole Doc each time it is set
        column = np.where(np.array(marks, dtype=bool).reshape(-1, 1), 1, -1).astype("int64").view("uint64")
        return doc.from_array([SENT_START], column) if len(doc) else doc
