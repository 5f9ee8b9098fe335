"""What is wrong with the answers, place by place. Items that do not apply owe nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from desktop.domain.screen import Value
from desktop.forms.derived import Derived
from desktop.forms.model import Constraint, Item, ItemType
from desktop.forms.results import Problem, Score
from desktop.forms.settling import Settling
from desktop.forms.tree import Node, Tree
from desktop.forms.value_checks import value_problems
from desktop.forms.weights import is_option

REQUIRED = "form.required"
GROUP_REQUIRED = "form.group_required"
CONSTRAINT = "form.constraint"
NOT_WORKED_OUT = "form.not_worked_out"
STILL_OWED = (REQUIRED, GROUP_REQUIRED)


def problems_in(nodes: Sequence[Node], settling: Settling) -> Iterator[Problem]:
    settling.evaluating.begin()
    for node in nodes:
        if not node.applies:
            continue
        for problem in _problems(node, settling):
            yield replace(problem, key=node.key) if any(node.tokens) else problem
    yield from _broken_rules_of_the_form(nodes, settling)
    yield from _not_worked_out(nodes, settling)


def _problems(node: Node, settling: Settling) -> Iterator[Problem]:
    item = node.item
    if item.type is ItemType.GROUP:
        if item.required and _is_first_of_block(node) and _is_owed(node, settling.tree):
            yield Problem(item.link_id, GROUP_REQUIRED)
    elif item.is_question() and item.score is None:
        yield from _question_problems(node)
    if item.is_block() and settling.tree.occurrences(node)[0] is node:
        yield from _block_problems(node, settling.tree)
    if item.logic.constraints and node.is_present():
        yield from _constraint_problems(node, settling)


def _is_owed(group: Node, tree: Tree) -> bool:
    """Whether no occurrence of the group holds an answer."""
    every = tree.occurrences(group) if group.item.is_block() else [group]
    return not any(_has_answer_below(one) for one in every)


def _has_answer_below(group: Node) -> bool:
    """Whether something is answered, or nothing in the group could be."""
    questions = [
        node
        for node in group.walk()
        if node.item.is_question() and node.item.can_be_answered and node.applies
    ]
    return not questions or any(node.is_answered() for node in questions)


def _question_problems(node: Node) -> Iterator[Problem]:
    item = node.item
    if not node.is_answered():
        if item.required and item.can_be_answered and _is_first_of_block(node):
            yield Problem(item.link_id, REQUIRED)
        return
    values = node.values()
    yield from _count_problems(item, values)
    for value in values:
        yield from value_problems(item, value)


def _is_first_of_block(node: Node) -> bool:
    """Return no for a further occurrence of a repeating question: left empty, it owes nothing."""
    return not node.item.is_block() or not node.tokens[-1]


def _count_problems(item: Item, values: tuple[Value, ...]) -> Iterator[Problem]:
    most = item.max_occurs if item.repeats else 1
    if most is not None and len(values) > most:
        yield Problem(item.link_id, "form.too_many", {"limit": str(most)})
    least = None if item.is_block() else item.min_occurs
    if least is not None and 0 < len(values) < least:
        yield Problem(item.link_id, "form.too_few", {"limit": str(least)})
    exclusive = [option.value for option in item.options if option.exclusive]
    if len(values) > 1 and any(is_option(value, one) for value in values for one in exclusive):
        yield Problem(item.link_id, "form.exclusive")


def _block_problems(node: Node, tree: Tree) -> Iterator[Problem]:
    """Count the occurrences that hold something: an empty one is only room to write in."""
    item = node.item
    filled = sum(one.is_present() for one in tree.occurrences(node))
    if item.min_occurs is not None and 0 < filled < item.min_occurs:
        yield Problem(item.link_id, "form.too_few", {"limit": str(item.min_occurs)})
    if item.max_occurs is not None and filled > item.max_occurs:
        yield Problem(item.link_id, "form.too_many", {"limit": str(item.max_occurs)})


def _constraint_problems(node: Node, settling: Settling) -> Iterator[Problem]:
    for constraint in node.item.logic.constraints:
        if _is_broken(constraint, node, settling):
            yield _broken(constraint, node.item.link_id)


def _broken_rules_of_the_form(nodes: Sequence[Node], settling: Settling) -> Iterator[Problem]:
    rules = settling.tree.questionnaire.logic.constraints
    here = {node.item.link_id for node in nodes} if rules else frozenset()
    for constraint in rules:
        if constraint.at in here and _is_broken(constraint, None, settling):
            yield _broken(constraint, constraint.at)


def _is_broken(constraint: Constraint, node: Node | None, settling: Settling) -> bool:
    found = settling.evaluating.evaluated_at(node, constraint.expression)
    return len(found) == 1 and found[0] is False


def _broken(constraint: Constraint, link_id: str) -> Problem:
    details = {"rule": constraint.human}
    return Problem(link_id, CONSTRAINT, details, is_warning=not constraint.is_error)


def _not_worked_out(nodes: Iterable[Node], settling: Settling) -> Iterator[Problem]:
    """Say where the form could not decide what to ask: such a screen cannot be called finished."""
    here = {node.item.link_id for node in nodes}
    for failure in dict.fromkeys(settling.evaluating.failed.values()):
        if failure.rule in settling.STOPPING and (failure.link_id in here or not failure.link_id):
            yield Problem(failure.link_id, NOT_WORKED_OUT)


def scores_in(
    tree: Tree, settling: Settling, loose: Sequence[tuple[str, Derived]]
) -> Iterator[Score]:
    """Yield scores in the order of the form; a published tool without a total item is one too."""
    after: dict[str, list[Derived]] = {}
    for anchor, derived in loose:
        after.setdefault(anchor, []).append(derived)
    for key, node in tree.nodes.items():
        if not node.applies:
            continue
        if key in settling.scores:
            yield replace(_as_it_stands(settling.scores[key], node, settling), key=key)
        for derived in after.get(node.item.link_id, ()):
            score = derived.score(partial(settling.values_beside, node))
            yield replace(score, key=key)


def _as_it_stands(score: Score, node: Node, settling: Settling) -> Score:
    """Let a total that was typed over, or stored with another value, be seen as such."""
    if node.key not in settling.kept:
        return score
    return replace(score, kept=node.values())
