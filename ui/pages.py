"""Which page shows which place. A page's module loads when it is first gone to."""
# ruff: noqa: PLC0415, C901, PLR0911, PLR0912 -- one branch and one late import for each place

from ui import places
from ui.page import Page, PageContext


def make_page(place: places.Place, context: PageContext) -> Page:
    match place:
        case places.BoardPlace():
            from ui.board.page import BoardPage

            return BoardPage(context, place)
        case places.PeoplePlace():
            from ui.people.page import PeoplePage

            return PeoplePage(context, place)
        case places.AddPersonPlace():
            from ui.people.add_page import AddPersonPage

            return AddPersonPage(context, place)
        case places.PersonPlace():
            from ui.person.page import PersonPage

            return PersonPage(context, place)
        case places.BookInPlace():
            from ui.book_in.page import BookInPage

            return BookInPage(context, place)
        case places.LogCallPlace():
            from ui.log_call.page import LogCallPage

            return LogCallPage(context, place)
        case places.ObservationsPlace():
            from ui.observations.page import ObservationsPage

            return ObservationsPage(context, place)
        case places.CustodyListPlace():
            from ui.custody_list.page import CustodyListPage

            return CustodyListPage(context, place)
        case places.ScreenPlace():
            from ui.screening.page import ScreenPage

            return ScreenPage(context, place)
        case places.CheckAnswersPlace():
            from ui.screening.check.page import CheckAnswersPage

            return CheckAnswersPage(context, place)
        case places.ComparePlace():
            from ui.screening.compare.page import ComparePage

            return ComparePage(context, place)
        case places.ScreenPaperPlace() | places.BlankFormPlace():
            from ui.screening.paper.page import PaperPage

            return PaperPage(context, place)
        case places.ImportFormPlace():
            from ui.import_form.page import ImportFormPage

            return ImportFormPage(context, place)
        case places.CourtReportsPlace():
            from ui.court_report.list_page import CourtReportsPage

            return CourtReportsPage(context, place)
        case places.CourtReportPlace():
            from ui.court_report.page import CourtReportPage

            return CourtReportPage(context, place)
        case places.ConflictPlace():
            from ui.conflict.page import ConflictPage

            return ConflictPage(context, place)
        case places.ConflictsPlace():
            from ui.conflict.list_page import ConflictsPage

            return ConflictsPage(context, place)
        case places.MetTwicePlace():
            from ui.met_twice.page import MetTwicePage

            return MetTwicePage(context, place)
        case places.ShiftEndPlace():
            from ui.shift_end.page import ShiftEndPage

            return ShiftEndPage(context, place)
