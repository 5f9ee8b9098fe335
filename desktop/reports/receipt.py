"""The receipt of a round on one page: what left this workstation, and what that proves."""

from datetime import datetime

from desktop.reports.letters import grouped, one_line
from desktop.reports.sheet import Sheet, lay_out
from desktop.reports.story import Story
from desktop.services.sync_values import Receipt
from desktop.wording.clinical import long_moment
from desktop.wording.words import plural
from desktop.wording.words import text as _


def receipt_pdf(receipt: Receipt, printed_by: str, printed_at: datetime) -> bytes:
    story = Story()
    story.small(receipt.service)
    story.title(_("Receipt of the central store"))
    story.number(receipt.number)
    story.prose(_what_is_held(receipt))
    _facts(story, receipt)
    _what_it_proves(story, receipt)
    printed = _("Printed {moment} by {name}", moment=long_moment(printed_at), name=printed_by)
    sheet = Sheet(
        title=_("Receipt {number}", number=receipt.number),
        service=one_line(receipt.service),
        made_at=printed_at,
        footer=((one_line(receipt.service), one_line(receipt.number)), (one_line(printed),)),
    )
    return lay_out(story.flowables, story.root, sheet)


def _what_is_held(receipt: Receipt) -> str:
    """Say no more than was named: what was typed meanwhile is not in it."""
    if not receipt.own_entries:
        return _(
            "What {workstation} named on {moment} is now also held by {store}.",
            workstation=receipt.workstation,
            moment=long_moment(receipt.at),
            store=receipt.store,
        )
    return _(
        "Entries 1 to {last} of {workstation} are now also held by {store}, as it signed on "
        "{moment}.",
        last=f"{receipt.own_entries:,}",
        workstation=receipt.workstation,
        store=receipt.store,
        moment=long_moment(receipt.at),
    )


def _facts(story: Story, receipt: Receipt) -> None:
    story.space(6)
    story.fact(_("Workstation"), receipt.workstation, is_key=True)
    story.fact(_("Sent by"), receipt.practitioner)
    story.fact(_("Time"), long_moment(receipt.at))
    story.space(8)
    story.fact(_("Sent"), _entries(receipt.sent), is_key=True)
    story.fact(_("Received"), _entries(receipt.received), is_key=True)
    story.fact(_("Held in all"), _held(receipt))


def _entries(count: int) -> str:
    return plural("{number} entry", "{number} entries", count, number=f"{count:,}")


def _held(receipt: Receipt) -> str:
    return plural(
        "{entries} from {count} workstation",
        "{entries} from {count} workstations",
        receipt.devices,
        entries=_entries(receipt.entries_held),
    )


def _what_it_proves(story: Story, receipt: Receipt) -> None:
    story.heading(_("What this proves"))
    story.prose(
        _(
            "The central store counted the entries it holds from every workstation, made the "
            "fingerprint below from that list, and signed it with a key that only it has. "
            "Whoever checks the signature knows that the store said this, at this time, and that "
            "not one figure was changed since."
        )
    )
    story.prose(
        _(
            "It does not cover what was typed after that time, or answers in a section of a screen "
            "that nobody had left yet. "
            "This paper names nobody in custody and may be kept with the shift's papers."
        )
    )
    story.fact(_("Fingerprint"), grouped(receipt.vector_digest))
    story.fact(_("Signature"), grouped(receipt.signature))
