"""Opens the frame for one unlocked session: services in, a window standing on the board out."""

from desktop.services.everything import Services
from desktop.wording.errors import say
from desktop.wording.terms import term
from ui.background.task_runner import TaskRunner
from ui.main_window import MainWindow
from ui.page import Announcer, PageContext
from ui.pages import make_page
from ui.places import BoardPlace
from ui.status_presenter import StatusPresenter
from ui.theme import Theme


def open_session_window(
    services: Services, *, tasks: TaskRunner, errands: TaskRunner, theme: Theme | None = None
) -> MainWindow:
    """Return the window, not yet shown. `tasks` is the one thread that may use the store."""
    practitioner = services.session.practitioner
    announcer = Announcer()
    window = MainWindow(
        lambda place: make_page(place, context),
        suite=services.session.suite,
        practitioner=practitioner.name,
        role=practitioner.profession or term(practitioner.role),
        theme=theme,
    )
    announcer.setParent(window)
    context = PageContext(
        services=services,
        tasks=tasks,
        errands=errands,
        announcer=announcer,
        go=window.go,
        go_back=window.go_back,
        say=say,
    )
    window.go(BoardPlace())
    StatusPresenter(window, context).begin()
    return window
