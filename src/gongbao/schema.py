"""Labels, roles, relations and what may be linked to what: the one place that states them.

Corpus checks, models, scorer and event emitter all read this file; none repeats it.
"""

from typing import Final, Literal, get_args

EntityLabel = Literal["ORG", "PLACE", "PROGRAM", "QUANTITY", "TIME", "GROUP", "ITEM", "DOC"]
TriggerLabel = Literal[
    "meeting",
    "policy",
    "activity",
    "visit",
    "distribution",
    "fundraising",
    "training",
    "construction",
    "mobilization",
    "inspection",
    "intake",
    "assistance",
]
EventType = TriggerLabel | Literal["statistic"]
# roles of the arguments in the output; numbers stand apart
ArgumentRole = Literal["agent", "recipient", "item", "program", "partner", "place", "time", "metric"]
Status = Literal["realized", "planned"]

ENTITY_LABELS: Final[tuple[str, ...]] = get_args(EntityLabel)
TRIGGER_LABELS: Final[tuple[str, ...]] = get_args(TriggerLabel)
SPAN_LABELS: Final = ENTITY_LABELS + TRIGGER_LABELS
STATUSES: Final[tuple[str, ...]] = get_args(Status)
STATISTIC: Final = "statistic"
EVENT_TYPES: Final = (*TRIGGER_LABELS, STATISTIC)

# role of an event -> labels of the tail; the head is a trigger
ROLES: Final[dict[str, tuple[str, ...]]] = {
    "agent": ("ORG", "PLACE", "GROUP", "PROGRAM"),
    "recipient": ("GROUP", "ORG", "PLACE"),
    "item": ("ITEM", "DOC", "ORG", "PLACE"),
    "program": ("PROGRAM",),
    "partner": ("ORG", "GROUP", "PROGRAM"),
    "place": ("PLACE",),
    "time": ("TIME",),
    "amount": ("QUANTITY",),
}
# roles that a QUANTITY may have as well
QUANTITY_ROLES: Final = ("place", "time")
# relation between entities -> (labels of the head, labels of the tail)
RELATIONS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "measures": (("QUANTITY",), ("ITEM", "GROUP", "ORG", "PROGRAM", "PLACE", "DOC")),
    "located_in": (("ORG", "ITEM", "GROUP", "PROGRAM"), ("PLACE",)),
    "part_of": (("ORG",), ("ORG",)),
    "runs": (("ORG", "PLACE"), ("PROGRAM",)),
    "funds": (("ORG", "PROGRAM"), ("PROGRAM", "ITEM")),
    "serves": (("PROGRAM", "ITEM", "ORG"), ("GROUP",)),
    "alias_of": (("ORG", "PLACE", "PROGRAM", "DOC"), ("ORG", "PLACE", "PROGRAM", "DOC")),
}
LINK_LABELS: Final = (*ROLES, *RELATIONS)
# links whose tail (or head, for alias_of) may stand in another sentence
CROSS_SENTENCE_LINKS: Final = ("agent", "place", "time", "alias_of")


def link_allowed(head: str, label: str, tail: str) -> bool:
    """Tell whether the scheme allows the link `label` from a span labelled `head` to one labelled `tail`."""
    if label in ROLES:
        is_head = head in TRIGGER_LABELS or (head == "QUANTITY" and label in QUANTITY_ROLES)
        return is_head and tail in ROLES[label]
    heads, tails = RELATIONS[label]
    return head in heads and tail in tails and (label != "alias_of" or head == tail)
