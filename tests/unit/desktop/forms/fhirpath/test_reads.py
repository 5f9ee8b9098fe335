"""What an expression can depend on, told from the form alone."""

import pytest

from desktop.forms.fhirpath import Located, ReadScope, locate, parse, reads

# g (group): a, b -- p (question): c below its answer -- r (group): rx, ry -- s (question)
CHILDREN: dict[str | None, tuple[str, ...]] = {
    None: ("g", "p", "r", "s"),
    "g": ("a", "b"),
    "p": ("c",),
    "r": ("rx", "ry"),
    **dict.fromkeys(("a", "b", "c", "rx", "ry", "s"), ()),
}
QUESTIONS = frozenset(("a", "b", "p", "c", "rx", "ry", "s"))
EVERYTHING = "a b c g p r rx ry s"


def read_by(
    text: str,
    context: str | None = None,
    *,
    names: dict[str, Located] | None = None,
    repeated: frozenset[str] | None = frozenset(("r", "rx", "ry")),
) -> str:
    scope = ReadScope(
        children=CHILDREN,
        context=context,
        names=names or {},
        repeated=repeated,
        questions=QUESTIONS,
    )
    return " ".join(sorted(reads(parse(text), scope) or ()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 1", ""),
        ("%patient.gender = 'female'", ""),
        ("%questionnaire.item.where(linkId = 's').text", ""),
        ("%resource.status", ""),
        ("today()", ""),
        ("%resource.item.where(linkId = 's').answer.value", "s"),
        ("QuestionnaireResponse.item.where(linkId = 's').answer.value", "s"),
        ("item.where('s' = linkId).answer.valueCoding.code", "s"),
        ("item.where(linkId = 'g').item.where(linkId = 'a').answer.value", "a"),
        ("item.where(linkId = 's' or linkId = 'p').answer.value", "p s"),
        ("item.where(linkId in ('s' | 'p')).answer.value", "p s"),
        ("item.where(linkId.startsWith('s')).answer.value", "s"),
        ("item.where(linkId.matches('^[sp]$')).answer.value", "p s"),
        ("item.where(linkId != 's').answer.value", "g p r"),
        ("item.where(linkId = 'nobody').answer.value", ""),
        ("repeat(item).where(linkId = 'a').answer.value", "a"),
        ("repeat(item).where(linkId = 'p').answer.value", "p"),
        ("repeat(item | answer.item).where(linkId = 'c').answer.value", "c"),
        ("descendants().where(linkId = 'c').answer.value", "c"),
        ("item.where(linkId = 'p').answer.item.answer.value", "c"),
        ("item.where(linkId = 'p').answer.where(value = 3).item.answer.value", "c p"),
        ("item.where(linkId = 'p').answer.exists()", "p"),
        ("item.where(linkId = 'p').exists()", "p"),
        # A group is there when anything below it is.
        ("item.where(linkId = 'g').exists()", "a b g"),
        ("item.where(linkId = 'g')", "a b g"),
        ("item.where(linkId = 'p')", "c p"),
        ("item.where(linkId = 'g').linkId", "a b g"),
        # Which is first depends on which there are.
        ("item[0].answer.value", "a b g p r rx ry s"),
        ("item.where(linkId = 'r').item.first().answer.value", "rx ry"),
        ("item.where(linkId = 's').answer.first().value", "s"),
        # Equal rows of a repeating group are made one, so all of a row matters.
        ("repeat(item).where(linkId = 'r').item.where(linkId = 'rx').answer.value", "r rx ry"),
        ("item.where(linkId = 'r').item.where(linkId = 'rx').answer.value", "rx"),
        ("item.where(linkId = 'r').item.answer.value.sum()", "rx ry"),
        ("item.where(linkId = 's' and answer.value = 3).exists()", "s"),
        ("item.where(answer.value = 3 and linkId = 's').exists()", "g p r s"),
        ("item.where(%resource.item.where(linkId = 's').exists()).answer.value", "g p r s"),
        ("%questionnaire.item.where(code = %resource.item.where(linkId = 's').answer.value)", "s"),
        ("('a' | 'b').where($this = %resource.item.where(linkId = 's').answer.value)", "s"),
        ("%patient.select(%resource.item.where(linkId = 's').answer.value)", "s"),
        (
            "iif(item.where(linkId = 's').exists(), item).where(linkId = 'p').answer.value",
            "p s",
        ),
        ("item.select(answer.value).aggregate($total + $this, 0)", "g p r s"),
        ("item.select($index)", "a b g p r rx ry s"),
        ("item.all(answer.exists())", "a b g p r rx ry s"),
        ("item.where(linkId = 's').answer.value.ofType(Quantity).value", "s"),
        ("(item.where(linkId = 's').answer.value as Coding).code", "s"),
        ("item.where(linkId = 's').answer.value is Coding", "s"),
        ("item.where(linkId = 's').answer.value.weight().sum()", "s"),
        ("-item.where(linkId = 's').answer.value", "s"),
        ("item.where(linkId = 's').trace('x').answer.value", "s"),
        ("item.where(linkId = 's').defineVariable('x').select(%x.answer.value)", "s"),
        ("item.where(linkId = 's').answer.value.intersect(%resource.item.answer.value)", "g p r s"),
        ("%resource.children().where(linkId = 's').answer.value", "s"),
        ("%resource", EVERYTHING),
        ("descendants().count()", EVERYTHING),
        ("descendants().where(nobody = 1)", EVERYTHING),
    ],
)
def test_what_an_expression_reads(text: str, expected: str) -> None:
    assert read_by(text) == expected


def test_a_relative_path_begins_at_its_item() -> None:
    assert read_by("item.where(linkId = 'a').answer.value", "g") == "a"
    assert read_by("%context.item.answer.value", "g") == "a b"
    assert read_by("answer.value", "s") == "s"
    assert read_by("%resource.item.where(linkId = 's').answer.value", "g") == "s"


def test_variables_that_hold_items_can_be_gone_on_from() -> None:
    scope = ReadScope(children=CHILDREN)
    group = locate(parse("%resource.item.where(linkId = 'g')"), scope)
    chosen = locate(parse("item.where(linkId = 's').answer.value = 3"), scope)

    assert read_by("%group.item.where(linkId = 'b').answer.value", names={"group": group}) == "b"
    assert read_by("%chosen and true", names={"chosen": chosen}) == "s"
    assert read_by("%unknown.item.answer", names={"group": group}) == ""


def test_anything_may_repeat_where_nobody_says_what_does() -> None:
    assert read_by("repeat(item).where(linkId = 's').answer.value", repeated=None) == "s"
    assert read_by("repeat(item).where(linkId = 'p').answer.value", repeated=None) == "c p"


def test_a_form_with_the_same_link_id_below_itself_is_no_trap() -> None:
    scope = ReadScope(children={None: ("a",), "a": ("b",), "b": ("a",)})

    assert reads(parse("repeat(item).answer.value"), scope) == frozenset(("a", "b"))
