"""The services for what other workstations wrote: sync, conflicts, and people met twice."""

from typing import Any

from desktop.assembly.bundle_link import BundleLink
from desktop.assembly.parts import Parts
from desktop.services import people_met_twice, person_links
from desktop.services.also_recorded import ShowAlsoRecorded
from desktop.services.conflict_background import ReadConflictBackground
from desktop.services.conflicts import ShowBadEntries, ShowConflicts
from desktop.services.sending import ShowWhatLeaves
from desktop.services.settle_conflict import SettleConflict
from desktop.storage.meetings import MeetingsInStore
from desktop.storage.written_since import WrittenSinceInStore


def met_twice(p: Parts) -> dict[str, Any]:
    meetings, written = MeetingsInStore(p.reads.store), WrittenSinceInStore(p.reads.store)
    work = p.open_unit_of_work
    return {
        "people_met_twice": people_met_twice.PeopleMetTwice(p.reads, meetings),
        "count_met_twice": people_met_twice.CountMetTwice(meetings),
        "compare_touched": people_met_twice.CompareTouched(meetings),
        "group_of": p.reads.group_of,
        "links_of": p.reads.links_of,
        "link_people": person_links.LinkPeople(p.reads, work, p.session, p.now),
        "say_not_the_same": person_links.SayNotTheSame(p.reads, work, p.session, p.now),
        "unlink_people": person_links.UnlinkPeople(p.reads, work, written, p.session, p.now),
        "written_since_link": written,
    }


def conflicts(p: Parts) -> dict[str, Any]:
    return {
        "open_conflicts": ShowConflicts(p.reads, p.questionnaires),
        "conflict_background": ReadConflictBackground(p.reads, p.questionnaires),
        "settle_conflict": SettleConflict(p.open_unit_of_work),
        "also_recorded": ShowAlsoRecorded(p.reads, p.questionnaires),
        "bad_entries": ShowBadEntries(p.reads),
    }


def sending(p: Parts) -> dict[str, Any]:
    return {
        "sync_state": p.link.state,
        "what_leaves": ShowWhatLeaves(p.reads, p.drafts, p.session),
        "send_now": p.link.send,
        "catch_up": p.link.catch_up,
        "last_receipt": p.link.last_receipt,
        "print_receipt": p.papers.receipt,
        "write_bundle": BundleLink(p.link, p.now).write,
        "read_bundle": BundleLink(p.link, p.now).read,
    }
