"""What the services of one session share: who is at the desk, the store, the clock, the pen."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from desktop.assembly.central_link import CentralLink
from desktop.assembly.papers import LatePapers
from desktop.services.form_facts import FilledScreens, FormFacts
from desktop.services.ports import Clock, SignsDocuments, WaitingFiles
from desktop.services.questionnaires import Questionnaires
from desktop.services.values import Session
from desktop.storage.drafts import DraftsInStore
from desktop.storage.outbox import ReadsOfStore
from desktop.storage.unit_of_work import unit_of_work
from desktop.storage.waiting_files import WaitingFilesInStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    session: Session
    reads: ReadsOfStore
    drafts: DraftsInStore
    open_unit_of_work: Any
    questionnaires: Questionnaires
    filled_screens: FilledScreens
    waiting_files: WaitingFiles
    papers: LatePapers
    link: CentralLink
    sign: SignsDocuments
    now: Clock


def parts_of(session: Session, link: CentralLink, sign: SignsDocuments, now: Clock) -> Parts:
    reads, workstation, who = link.reads, link.workstation, session.practitioner
    questionnaires = Questionnaires(reads)
    return Parts(
        session=session,
        reads=reads,
        drafts=DraftsInStore(reads.store, who.id.bytes),
        open_unit_of_work=partial(unit_of_work, reads.store, who.id.bytes),
        questionnaires=questionnaires,
        filled_screens=FilledScreens(reads, questionnaires, FormFacts(reads, session), now),
        waiting_files=WaitingFilesInStore(reads.store),
        papers=LatePapers(reads, session, workstation.service or workstation.suite, now),
        link=link,
        sign=sign,
        now=now,
    )
