"""Compose event frames from an annotation: section 5 of the annotation scheme.

Pure and model-free, so that gold and predicted annotations go through the same rules. Normal forms, evidence and
output records are left to the event emitter.
"""

from collections import defaultdict
from math import prod
from typing import NamedTuple

from gongbao.annotation import Annotation, Arc, Mention
from gongbao.schema import ROLES, STATISTIC


class FrameArgument(NamedTuple):
    """A mention in a role, with the confidence of the arc that put it there."""

    role: str
    mention: Mention
    confidence: float


class Frame(NamedTuple):
    """An event: type, trigger spans (none for a statistic), status and arguments in text order.

    A statistic has its QUANTITY in the role `value` and what the number measures in the role `metric`.
    """

    type: str
    triggers: tuple[Mention, ...]
    status: str
    arguments: tuple[FrameArgument, ...]

    @property
    def anchors(self) -> tuple[Mention, ...]:
        """The mentions that stand for the event: its triggers, or the value of a statistic."""
        return self.triggers or tuple(a.mention for a in self.arguments if a.role == "value")

    @property
    def anchor(self) -> Mention:
        """The first of the mentions that stand for the event."""
        return self.anchors[0]

    @property
    def probability(self) -> float:
        """Probability that the anchors and all arguments are right and none is missing, as if independent."""
        anchors = (mention.confidence * mention.completeness for mention in self.anchors)
        return prod([*anchors, *(argument.confidence for argument in self.arguments if argument.role != "value")])

    @property
    def argument_keys(self) -> frozenset[tuple[str, tuple[int, int, str]]]:
        """Roles and spans of the arguments: what two frames are compared by."""
        return frozenset((argument.role, argument.mention.span) for argument in self.arguments)

    @property
    def key(self) -> tuple[object, ...]:
        """Type, trigger spans and arguments: two frames with equal keys are the same event, status aside."""
        return self.type, frozenset(trigger.span for trigger in self.triggers), self.argument_keys


def compose_frames(annotation: Annotation) -> list[Frame]:
    """Compose the events of an annotation, in text order.

    Each trigger gives one event with its role arcs. A QUANTITY that is no trigger's amount and measures no
    argument of a trigger gives a statistic. Triggers of one type and status that share all arguments merge.
    """
    outgoing: defaultdict[Mention, list[Arc]] = defaultdict(list)
    for arc in annotation.arcs:
        outgoing[arc.head].append(arc)
    frames = _trigger_frames(annotation, outgoing)
    used = {argument.mention for frame in frames for argument in frame.arguments}
    for mention in annotation.mentions:
        measured = [arc for arc in outgoing[mention] if arc.label == "measures"]
        if mention.label != "QUANTITY" or mention in used or any(arc.tail in used for arc in measured):
            continue
        arguments = [FrameArgument("value", mention, mention.confidence)]
        arguments += [FrameArgument("metric", arc.tail, arc.confidence) for arc in measured]
        arguments += [FrameArgument(a.label, a.tail, a.confidence) for a in outgoing[mention] if a.label in ROLES]
        frames.append(Frame(STATISTIC, (), mention.status, tuple(arguments)))
    return sorted(frames, key=lambda frame: frame.anchor.start)


def _trigger_frames(annotation: Annotation, outgoing: dict[Mention, list[Arc]]) -> list[Frame]:
    merged: dict[object, Frame] = {}
    for mention in annotation.mentions:
        if not mention.is_trigger:
            continue
        arcs = sorted((arc for arc in outgoing[mention] if arc.label in ROLES), key=lambda arc: arc.tail.start)
        arguments = tuple(FrameArgument(arc.label, arc.tail, arc.confidence) for arc in arcs)
        frame = Frame(mention.label, (mention,), mention.status, arguments)
        key: object = (frame.type, frame.status, frame.argument_keys) if arguments else mention
        if key in merged:
            frame = frame._replace(triggers=(*merged[key].triggers, mention))
        merged[key] = frame
    return list(merged.values())
