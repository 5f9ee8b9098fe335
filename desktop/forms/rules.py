"""Every rule that a form is held to, with the sentence that says how it was broken.

A refusal is for what we would get wrong; a finding for what we do differently or leave out.
"""

from desktop.forms.findings import Finding, Level

_REFUSALS = {
    "not_json": "This file is not JSON, so it cannot be read as a form.",
    "twin_names": (
        "“{name}” stands twice in one part of this file, and which of the two counts is not said."
    ),
    "too_large": "This file is larger than {limit} MB. A form of that size cannot be shown.",
    "too_many_parts": "This file holds more than {limit} values. It cannot be a form.",
    "not_a_questionnaire": "This file is not a FHIR Questionnaire.",
    "not_r4": "This part is written for another version of FHIR ({found}), not R4.",
    "no_items": "This form has no questions.",
    "too_deep": "Questions are nested more than {limit} levels deep.",
    "too_many_items": "This form has more than {limit} items.",
    "too_much_logic": "This form works out more than can be followed while it is filled in.",
    "wrong_shape": "“{element}” is not written as FHIR R4 has it, so this item cannot be read.",
    "missing_link_id": "An item has no linkId, so its answer could not be kept: “{text}”.",
    "unusable_link_id": "This linkId is too long, or holds characters that FHIR does not allow.",
    "duplicate_link_id": "Two items have this linkId, so their answers could not be told apart.",
    "unknown_type": "The type “{found}” is not a FHIR R4 item type.",
    "unreadable_condition": "A condition of this item cannot be read.",
    "dangling_question": "A condition asks for “{question}”, which is not a question in this form.",
    "missing_enable_behavior": (
        "This item has several conditions and does not say whether all or any must hold."
    ),
    "both_mechanisms": "This item has both enableWhen and an enableWhenExpression.",
    "malformed_expression": "An expression here cannot be read: {detail}.",
    "unsupported_expression": "An expression here needs what this program does not have: {detail}.",
    "enabling_elsewhere": (
        "Whether this item is asked is written in another language ({language}), which this"
        " program does not compute."
    ),
    "undefined_name": "An expression here names “%{name}”, which the form does not define.",
    "name_elsewhere": (
        "What is asked or worked out here needs “%{name}”, which comes from a server or another"
        " program."
    ),
    "variable_twice": "The variable “{name}” is defined twice at this item.",
    "cycle": "These items depend on each other in a circle: {items}.",
    "unknown_modifier": (
        "This part carries {url}, which changes its meaning in a way this program does not know."
    ),
    "missing_part": "Part of this form is kept in another file, which did not come with it.",
    "choices_needed": (
        "Whether this item is asked depends on “{question}”, which cannot be answered here with a"
        " code."
    ),
    "answer_needed": (
        "What is worked out here needs “{question}”, which cannot be answered here with a code."
    ),
    "score_of_nothing": "This score adds up “{question}”, which is not a question in this form.",
}

