"""Component `gongbao_events`: composes what the pipeline found into event records.

Reads entities, triggers, links and normal forms; writes `doc._.clusters`, `doc._.events` and `doc._.notes`. Which
mentions name the same thing is decided in `gongbao.clusters`, which links make which event in `gongbao.frames`, which
events are reported twice in `gongbao.merging`, which numbers disagree in `gongbao.notes`; here mentions become records
with normal forms, evidence and confidence.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from gongbao import records
from gongbao.annotation import Annotation, Arc, Mention
from gongbao.clusters import bodies_before, cluster_mentions, fullest
from gongbao.confidence import UNCALIBRATED, Calibration
from gongbao.frames import Frame, compose_frames
from gongbao.merging import merge_duplicates
from gongbao.normal.organisation import find_jurisdiction
from gongbao.notes import find_notes
from gongbao.pipeline.extensions import register_extensions, to_annotation

_QUANTITY_ROLES = ("amount", "value")
_CONTEXT = 40  # places of the article that help to find the jurisdiction of a body
_FORMS = (("QUANTITY", "quantity", "quantity"), ("TIME", "time", "interval"), ("PLACE", "place", "place"))
_RATES = ("率", "度", "比例", "比重")


@Language.factory(
    "gongbao_events",
    requires=["doc.ents", "doc.spans", "doc._.links", "token.is_sent_start"],
    assigns=["doc._.clusters", "doc._.events", "doc._.notes"],
    default_config={"calibration": [1.0, 0.0]},
)
def make_events(nlp: Language, name: str, calibration: list[float]) -> "Events":
    """Create the component; `calibration` maps the probability of an event to its confidence."""
    return Events(Calibration(*calibration))


class Events:
    """Write the events of a Doc."""

    def __init__(self, calibration: Calibration = UNCALIBRATED) -> None:
        self.calibration = calibration
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Compose the clusters, the events and the notes."""
        annotation = to_annotation(doc)
        clusters = build_clusters(doc, annotation)
        doc._.clusters = clusters
        mentions = mention_records(doc, clusters)
        builder = _Builder(doc, annotation, mentions, self.calibration)
        events = merge_duplicates([builder.event(frame) for frame in compose_frames(annotation)])
        doc._.events = events
        doc._.notes = find_notes(annotation.text, list(mentions.values()), events)
        return doc


def build_clusters(doc: Doc, annotation: Annotation) -> list[records.Cluster]:
    """Cluster the mentions of a Doc, in the order of first mentions, with the jurisdiction of government bodies."""
    context = tuple(dict.fromkeys(span.text for span in doc.ents if span.label_ == "PLACE"))[:_CONTEXT]
    listed = bodies_before(annotation)
    clusters = []

    def jurisdiction(name: str, mentions: tuple[Mention, ...]) -> records.Place | None:
        lists = {listed.get(mention, ()) for mention in mentions}
        found = {find_jurisdiction(name, doc._.published, context, doc._.region, before) for before in lists} - {None}
        return found.pop() if len(found) == 1 else None

    for number, mentions in enumerate(cluster_mentions(annotation), 1):
        best = fullest(annotation.text, mentions)
        name = "".join(annotation.text[best.start : best.end].split())
        clusters.append(
            records.Cluster.model_validate(
                {
                    "id": number,
                    "label": best.label,
                    "name": name,
                    "mentions": tuple(_span(annotation.text, mention.start, mention.end) for mention in mentions),
                    "jurisdiction": jurisdiction(name, mentions) if best.label == "ORG" else None,
                }
            )
        )
    return clusters


