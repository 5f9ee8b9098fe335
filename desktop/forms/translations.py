"""A form in another of the languages that it holds. What has no translation stays as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from desktop.forms.model import Item, Option, Questionnaire


def translated(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """Return the form in that language. Its answers are those of the form as published.

    Styled words are there in the publisher's own language alone, so plain ones replace them.
    """
    tag = language.lower()
    sections = tuple(_item(section, tag) for section in questionnaire.sections)
    walked = {item.link_id: item for section in sections for item in section.walk()}
    return replace(
        questionnaire,
        title=_in(questionnaire.titles, tag) or questionnaire.title,
        sections=sections,
        items=MappingProxyType({link_id: walked[link_id] for link_id in questionnaire.items}),
    )


def languages_of(items: Mapping[str, Item], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Return the languages of any words in the form, as they are tagged."""
    found = set(titles)
    for item in items.values():
        found.update(item.translations, item.hint_translations)
        for option in item.options:
            found.update(option.translations)
    return tuple(sorted(found))


def _item(item: Item, tag: str) -> Item:
    text, hint = _in(item.translations, tag), _in(item.hint_translations, tag)
    changes: dict[str, object] = {}
    if text:
        changes |= {"text": text, "rich_text": "", "short_text": ""}
    if hint:
        changes |= {"hint": hint, "rich_hint": ""}
    if any(option.translations for option in item.options):
        changes["options"] = tuple(_options(item.options, tag))
    if item.children:
        changes["children"] = tuple(_item(child, tag) for child in item.children)
    return replace(item, **changes) if changes else item  # type: ignore[arg-type]


def _options(options: tuple[Option, ...], tag: str) -> Iterator[Option]:
    for option in options:
        label = _in(option.translations, tag)
        yield replace(option, label=label) if label else option


def _in(translations: Mapping[str, str], tag: str) -> str:
    """Return the words in exactly this language, or else in another variety of it."""
    if not translations:
        return ""
    if tag in translations:
        return translations[tag]
    primary = tag.partition("-")[0]
    related = (each for each in sorted(translations) if each.partition("-")[0] == primary)
    return next((translations[each] for each in related), "")
