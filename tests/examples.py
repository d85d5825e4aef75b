"""Hand-made annotations: a compact notation for them, the worked example of the scheme, and random ones."""

import re

from hypothesis import strategies as st

from gongbao.annotation import Annotation, Arc, Mention
from gongbao.schema import LINK_LABELS, SPAN_LABELS, STATUSES

_MARK = re.compile(r"\[([^\[\]|]+)\|(\w+) (\w+)(!?)\]")


def annotate(marked: str, links: str = "") -> Annotation:
    """Make an annotation: `[市局|ORG o][走访|visit e]`, links `e agent o · e item i`, planned `[走访|visit e!]`."""
    text, done = "", 0
    names: dict[str, Mention] = {}
    for found in _MARK.finditer(marked):
        text += marked[done : found.start()]
        status = STATUSES[bool(found[4])]
        names[found[3]] = Mention(len(text), len(text) + len(found[1]), found[2], status)
        text, done = text + found[1], found.end()
    arcs = [link.split() for link in links.split("·")] if links else []
    arcs = [Arc(names[head], label, names[tail]) for head, label, tail in arcs]
    return Annotation(text + marked[done:], tuple(names.values()), tuple(arcs))


WORKED_TEXT = (
    "[近日|TIME t1]，[临江市民政局|ORG o1]联合[阳光公益基金会|ORG o2][启动|activity e1][“暖阳行动”|PROGRAM g1]，"
    "为[全市|PLACE p1] [1200 余名|QUANTITY q1][高龄失能老人|GROUP n1][发放|distribution e2][防跌倒包|ITEM i1] "
    "[1200 个|QUANTITY q2]，价值 [36 万元|QUANTITY q3]。截至 [8 月底|TIME t2]，[全市|PLACE p2][建成|construction e3]"
    "[社区食堂|ITEM i2] [47 家|QUANTITY q4]，[覆盖率|ITEM i3]达到 [86%|QUANTITY q5]。"
    "下一步，将[招募|mobilization e4!][志愿者|GROUP n2] [300 名|QUANTITY q6]。"
)
WORKED_LINKS = (
    "e1 agent o1 · e1 partner o2 · e1 program g1 · e1 time t1 · o1 runs g1 · e2 agent o1 · e2 recipient n1 · "
    "e2 item i1 · e2 amount q2 · e2 amount q3 · e2 time t1 · q1 measures n1 · q2 measures i1 · q3 measures i1 · "
    "n1 located_in p1 · e3 item i2 · e3 amount q4 · e3 place p2 · e3 time t2 · q4 measures i2 · q5 measures i3 · "
    "q5 place p2 · q5 time t2 · e4 recipient n2 · e4 amount q6 · q6 measures n2"
)
WORKED = annotate(WORKED_TEXT, WORKED_LINKS)


@st.composite
def annotations(draw: st.DrawFn, text: str | None = None) -> Annotation:
    """Any mentions without overlap, and any links between them, over a text."""
    if text is None:
        text = draw(st.text(st.sampled_from("市局发放 \t\n\r。，1a\u2028"), min_size=1, max_size=30))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    mentions = [
        Mention(start, end, draw(st.sampled_from(SPAN_LABELS)), draw(st.sampled_from(STATUSES)))
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    ]
    if not mentions:
        return Annotation(text, (), ())
    one = st.sampled_from(mentions)
    arcs = draw(st.lists(st.builds(Arc, one, st.sampled_from(LINK_LABELS), one, st.just(1.0)), max_size=8))
    return Annotation(text, tuple(mentions), tuple(sorted(set(arcs))))