def mention_records(doc: Doc, clusters: Sequence[records.Cluster]) -> dict[tuple[int, int], records.Mention]:
    """Entities of a Doc as records with their normal forms and clusters, by start and end in characters."""
    ids = {(span.start, span.end): cluster.id for cluster in clusters for span in cluster.mentions}
    return {
        (span.start_char, span.end_char): records.Mention(
            text=span.text,
            start=span.start_char,
            end=span.end_char,
            label=span.label_,
            confidence=span._.confidence,
            cluster=ids.get((span.start_char, span.end_char)),
            **{field: span._.get(name) for label, field, name in _FORMS if label == span.label_},
        )
        for span in doc.ents
    }


class _Builder:
    """What is needed to turn the frames of one Doc into records."""

    def __init__(
        self,
        doc: Doc,
        annotation: Annotation,
        mentions: dict[tuple[int, int], records.Mention],
        calibration: Calibration,
    ) -> None:
        self.calibration = calibration
        self.text = annotation.text
        self.mentions = mentions
        self.sentences = [(sent.start_char, sent.end_char) for sent in doc.sents]
        self.measures: defaultdict[Mention, list[Arc]] = defaultdict(list)
        self.measured_by: defaultdict[Mention, list[Arc]] = defaultdict(list)
        for arc in annotation.arcs:
            if arc.label == "measures":
                self.measures[arc.head].append(arc)
                self.measured_by[arc.tail].append(arc)

    def event(self, frame: Frame) -> records.Event:
        arguments: defaultdict[str, list[records.Argument]] = defaultdict(list)
        for argument in frame.arguments:
            if argument.role not in _QUANTITY_ROLES:
                known = self.mentions[argument.mention.start, argument.mention.end].__dict__
                sure = round(argument.confidence, 4)
                arguments[argument.role].append(records.Argument(**known, role_confidence=sure))
        quantities = self.quantities(frame)
        is_statistic = not frame.triggers
        return records.Event.model_validate(
            {
                "type": frame.type,
                "kind": _kind(quantities[0], arguments["metric"]) if is_statistic else None,
                "as_of": _as_of(arguments["time"]) if is_statistic else None,
                "status": frame.status,
                "triggers": tuple(self.span(trigger.start, trigger.end) for trigger in frame.triggers),
                "arguments": {role: found for role, found in arguments.items() if found},
                "quantities": tuple(quantities),
                "evidence": tuple(self.evidence(frame)),
                "confidence": round(self.calibration(frame.probability), 4),
            }
        )

    def quantities(self, frame: Frame) -> list[records.EventQuantity]:
        """Amounts of the event or value of the statistic, then numbers that measure an argument."""
        roles = {a.mention: (a.role, a.confidence) for a in frame.arguments if a.role in _QUANTITY_ROLES}
        for argument in frame.arguments:
            for arc in self.measured_by[argument.mention] if frame.triggers else ():
                roles.setdefault(arc.head, ("count", arc.confidence))
        found = []
        for mention, (role, sure) in roles.items():
            known = self.mentions[mention.start, mention.end].__dict__
            own = {
                "role": role,
                "role_confidence": round(sure, 4),
                "measures": tuple(self.span(arc.tail.start, arc.tail.end) for arc in self.measures[mention]),
            }
            found.append(records.EventQuantity.model_validate({**known, **own}))
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
        return _span(self.text, start, end)


def _span(text: str, start: int, end: int) -> records.Span:
    return records.Span(text=text[start:end], start=start, end=end)


def _kind(value: records.EventQuantity, metrics: list[records.Argument]) -> records.StatisticKind:
    """Tell how a statistic measures; a ratio is a share unless its metric is a rate itself (入户率)."""
    quantity = value.quantity
    if quantity is None:
        return "level"
    if quantity.change is not None:
        return "change"
    if quantity.part_of:
        return "part_of"
    if quantity.dimension == "ratio" and not any(metric.text.endswith(_RATES) for metric in metrics):
        return "share"
    return "cumulative" if quantity.cumulative else "level"


def _as_of(times: list[records.Argument]) -> date | None:
    """The last day of what the text says of the time."""
    ends = [mention.time.end for mention in times if mention.time and mention.time.end]
    return max(ends, default=None)
