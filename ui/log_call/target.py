"""How long a call may wait, as the board counts it."""

from desktop.domain.identity import DetentionId
from desktop.services.everything import Services

# What the health provider is measured by in Essex; used where the board has no clock for the call.
USUAL_MINUTES = 60


def target_minutes(services: Services, detention_id: DetentionId) -> int:
    rows = services.show_board().rows
    clocks = (row.call for row in rows if row.detention_id == detention_id)
    return next((clock.target_minutes for clock in clocks if clock is not None), USUAL_MINUTES)
