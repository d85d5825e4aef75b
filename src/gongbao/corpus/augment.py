"""Augmenters for training: each gives, for some of the examples, a variant in place of the document.

A variant is made by editing the text; mentions and links move along. One whose mentions no longer start and end with
a word, or whose sentences fall otherwise, is dropped for the document itself. Draws come from `random`, which
spaCy seeds with `training.seed`. In a config:

```ini
[corpora.train.augmenter]
@augmenters = "gongbao.mention_swap.v1"
level = 0.3
```
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple

from spacy.language import Language
from spacy.training import Example
from spacy.util import registry

from gongbao.annotation import Annotation, Mention
from gongbao.layout import sentences
from gongbao.normal.divisions import division_at, divisions_by_code, match_names, names
from gongbao.pipeline.extensions import set_annotation, to_annotation
from gongbao.records import PlaceLevel

Augmenter = Callable[[Language, Example], Iterator[Example]]

_OFFICES: Final = """
民政局 教育局 财政局 公安局 司法局 人力资源和社会保障局 自然资源局 生态环境局 住房和城乡建设局
交通运输局 水务局 农业农村局 商务局 文化和旅游局 卫生健康委员会 卫健委 退役军人事务局 应急管理局 审计局
市场监督管理局 统计局 医疗保障局 医保局 乡村振兴局 信访局 扶贫办 民政厅 残疾人联合会 残联 妇女联合会
妇联 共青团委员会 团委 总工会 红十字会 慈善总会 慈善会 工商业联合会 科学技术协会 老龄工作委员会办公室
人民政府 人民检察院 人民法院 人大常委会 政协 救助管理站 社会福利院 儿童福利院 殡仪馆 人民医院 中医院
疾病预防控制中心 妇幼保健院 民族宗教事务局 气象局 林业局 体育局 档案馆 图书馆 供销合作社 电力公司
义工联合会 志愿者协会 社会工作协会
""".split()
_NUMBER: Final = re.compile("[1-9１-９][0-9０-９]*(?:[,，][0-9]{3})*(?:[.．][0-9０-９]+)?")
_NUMBER_EDGE: Final = re.compile(r"(?<=[^\W\d_])(?=[0-9])|(?<=[0-9%])(?=[^\W\d_])|(?<=[0-9])(?=%)")
_HAN_PAIR: Final = re.compile("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
_WIDTHS: Final = dict(zip("，；：（）！？％", ",;:()!?%", strict=True))
_FULL_DIGITS: Final = dict(zip("0123456789", "０１２３４５６７８９", strict=True))


class Edit(NamedTuple):
    """Replacement of a stretch of text (characters, end exclusive); of no length: an insertion."""

    start: int
    end: int
    text: str


def apply_edits(annotation: Annotation, edits: Iterable[Edit]) -> Annotation:
    """Edit a text under its annotation.

    An insertion at the edge of a mention stays outside it.

    Args:
        annotation: the document.
        edits: none overlaps another, none crosses the edge of a mention.
    """
    ordered = sorted(edits)
    pieces, place = [], 0
    for edit in ordered:
        pieces += [annotation.text[place : edit.start], edit.text]
        place = edit.end
    text = "".join([*pieces, annotation.text[place:]])

    def moved(position: int, is_end: bool) -> int:
        before = (e for e in ordered if e.end <= position and not (is_end and e.start == position))
        return position + sum(len(e.text) - (e.end - e.start) for e in before)

    new = {m: m._replace(start=moved(m.start, False), end=moved(m.end, True)) for m in annotation.mentions}
    arcs = tuple(arc._replace(head=new[arc.head], tail=new[arc.tail]) for arc in annotation.arcs)
    return Annotation(text, tuple(new.values()), arcs)


@registry.augmenters("gongbao.mention_swap.v1")
def make_mention_swap(level: float) -> Augmenter:
    """Other divisions of the same level in places and names, other offices, other numbers in quantities.

    Args:
        level: share of the examples that are varied.
    """
    return partial(_vary, level=level, draw=swap_edits)


@registry.augmenters("gongbao.layout_noise.v1")
def make_layout_noise(level: float) -> Augmenter:
    """Noise of copied text: spaces around digits and in words, lines cut in mid-sentence, stray quotation marks.

    Args:
        level: share of the examples that are varied.
    """
    return partial(_vary, level=level, draw=noise_edits)


@registry.augmenters("gongbao.punctuation_width.v1")
def make_punctuation_width(level: float) -> Augmenter:
    """Half-width punctuation, or full-width digits.

    Args:
        level: share of the examples that are varied.
    """
    return partial(_vary, level=level, draw=width_edits)


@registry.augmenters("gongbao.short_forms.v1")
def make_short_forms(level: float) -> Augmenter:
    """Places without their class (柳州市 → 柳州), offices without their place (柳州市民政局 → 市民政局).

    Args:
        level: share of the examples that are varied.
    """
    return partial(_vary, level=level, draw=short_form_edits)


@registry.augmenters("gongbao.in_turn.v1")
def make_in_turn(*augmenters: Augmenter) -> Augmenter:
    """Apply several augmenters one after the other."""
    return partial(_in_turn, augmenters=augmenters)


def _in_turn(nlp: Language, example: Example, *, augmenters: Sequence[Augmenter]) -> Iterator[Example]:
    examples = [example]
    for augmenter in augmenters:
        examples = [made for given in examples for made in augmenter(nlp, given)]
    yield from examples


def _vary(
    nlp: Language, example: Example, *, level: float, draw: Callable[[Annotation], list[Edit]]
) -> Iterator[Example]:
    """Give a variant of `level` of the examples, the example itself of the others."""
    if random.random() >= level:
        yield example
        return
    old = to_annotation(example.reference)
    new = apply_edits(old, draw(old))
    predicted = nlp.make_doc(new.text)
    reference = predicted.copy()
    is_sound = _n_sentences(new) == _n_sentences(old) and not set_annotation(reference, new, flat=True)
    if not is_sound:
        yield example
        return
    mark_sentences = nlp.create_pipe("gongbao_sentences")
    yield Example(predicted, mark_sentences(reference))


def swap_edits(annotation: Annotation) -> list[Edit]:
    """Draw other places, offices and numbers; what is named twice is replaced by the same name."""
    places: dict[str, str] = {}
    offices: dict[str, str] = {}
    edits = []
    for mention in annotation.mentions:
        text = annotation.text[mention.start : mention.end]
        if mention.label == "QUANTITY":
            edits += [Edit(*_within(mention, *m.span()), _other_number(m.group())) for m in _NUMBER.finditer(text)]
        elif mention.label in ("PLACE", "ORG", "PROGRAM"):
            end, other = _other_place(text, places)
            if other:
                edits.append(Edit(*_within(mention, 0, end), other))
            if mention.label == "ORG" and text[end:] in _OFFICES:
                other = offices.setdefault(text[end:], random.choice(_OFFICES))
                edits.append(Edit(*_within(mention, end, len(text)), other))
    return edits


def noise_edits(annotation: Annotation) -> list[Edit]:
    """Draw some kinds of noise for the document, and places for them."""
    text = annotation.text
    kinds = random.sample(("digits", "words", "lines", "quotes"), random.randint(1, 3))
    inserted: dict[int, str] = {}
    if "digits" in kinds:
        share = random.uniform(0.3, 1)
        inserted |= {m.start(): " " for m in _NUMBER_EDGE.finditer(text) if random.random() < share}
    pairs = [m.start() for m in _HAN_PAIR.finditer(text)]
    for kind, per_character, drawn in (("words", 1 / 150, " "), ("lines", 1 / 200, "\n\n"), ("quotes", 1 / 400, "”")):
        if kind in kinds:
            chosen = random.sample(pairs, min(len(pairs), 1 + int(len(text) * per_character)))
            inserted |= dict.fromkeys(chosen, drawn)
    inside = {place for mention in annotation.mentions for place in range(mention.start + 1, mention.end)}
    return [Edit(p, p, drawn) for p, drawn in inserted.items() if drawn != "”" or p not in inside]


def width_edits(annotation: Annotation) -> list[Edit]:
    """Draw half-width punctuation (all, or half of it) or full-width digits."""
    kind = random.choice(("all", "half", "digits"))
    table, share = (_FULL_DIGITS, 1.0) if kind == "digits" else (_WIDTHS, 1.0 if kind == "all" else 0.5)
    found = ((place, table[mark]) for place, mark in enumerate(annotation.text) if mark in table)
    return [Edit(place, place + 1, other) for place, other in found if random.random() < share]


def short_form_edits(annotation: Annotation) -> list[Edit]:
    """Draw mentions to shorten."""
    edits = []
    for mention in annotation.mentions:
        text = annotation.text[mention.start : mention.end]
        if mention.label not in ("PLACE", "ORG") or random.random() < 0.5:
            continue
        end, _, found = match_names(text)
        if not found or found[0].short:
            continue
        division = found[0].division
        if mention.label == "PLACE" and end == len(text) and division.level in ("province", "city"):
            stem = text.removesuffix("市").removesuffix("省")
            if 2 <= len(stem) < len(text):
                edits.append(Edit(*_within(mention, len(stem), len(text)), ""))
        elif mention.label == "ORG" and text[end:] in _OFFICES:
            kept = next((c for c in ("自治区", "自治州", "自治县", "新区") if text[:end].endswith(c)), text[end - 1])
            edits.append(Edit(*_within(mention, 0, end - len(kept)), ""))
    return edits


def _other_place(text: str, places: dict[str, str]) -> tuple[int, str]:
    """Where the division at the head of a name ends, and another one in its place; an empty one if there is none."""
    end, n_parts, found = match_names(text)
    if not found or (end < 3 and end < len(text)):
        return 0, ""
    old = text[:end]
    if old not in places:
        name = found[0]
        if n_parts == 1:
            places[old] = random.choice(_forms()[name.division.level, name.short])
        else:
            chain = random.choice(_chains()[name.division.level])
            places[old] = "".join(chain[-n_parts:])
    return end, places[old]


def _other_number(text: str) -> str:
    digits = [random.choice("0123456789") if c.isdigit() and c.isascii() else c for c in text]
    digits[0] = random.choice("123456789")
    return "".join(digits)


@lru_cache(maxsize=1)
def _forms() -> dict[tuple[PlaceLevel, bool], list[str]]:
    """Names of the present divisions by level and by whether the class is cut off."""
    forms: defaultdict[tuple[PlaceLevel, bool], list[str]] = defaultdict(list)
    for form, readings in names().items():
        for reading in readings:
            if reading.division.last_year is None and len(form) > 1:
                forms[reading.division.level, reading.short].append(form)
    return forms


@lru_cache(maxsize=1)
def _chains() -> dict[PlaceLevel, list[tuple[str, ...]]]:
    """Names of the present divisions, each after those that hold it, by level."""
    chains: defaultdict[PlaceLevel, list[tuple[str, ...]]] = defaultdict(list)
    for division in (d for known in divisions_by_code().values() for d in known if d.last_year is None):
        holders = [above.name for code in division.chain if (above := division_at(code)) is not None]
        chains[division.level].append(tuple(holders))
    for form, readings in names().items():
        for reading in readings:
            division = reading.division
            if division.level == "township" and form == division.name:
                holders = [above.name for code in division.chain if (above := division_at(code)) is not None]
                chains["township"].append((*holders, form))
    return chains


def _within(mention: Mention, start: int, end: int) -> tuple[int, int]:
    return mention.start + start, mention.start + end


def _n_sentences(annotation: Annotation) -> int:
    return sum(1 for _ in sentences(annotation.text))
