"""Bytes become a form, or a list of reasons why not. The bytes themselves are kept as they came."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from desktop.forms.circles import circle_findings
from desktop.forms.conditions import dangling
from desktop.forms.contents import MOST_EXPRESSION_LETTERS, MOST_ITEMS, contents_of
from desktop.forms.expressions import name_findings
from desktop.forms.findings import Finding, FormRefusedError, Level
from desktop.forms.item_reader import ItemReader
from desktop.forms.logic_cost import MOST as MOST_LOGIC
from desktop.forms.logic_cost import logic_cost
from desktop.forms.model import NO_LOGIC, Item, ItemType, Questionnaire
from desktop.forms.needs import findings_for_words, refusals_for_codes
from desktop.forms.resource import (
    MOST_PARTS,
    Node,
    NotJsonError,
    TooManyPartsError,
    TwinNamesError,
    node_at,
    nodes_at,
    parse,
    text_at,
)
from desktop.forms.rules import finding
from desktop.forms.shape import shape_findings
from desktop.forms.translations import languages_of
from desktop.forms.words import WordReader

LARGEST_MB = 10
LONGEST_NAME = 1_000
_NO_ITEMS: MappingProxyType[str, Item] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reading:
    """A form as far as it could be read. It may be used only while no finding refuses it."""

    form: Node
    questionnaire: Questionnaire
    findings: tuple[Finding, ...]
    ignored: dict[str, tuple[int, str]]

    def refusals(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.level is Level.REFUSED)


def load(raw: bytes) -> Questionnaire:
    """Return the form; FormRefusedError says everything that stands against it."""
    reading = read(raw)
    if refusals := reading.refusals():
        raise FormRefusedError(refusals)
    return reading.questionnaire


def read(raw: bytes) -> Reading:
    if len(raw) > LARGEST_MB * 2**20:
        return _unread(raw, finding("too_large", limit=LARGEST_MB))
    try:
        form = parse(raw)
    except TooManyPartsError:
        return _unread(raw, finding("too_many_parts", limit=MOST_PARTS))
    except TwinNamesError as twins:
        return _unread(raw, finding("twin_names", name=twins.name))
    except NotJsonError:
        return _unread(raw, finding("not_json"))
    if form.get("resourceType") != "Questionnaire":
        return _unread(raw, finding("not_a_questionnaire"))
    return _read_form(raw, form)


def _unread(raw: bytes, reason: Finding) -> Reading:
    empty = Questionnaire("", "", _digest(raw), raw, (), _NO_ITEMS)
    return Reading({}, empty, (reason,), {})


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _read_form(raw: bytes, form: Node) -> Reading:
    contents = contents_of(form)
    if contents.has_too_many:
        return _unread(raw, finding("too_many_items", limit=MOST_ITEMS))
    if contents.expression_letters > MOST_EXPRESSION_LETTERS:
        return _unread(raw, finding("too_much_logic"))
    reader = ItemReader(form, contents)
    top = reader.read(nodes_at(form, "item"))
    questionnaire = _questionnaire(raw, form, reader, top)
    findings = (
        *_form_refusals(form),
        *shape_findings(form),
        *reader.findings,
        *_refusals_between(questionnaire.items),
        *name_findings(top, reader.form_logic, reader.logic.elsewhere),
        *_logic_findings(questionnaire, reader),
    )
    ignored = {url: (count, reader.first_ignored[url]) for url, count in reader.ignored.items()}
    return Reading(form, questionnaire, findings, ignored)


def _questionnaire(raw: bytes, form: Node, reader: ItemReader, top: list[Item]) -> Questionnaire:
    items = {item.link_id: item for root in top for item in root.walk()}
    sha256 = _digest(raw)
    canonical = _canonical(form, sha256)
    title = _title(form)
    titles = WordReader().words(form, "title").translations
    return Questionnaire(
        canonical=canonical,
        title=title or canonical,
        sha256=sha256,
        raw=raw,
        sections=tuple(_sections(top, title, items)),
        items=MappingProxyType(items),
        languages=languages_of(items, titles),
        titles=titles,
        logic=reader.form_logic,
    )


def _logic_findings(questionnaire: Questionnaire, reader: ItemReader) -> Iterator[Finding]:
    if logic_cost(questionnaire) > MOST_LOGIC:
        first = next(
            (item for item in questionnaire.items.values() if item.logic != NO_LOGIC), None
        )
        yield finding("too_much_logic", first.link_id if first else "")
        return
    yield from circle_findings(questionnaire)
    yield from refusals_for_codes(questionnaire, reader.without_codes)
    yield from findings_for_words(questionnaire, reader.logic.words_elsewhere)


def _title(form: Node) -> str:
    title = text_at(form, "title") or text_at(form, "name")
    return (title or text_at(node_at(form, "code"), "text"))[:LONGEST_NAME]


def _canonical(form: Node, sha256: str) -> str:
    """Return url|version. A form without a url is named by its contents."""
    url = text_at(form, "url")
    if not url or len(url) > LONGEST_NAME:
        url = f"urn:custody-liaison:form:{sha256[:32]}"
    version = text_at(form, "version")[:LONGEST_NAME]
    return f"{url}|{version}" if version else url


def _form_refusals(form: Node) -> Iterator[Finding]:
    if "group" in form:
        yield finding("not_r4", found="Questionnaire.group, DSTU2")
    elif not nodes_at(form, "item"):
        yield finding("no_items")
    for modifier in nodes_at(form, "modifierExtension"):
        yield finding("unknown_modifier", url=text_at(modifier, "url"))


def _refusals_between(items: Mapping[str, Item]) -> Iterator[Finding]:
    yield from dangling(items.values(), items)
    for item in items.values():
        for question in item.score.sum_of if item.score else ():
            part = items.get(question)
            if part is None or not (part.is_question() or part.score):
                yield finding("score_of_nothing", item.link_id, question=question)


def _sections(top: Sequence[Item], title: str, items: dict[str, Item]) -> Iterator[Item]:
    """Yield top-level groups as they are, and what stands between them gathered into sections."""
    loose: list[Item] = []
    names = (f"section-{number}" for number in range(1, len(top) + len(items) + 2))
    free_names = (name for name in names if name not in items)
    for item in top:
        if item.type is not ItemType.GROUP:
            loose.append(item)
            continue
        if loose:
            yield _implicit(next(free_names), title, loose)
            loose = []
        yield item if item.text else replace(item, text=title)
    if loose:
        yield _implicit(next(free_names), title, loose)


def _implicit(link_id: str, title: str, loose: Sequence[Item]) -> Item:
    """Make a section around items that have no group. They keep having no parent."""
    return Item(
        link_id=link_id,
        type=ItemType.GROUP,
        text=title,
        children=tuple(loose),
        is_implicit=True,
        required=False,
    )
