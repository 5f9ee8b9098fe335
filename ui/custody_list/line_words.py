"""A line of a custody list in words: who, where, and what is to become of it."""

from desktop.domain.detention import Detention
from desktop.services.values import CustodyListRow, PersonMatch
from desktop.wording.clinical import clinical_date, clinical_moment, name_family_first, not_recorded
from desktop.wording.terms import match_reason
from desktop.wording.words import text as _
from ui.custody_list.review import Decision, Kind, Line
from ui.widgets.rows_model import Column


def line_columns() -> tuple[Column[Line], ...]:
    return (
        Column(_("Line"), lambda line: str(line.number)),
        Column(_("Name"), lambda line: name_words(line.row)),
        Column(_("Born"), lambda line: clinical_date(line.row.date_of_birth)),
        Column(_("Custody record"), lambda line: line.row.custody_record_number or not_recorded()),
        Column(_("Cell"), lambda line: line.row.cell or not_recorded()),
        Column(_("Arrived"), lambda line: clinical_moment(line.row.arrived_at)),
        Column(_("What will happen"), outcome_words),
    )


def name_words(row: CustodyListRow) -> str:
    return name_family_first(row.family_name, row.given_name)


def outcome_words(line: Line) -> str:
    """Return what becomes of the line, starting with its symbol: never told by colour alone."""
    if line.kind is Kind.ON_BOARD:
        return _("✓ Already on the board")
    if line.kind is Kind.PROBLEM:
        return _("! Cannot be taken. {problem}", problem=_problem_words(line.row.problem))
    return decision_words(line)


def _problem_words(key: str) -> str:
    words = {
        "field.required": _("The custody record number or the family name is missing"),
        "field.not_a_date": _("The date of birth or the arrival cannot be read"),
        "field.in_the_future": _("The date of birth or the arrival is in the future"),
        "field.too_long_ago": _("The date of birth is too long ago"),
    }
    return words.get(key, _("Something in this line cannot be read"))


def decision_words(line: Line) -> str:
    match line.decision:
        case Decision.UNDECIDED:
            return _("▲ Choose: may be {name}", name=_matched_name(line.row.match))
        case Decision.SAME:
            return _("○ Book in {name}, known here", name=_matched_name(line.row.match))
        case Decision.LEAVE_OUT:
            return _("◇ Leave out")
        case Decision.TAKE:
            return _("○ Book in as a new person")


def choice_words(line: Line, decision: Decision) -> str:
    if decision is Decision.LEAVE_OUT:
        return _("Leave this line out")
    if decision is Decision.SAME:
        return _("The same person: book in {name}", name=_matched_name(line.row.match))
    if line.kind is Kind.LIKELY:
        return _("Somebody else: book in as a new person")
    return _("Book in as a new person")


def question_words(line: Line) -> str:
    """Return what a person is asked about the line, with what is known of the likely one."""
    name = name_words(line.row)
    if line.kind is Kind.ON_BOARD:
        return _("Line {number}, {name}: already on the board.", number=line.number, name=name)
    if line.kind is Kind.PROBLEM:
        return _(
            "Line {number}, {name}: cannot be taken. {problem}",
            number=line.number,
            name=name,
            problem=_problem_words(line.row.problem),
        )
    if line.row.match is None:
        return _("Line {number}, {name}: what is to happen?", number=line.number, name=name)
    return _(
        "Line {number}, {name}: is it {other}? {reasons}.",
        number=line.number,
        name=name,
        other=_matched_words(line.row.match),
        reasons=_reasons(line.row.match),
    )


def _matched_name(match: PersonMatch | None) -> str:
    if match is None:
        return not_recorded()
    person = match.person
    return name_family_first(person.family_name, person.given_name, person.title)


def _matched_words(match: PersonMatch) -> str:
    words = _(
        "{name}, born {born}",
        name=_matched_name(match),
        born=clinical_date(match.person.date_of_birth),
    )
    last = match.last_detention
    return words if last is None else _("{who}, last in {stay}", who=words, stay=_stay(last))


def _stay(detention: Detention) -> str:
    return f"{detention.suite} {clinical_date(detention.arrived_at)}"


def _reasons(match: PersonMatch) -> str:
    words = ", ".join(match_reason(key) for key in match.reasons)
    return words[:1].upper() + words[1:]
