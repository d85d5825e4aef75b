"""Reader of training data that draws variants anew in every pass over the documents.

spaCy's own reader is read once and its examples are kept, so that an augmenter gives each document one variant for all
of the training. In a config:

```ini
[corpora.train]
@readers = "gongbao.Corpus.v1"
path = ${paths.train}

[training]
max_epochs = -1
```
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from spacy.language import Language
from spacy.training import Corpus, Example
from spacy.util import registry

from gongbao.corpus.augment import Augmenter


@registry.readers("gongbao.Corpus.v1")
def make_reader(path: Path, augmenter: Augmenter | None = None) -> Callable[[Language], Iterable[Example]]:
    """Read documents in a random order.

    Args:
        path: `.spacy` file, or a folder of them.
        augmenter: gives for an example the examples to train on.
    """
    return Corpus(path, augmenter=augmenter, shuffle=True)
