"""The name that an item's answers are kept by. Two items with one name could not be told apart."""

from desktop.forms.contents import Contents
from desktop.forms.findings import Finding
from desktop.forms.resource import Node, text_at
from desktop.forms.rules import finding

_LONGEST = 255
_LONGEST_SAID = 80


class LinkIds:
    """Gives every item of one form its linkId. What only shows words may be renamed."""

    def __init__(self, contents: Contents, findings: list[Finding]) -> None:
        self._contents = contents
        self._findings = findings
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def take(self, node: Node, parent: str) -> str:
        """Return the linkId, "" where the item cannot have one, or has one that is taken."""
        link_id = text_at(node, "linkId")
        if len(link_id) > _LONGEST or not link_id.isprintable():
            self._findings.append(finding("unusable_link_id", parent))
            return ""
        is_text = node.get("type") == "display" and not node.get("item")
        gives_way = is_text and link_id in self._contents.answered
        if link_id and link_id not in self._taken and not gives_way:
            self._taken.add(link_id)
            return link_id
        if is_text:
            link_id = self._free(link_id or parent or "text")
            self._findings.append(finding("display_renamed", link_id))
            return link_id
        if link_id:
            self._findings.append(finding("duplicate_link_id", link_id))
        else:
            text = text_at(node, "text")[:_LONGEST_SAID]
            self._findings.append(finding("missing_link_id", parent, text=text))
        return ""

    def _free(self, link_id: str) -> str:
        number = self._numbers.get(link_id, 2)
        while (name := f"{link_id} ({number})") in self._contents.link_ids or name in self._taken:
            number += 1
        self._taken.add(name)
        self._numbers[link_id] = number + 1
        return name