_FINDINGS = {
    "no_title": "The form has no title, or one that is far too long.",
    "no_url": "The form has no usable web address. Its name here is made from its contents.",
    "no_version": "The form does not say which version it is, or not briefly.",
    "retired": "The publisher has retired this form.",
    "other_language": "The form says that its language is “{language}”.",
    "no_status": "The form does not say whether it is a draft, in use or retired.",
    "value_elsewhere": (
        "“{element}” is not written as FHIR R4 has it, and was left out ({count} times)."
    ),
    "unknown_element": "FHIR R4 does not know “{element}”, and it was left out ({count} times).",
    "extension_value": "The value of {url} is of a type that it may not have, and was left out.",
    "wrong_first_value": "A first value is of another type than the question, and was left out.",
    "several_first_values": (
        "This question takes one answer and begins with several. Only the first is given."
    ),
    "only_for_questions": (
        "This asks for no answer, and has first values or choices. They were left out."
    ),
    "limit_not_read": "A limit of this answer cannot be read, and is not looked at: {url}.",
    "weight_not_read": "A choice has a weight that is no number to reckon with. It was left out.",
    "file_in_form": "A file is given as first value or choice. It was left out.",
    "display_renamed": (
        "This text has no linkId of its own. Nothing is answered here, so it is shown all the same."
    ),
    "text_cut": "These words are longer than {limit} characters. The rest is not shown.",
    "rich_text_left_out": "The styled words of this item are too long. The plain ones are shown.",
    "media_not_shown": "A picture, film or sound belongs to this item. It is not shown or played.",
    "external_value_set": (
        "The choices of this question are kept elsewhere ({url}) and did not come with the form."
    ),
    "empty_value_set": "The list of choices that came with the form cannot be listed: {url}.",
    "too_many_choices": "This question has more than {limit} choices.",
    "occurs_bounded": (
        "This asks for {count} answers at least. Here one is enough, and more may be given."
    ),
    "unknown_unit": (
        "A condition compares in the unit “{unit}”. Only answers in that same unit can meet it."
    ),
    "units_elsewhere": "The units of this question are kept elsewhere ({url}). Any may be written.",
    "any_inferred": (
        "This item does not say whether all or any of its conditions must hold. All never could, so"
        " any is enough here."
    ),
    "circle_possible": (
        "These items may depend on each other in a circle: {items}. They are worked out until"
        " nothing changes any more."
    ),
    "no_text": "This question has no words.",
    "cannot_be_answered": "This question cannot be answered here: {reason}.",
    "unreadable_option": "A choice of this question cannot be shown and was left out.",
    "variable_elsewhere": "A variable here comes from a server or another program. It stays empty.",
    "variable_unused": "The variable “{name}” is not used.",
    "context_elsewhere": "The form asks to be told “%{name}”, which is not known here.",
    "label_elsewhere": "The words of this item are computed elsewhere. The plain ones are shown.",
    "constraint_elsewhere": "A rule for this answer cannot be checked here.",
    "calculated_not_read_only": (
        "This is calculated and not read-only: what is typed over it stays until it is cleared."
    ),
    "words_elsewhere": (
        "Other programs fill this in with “%{name}”, which is not known here. Fill by hand."
    ),
    "calculated_elsewhere": (
        "This is calculated by an expression in another language ({language}). Fill by hand."
    ),
    "score_without_guard": (
        "This total does not say that every question must be answered. A part of a score can look"
        " like a low score."
    ),
    "initial_and_calculated": "This item has both a first value and a calculation.",
    "filled_from_record": "Other programs fill this in from the record. Here it is filled by hand.",
    "expression_ignored": "This is not applied here: {url}.",
    "shown_though_hidden": (
        "This item is hidden, and something depends on its answer. It is shown here so that it can"
        " be answered."
    ),
    "made_editable": "This item is read-only, required and empty. It can be filled in here.",
    "pattern_not_applied": "The pattern for this answer cannot be applied here: {pattern}",
    "bad_bands": "The bands of this score cannot be read: {bands}",
    "unknown_instrument": "There is no rule “{name}” here to work this total out. Fill by hand.",
    "score_without_weights": "“{question}” has an answer without a weight: then no total follows.",
    "not_equal_unanswered": (
        "This also appears while “{question}” is unanswered. If that is not meant, add “exists”."
    ),
    "condition_without_system": (
        "A condition names the code “{code}” without its code system. Any system is taken."
    ),
    "condition_never_offered": (
        "A condition waits for “{value}”, which “{question}” does not offer."
    ),
    "condition_of_other_type": (
        "A condition compares “{question}” with a value of another type and never holds."
    ),
    "mixed_precision": (
        "A condition compares dates of different precision. Where that leaves it open, this item"
        " is shown."
    ),
    "condition_into_repeat": "A condition looks at “{question}” in a group that may be repeated.",
    "condition_on_later": (
        "A condition looks at “{question}”, which comes later in the same repeating group."
        " Move that question first."
    ),
    "long_page": "This section has {count} questions on one page.",
    "extensions_ignored": "Not used here: {count} more kinds of extension.",
    "extension_ignored": "Not used here: {url} ({count} times).",
}

# Met only while a form is being answered.
_RUN_TIME = {
    "enabling_not_yes_or_no": "Whether this is asked was not worked out as yes or no.",
    "enabling_failed": "Whether this is asked could not be worked out.",
    "expression_failed": "What is worked out here failed, and it was left empty.",
    "calculated_of_other_type": (
        "What was worked out is not an answer to this question, and was left out."
    ),
    "units_not_compared": (
        "A condition of this item compares units that cannot be converted: they count as different."
    ),
    "limit_not_compared": (
        "This answer is in another unit than its limits, or less exact, and they were not applied."
    ),
    "precision_unsure": (
        "A condition of this item compares dates of different precision, which leaves it open."
        " This item is shown."
    ),
    "never_settles": "What is worked out here feeds itself and never comes to rest.",
}

# A form may put a megabyte where a name belongs.
_LONGEST_DETAIL = 300

RULES: dict[str, tuple[Level, str]] = {
    **{rule: (Level.REFUSED, text) for rule, text in _REFUSALS.items()},
    **{rule: (Level.FINDING, text) for rule, text in (_FINDINGS | _RUN_TIME).items()},
}

AT_READING = frozenset(_REFUSALS | _FINDINGS)


def finding(rule: str, link_id: str = "", **details: object) -> Finding:
    level, text = RULES[rule]
    said = {name: str(detail)[:_LONGEST_DETAIL] for name, detail in details.items()}
    return Finding(level, link_id, rule, text.format(**said))
