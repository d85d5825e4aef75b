"""Component `gongbao_events`: composes what the pipeline found into event records.

Reads entities, triggers, links and normal forms; writes `doc._.events`. Which links make which event is
`gongbao.frames`; here mentions become records with normal forms, evidence and confidence.
"""

from bisect import bisect_right
from collections import defaultdict

from spacy.language import Language
from spacy.tokens import Doc

from gongbao import records
from gongbao.annotation import Annotation, Arc, Mention
from gongbao.frames import Frame, compose_frames
from gongbao.pipeline.extensions import register_extensions, to_annotation

_UNLINKED_CONFIDENCE = 0.3  # of an event without any link
_QUANTITY_ROLES = ("amount", "value")


@Language.factory(
    "gongbao_events",
    requires=["doc.ents", "doc.spans", "doc._.links", "token.is_sent_start"],
    assigns=["doc._.events"],
)
def make_events(nlp: Language, name: str) -> "Events":
    """Create the component."""
    return Events()


class Events:
    """Write the events of a Doc."""

    def __init__(self) -> None:
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Compose the events."""
        doc._.events = build_events(doc)
        return doc


def build_events(doc: Doc) -> list[records.Event]:
    """Compose the events of a Doc, in text order."""
    annotation = to_annotation(doc)
    builder = _Builder(doc, annotation)
    return [builder.event(frame) for frame in compose_frames(annotation)]


def mention_records(doc: Doc) -> dict[tuple[int, int], records.Mention]:
    """Entities of a Doc as records with their normal forms, by start and end in characters."""
    return {
        (span.start_char, span.end_char): records.Mention(
            text=span.text,
            start=span.start_char,
            end=span.end_char,
            label=span.label_,
            quantity=span._.quantity,
            time=span._.interval,
            place=span._.place,
        )
        for span in doc.ents
    }


class _Builder:
    """What is needed to turn the frames of one Doc into records."""

    def __init__(self, doc: Doc, annotation: Annotation) -> None:
        self.text = annotation.text
        self.mentions = mention_records(doc)
        self.sentences = [(sent.start_char, sent.end_char) for sent in doc.sents]
        self.measures: defaultdict[Mention, list[Arc]] = defaultdict(list)
        self.measured_by: defaultdict[Mention, list[Arc]] = defaultdict(list)
        for arc in annotation.arcs:
            if arc.label == "measures":
                self.measures[arc.head].append(arc)
                self.measured_by[arc.tail].append(arc)

    def event(self, frame: Frame) -> records.Event:
        arguments: defaultdict[str, list[records.Mention]] = defaultdict(list)
        for argument in frame.arguments:
            if argument.role not in _QUANTITY_ROLES:
                arguments[argument.role].append(self.mentions[argument.mention.start, argument.mention.end])
        return records.Event.model_validate(
            {
                "type": frame.type,
                "status": frame.status,
                "triggers": tuple(self.span(trigger.start, trigger.end) for trigger in frame.triggers),
                "arguments": arguments,
                "quantities": tuple(self.quantities(frame)),
                "evidence": tuple(self.evidence(frame)),
                "confidence": confidence(frame),
            }
        )

    def quantities(self, frame: Frame) -> list[records.EventQuantity]:
        """Amounts of the event or value of the statistic, then numbers that measure an argument."""
        roles = {a.mention: a.role for a in frame.arguments if a.role in _QUANTITY_ROLES}
        for argument in frame.arguments:
            for arc in self.measured_by[argument.mention] if frame.triggers else ():
                roles.setdefault(arc.head, "count")
        found = []
        for mention, role in roles.items():
            tails = tuple(self.span(arc.tail.start, arc.tail.end) for arc in self.measures[mention])
            known = dict(self.mentions[mention.start, mention.end])
            found.append(records.EventQuantity.model_validate({**known, "role": role, "measures": tails}))
        return found

    def evidence(self, frame: Frame) -> list[records.Span]:
        """The sentences that hold the triggers, or the value of a statistic."""
        places = sorted({bisect_right(self.sentences, (anchor.start, len(self.text))) - 1 for anchor in frame.anchors})
        found = []
        for start, end in (self.sentences[place] for place in places):
            stripped = self.text[start:end].strip()
            start = self.text.index(stripped, start)
            found.append(self.span(start, start + len(stripped)))
        return found

    def span(self, start: int, end: int) -> records.Span:
        return records.Span(text=self.text[start:end], start=start, end=end)


def confidence(frame: Frame) -> float:
    """Mean confidence of the links that make the event."""
    scores = [argument.confidence for argument in frame.arguments if argument.role != "value"]
    return round(sum(scores) / len(scores), 4) if scores else _UNLINKED_CONFIDENCE
