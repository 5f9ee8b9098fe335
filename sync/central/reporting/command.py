"""custody-central project: bring the current records up to the journal, or fold them all anew."""

from sync.central.core import CentralCore
from sync.central.reporting.heads import ProjectedHeads
from sync.central.reporting.projector import project_all, rebuild


def bring_up_to_journal(core: CentralCore, *, rebuilds: bool) -> list[str]:
    """Return what was done. `rebuilds`: everything, as if nothing had been folded."""
    do = rebuild if rebuilds else project_all
    folded = do(core.database, core.identity.service)
    with core.database.reading() as connection:
        heads = ProjectedHeads(connection, core.identity.service)
        held, counted = heads.entries_held(), heads.entries()
    words = [f"{folded} entries folded: {counted} of {held} are in the figures."]
    if heads_differ := held - counted:
        words.append(f"{heads_differ} are not yet: another worker folds them, or a newer version.")
    return words
