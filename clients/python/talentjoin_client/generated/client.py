"""One method for each route of the API."""

import datetime
from collections.abc import Mapping
from typing import Any

import httpx2

from .api.audit import list_audit as _list_audit
from .api.changes import list_changes as _list_changes
from .api.contracts_and_seats import close_contract as _close_contract
from .api.contracts_and_seats import close_seat as _close_seat
from .api.contracts_and_seats import list_contracts as _list_contracts
from .api.contracts_and_seats import list_seats as _list_seats
from .api.contracts_and_seats import put_contract as _put_contract
from .api.contracts_and_seats import put_seat as _put_seat
from .api.contracts_and_seats import read_contract as _read_contract
from .api.contracts_and_seats import read_seat as _read_seat
from .api.grants import list_grants as _list_grants
from .api.grants import read_grant_history as _read_grant_history
from .api.grants import switch_grant as _switch_grant
from .api.keys import add_key as _add_key
from .api.keys import add_key_secret as _add_key_secret
from .api.keys import change_key as _change_key
from .api.keys import list_keys as _list_keys
from .api.keys import read_key as _read_key
from .api.keys import remove_key_secret as _remove_key_secret
from .api.keys import revoke_key as _revoke_key
from .api.links import correct_link as _correct_link
from .api.links import read_link as _read_link
from .api.links import read_waterfall as _read_waterfall
from .api.members import read_candidate_profile as _read_candidate_profile
from .api.members import read_indicator as _read_indicator
from .api.members import read_member_profile as _read_member_profile
from .api.oauth import issue_token as _issue_token
from .api.oauth import read_keys as _read_keys
from .api.oauth import read_metadata as _read_metadata
from .api.oauth import revoke_token as _revoke_token
from .api.recommendations import give_feedback as _give_feedback
from .api.recommendations import recommend_for_question as _recommend_for_question
from .api.recommendations import recommend_people as _recommend_people
from .api.records import delete_access_entry as _delete_access_entry
from .api.records import delete_application as _delete_application
from .api.records import delete_attachment as _delete_attachment
from .api.records import delete_candidate as _delete_candidate
from .api.records import delete_feedback as _delete_feedback
from .api.records import delete_job as _delete_job
from .api.records import delete_note as _delete_note
from .api.records import delete_stage_entry as _delete_stage_entry
from .api.records import list_access_entries as _list_access_entries
from .api.records import list_applications as _list_applications
from .api.records import list_attachments as _list_attachments
from .api.records import list_candidates as _list_candidates
from .api.records import list_feedback as _list_feedback
from .api.records import list_jobs as _list_jobs
from .api.records import list_notes as _list_notes
from .api.records import list_stage_entries as _list_stage_entries
from .api.records import put_access_entry as _put_access_entry
from .api.records import put_application as _put_application
from .api.records import put_attachment as _put_attachment
from .api.records import put_attachment_content as _put_attachment_content
from .api.records import put_candidate as _put_candidate
from .api.records import put_feedback as _put_feedback
from .api.records import put_job as _put_job
from .api.records import put_note as _put_note
from .api.records import put_stage_entry as _put_stage_entry
from .api.records import read_access_entry as _read_access_entry
from .api.records import read_application as _read_application
from .api.records import read_attachment as _read_attachment
from .api.records import read_attachment_content as _read_attachment_content
from .api.records import read_candidate as _read_candidate
from .api.records import read_feedback as _read_feedback
from .api.records import read_job as _read_job
from .api.records import read_note as _read_note
from .api.records import read_stage_entry as _read_stage_entry
from .api.records import send_bulk as _send_bulk
from .api.search import complete_value as _complete_value
from .api.search import delete_saved_search as _delete_saved_search
from .api.search import keep_search as _keep_search
from .api.search import list_alerts as _list_alerts
from .api.search import list_saved_searches as _list_saved_searches
from .api.search import list_search_runs as _list_search_runs
from .api.search import read_saved_search as _read_saved_search
from .api.search import read_search_run as _read_search_run
from .api.search import run_saved_search as _run_saved_search
from .api.search import run_search_anew as _run_search_anew
from .api.search import search_people as _search_people
from .api.search import search_similar as _search_similar
from .api.search import set_search_alert as _set_search_alert
from .api.status import read_sync_status as _read_sync_status
from .api.tasks import list_tasks as _list_tasks
from .api.tasks import order_task as _order_task
from .api.tasks import read_task as _read_task
from .models.access_entry_input import AccessEntryInput
from .models.access_entry_list import AccessEntryList
from .models.alert_list import AlertList
from .models.alert_order import AlertOrder
from .models.application_input import ApplicationInput
from .models.application_list import ApplicationList
from .models.attachment_input import AttachmentInput
from .models.attachment_list import AttachmentList
from .models.audit_list import AuditList
from .models.bulk_answer import BulkAnswer
from .models.candidate_input import CandidateInput
from .models.candidate_list import CandidateList
from .models.candidate_profile import CandidateProfile
from .models.change_page import ChangePage
from .models.complete_value_field import CompleteValueField
from .models.completions import Completions
from .models.contract import Contract
from .models.contract_body import ContractBody
from .models.contract_list import ContractList
from .models.corrected import Corrected
from .models.correction_body import CorrectionBody
from .models.edited_body import EditedBody
from .models.feedback_body import FeedbackBody
from .models.feedback_input import FeedbackInput
from .models.feedback_list import FeedbackList
from .models.grant import Grant
from .models.grant_body import GrantBody
from .models.grant_list import GrantList
from .models.indicator import Indicator
from .models.issue_token_body import IssueTokenBody
from .models.job_input import JobInput
from .models.job_list import JobList
from .models.kept import Kept
from .models.kept_access_entry import KeptAccessEntry
from .models.kept_application import KeptApplication
from .models.kept_attachment import KeptAttachment
from .models.kept_candidate import KeptCandidate
from .models.kept_feedback import KeptFeedback
from .models.kept_job import KeptJob
from .models.kept_list import KeptList
from .models.kept_note import KeptNote
from .models.kept_stage_entry import KeptStageEntry
from .models.key import Key
from .models.key_body import KeyBody
from .models.key_change import KeyChange
from .models.key_list import KeyList
from .models.key_listing import KeyListing
from .models.link import Link
from .models.list_audit_about_kind import ListAuditAboutKind
from .models.matches import Matches
from .models.member_profile import MemberProfile
from .models.metadata import Metadata
from .models.new_key import NewKey
from .models.note_input import NoteInput
from .models.note_list import NoteList
from .models.people_page import PeoplePage
from .models.read_grant_history_feature import ReadGrantHistoryFeature
from .models.revoke_token_body import RevokeTokenBody
from .models.run_list import RunList
from .models.run_order import RunOrder
from .models.run_people import RunPeople
from .models.said import Said
from .models.saved_search_body import SavedSearchBody
from .models.search_body import SearchBody
from .models.seat import Seat
from .models.seat_body import SeatBody
from .models.seat_list import SeatList
from .models.secret_body import SecretBody
from .models.secret_once import SecretOnce
from .models.similar_body import SimilarBody
from .models.similar_page import SimilarPage
from .models.stage_entry_input import StageEntryInput
from .models.stage_entry_list import StageEntryList
from .models.sync_status import SyncStatus
from .models.task import Task
from .models.task_list import TaskList
from .models.task_order import TaskOrder
from .models.token_answer import TokenAnswer
from .models.watched import Watched
from .models.waterfall import Waterfall
from .models.written import Written
from .types import UNSET, Unset


class Operations:
    """The routes of the API as methods; what sends them is left to who derives from it."""

    def send(self, operation: str, request: dict[str, Any]) -> httpx2.Response:
        """Send one request; gives a good answer, or raises."""
        raise NotImplementedError

    def read_job(
        self,
        source_id: str,
    ) -> KeptJob:
        """Read one job as a seat sees it."""
        asked = _read_job.request(
            source_id,
        )
        return _read_job.read(self.send("read_job", asked))

    def put_job(
        self,
        source_id: str,
        *,
        body: JobInput | Mapping[str, Any],
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Send one job, new or changed: the same request again changes nothing."""
        asked = _put_job.request(
            source_id,
            body=body,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _put_job.read(self.send("put_job", asked))

    def delete_job(
        self,
        source_id: str,
        *,
        modified: datetime.datetime | Unset = UNSET,
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Delete one job; who wrote it last may send it again, created later."""
        asked = _delete_job.request(
            source_id,
            modified=modified,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _delete_job.read(self.send("delete_job", asked))

    def list_jobs(
        self,
        *,
        limit: int | Unset = 50,
        cursor: str | Unset = UNSET,
        updated_after: datetime.datetime | Unset = UNSET,
    ) -> JobList:
        """List what a seat may see of the kind job, the longest unchanged first."""
        asked = _list_jobs.request(
            limit=limit,
            cursor=cursor,
            updated_after=updated_after,
        )
        return _list_jobs.read(self.send("list_jobs", asked))

    def read_candidate(
        self,
        source_id: str,
    ) -> KeptCandidate:
        """Read one candidate as a seat sees it."""
        asked = _read_candidate.request(
            source_id,
        )
        return _read_candidate.read(self.send("read_candidate", asked))

    def put_candidate(
        self,
        source_id: str,
        *,
        body: CandidateInput | Mapping[str, Any],
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Send one candidate, new or changed: the same request again changes nothing."""
        asked = _put_candidate.request(
            source_id,
            body=body,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _put_candidate.read(self.send("put_candidate", asked))

    def delete_candidate(
        self,
        source_id: str,
        *,
        modified: datetime.datetime | Unset = UNSET,
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Delete one candidate; who wrote it last may send it again, created later."""
        asked = _delete_candidate.request(
            source_id,
            modified=modified,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _delete_candidate.read(self.send("delete_candidate", asked))

    def list_candidates(
        self,
        *,
        limit: int | Unset = 50,
        cursor: str | Unset = UNSET,
        updated_after: datetime.datetime | Unset = UNSET,
    ) -> CandidateList:
        """List what a seat may see of the kind candidate, the longest unchanged first."""
        asked = _list_candidates.request(
            limit=limit,
            cursor=cursor,
            updated_after=updated_after,
        )
        return _list_candidates.read(self.send("list_candidates", asked))

    def read_application(
        self,
        source_id: str,
    ) -> KeptApplication:
        """Read one application as a seat sees it."""
        asked = _read_application.request(
            source_id,
        )
        return _read_application.read(self.send("read_application", asked))

    def put_application(
        self,
        source_id: str,
        *,
        body: ApplicationInput | Mapping[str, Any],
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Send one application, new or changed: the same request again changes nothing."""
        asked = _put_application.request(
            source_id,
            body=body,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _put_application.read(self.send("put_application", asked))

    def delete_application(
        self,
        source_id: str,
        *,
        modified: datetime.datetime | Unset = UNSET,
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Delete one application; who wrote it last may send it again, created later."""
        asked = _delete_application.request(
            source_id,
            modified=modified,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _delete_application.read(self.send("delete_application", asked))

    def list_applications(
        self,
        *,
        limit: int | Unset = 50,
        cursor: str | Unset = UNSET,
        updated_after: datetime.datetime | Unset = UNSET,
    ) -> ApplicationList:
        """List what a seat may see of the kind application, the longest unchanged first."""
        asked = _list_applications.request(
            limit=limit,
            cursor=cursor,
            updated_after=updated_after,
        )
        return _list_applications.read(self.send("list_applications", asked))

    def read_stage_entry(
        self,
        source_id: str,
    ) -> KeptStageEntry:
        """Read one stage entry as a seat sees it."""
        asked = _read_stage_entry.request(
            source_id,
        )
        return _read_stage_entry.read(self.send("read_stage_entry", asked))

    def put_stage_entry(
        self,
        source_id: str,
        *,
        body: StageEntryInput | Mapping[str, Any],
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Send one stage entry, new or changed: the same request again changes nothing."""
        asked = _put_stage_entry.request(
            source_id,
            body=body,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _put_stage_entry.read(self.send("put_stage_entry", asked))

    def delete_stage_entry(
        self,
        source_id: str,
        *,
        modified: datetime.datetime | Unset = UNSET,
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Delete one stage entry; who wrote it last may send it again, created later."""
        asked = _delete_stage_entry.request(
            source_id,
            modified=modified,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _delete_stage_entry.read(self.send("delete_stage_entry", asked))

    def list_stage_entries(
        self,
        *,
        limit: int | Unset = 50,
        cursor: str | Unset = UNSET,
        updated_after: datetime.datetime | Unset = UNSET,
    ) -> StageEntryList:
        """List what a seat may see of the kind stage entry, the longest unchanged first."""
        asked = _list_stage_entries.request(
            limit=limit,
            cursor=cursor,
            updated_after=updated_after,
        )
        return _list_stage_entries.read(self.send("list_stage_entries", asked))

    def read_note(
        self,
        source_id: str,
    ) -> KeptNote:
        """Read one note as a seat sees it."""
        asked = _read_note.request(
            source_id,
        )
        return _read_note.read(self.send("read_note", asked))

    def put_note(
        self,
        source_id: str,
        *,
        body: NoteInput | Mapping[str, Any],
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Send one note, new or changed: the same request again changes nothing."""
        asked = _put_note.request(
            source_id,
            body=body,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _put_note.read(self.send("put_note", asked))

    def delete_note(
        self,
        source_id: str,
        *,
        modified: datetime.datetime | Unset = UNSET,
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Delete one note; who wrote it last may send it again, created later."""
        asked = _delete_note.request(
            source_id,
            modified=modified,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _delete_note.read(self.send("delete_note", asked))

    def list_notes(
        self,
        *,
        limit: int | Unset = 50,
        cursor: str | Unset = UNSET,
        updated_after: datetime.datetime | Unset = UNSET,
    ) -> NoteList:
        """List what a seat may see of the kind note, the longest unchanged first."""
        asked = _list_notes.request(
            limit=limit,
            cursor=cursor,
            updated_after=updated_after,
        )
        return _list_notes.read(self.send("list_notes", asked))

    def read_feedback(
        self,
        source_id: str,
    ) -> KeptFeedback:
        """Read one feedback as a seat sees it."""
        asked = _read_feedback.request(
            source_id,
        )
        return _read_feedback.read(self.send("read_feedback", asked))

    def put_feedback(
        self,
        source_id: str,
        *,
        body: FeedbackInput | Mapping[str, Any],
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Send one feedback, new or changed: the same request again changes nothing."""
        asked = _put_feedback.request(
            source_id,
            body=body,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _put_feedback.read(self.send("put_feedback", asked))

    def delete_feedback(
        self,
        source_id: str,
        *,
        modified: datetime.datetime | Unset = UNSET,
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Delete one feedback; who wrote it last may send it again, created later."""
        asked = _delete_feedback.request(
            source_id,
            modified=modified,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _delete_feedback.read(self.send("delete_feedback", asked))

    def list_feedback(
        self,
        *,
        limit: int | Unset = 50,
        cursor: str | Unset = UNSET,
        updated_after: datetime.datetime | Unset = UNSET,
    ) -> FeedbackList:
        """List what a seat may see of the kind feedback, the longest unchanged first."""
        asked = _list_feedback.request(
            limit=limit,
            cursor=cursor,
            updated_after=updated_after,
        )
        return _list_feedback.read(self.send("list_feedback", asked))

    def read_attachment(
        self,
        source_id: str,
    ) -> KeptAttachment:
        """Read one attachment as a seat sees it."""
        asked = _read_attachment.request(
            source_id,
        )
        return _read_attachment.read(self.send("read_attachment", asked))

    def put_attachment(
        self,
        source_id: str,
        *,
        body: AttachmentInput | Mapping[str, Any],
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Send one attachment, new or changed: the same request again changes nothing."""
        asked = _put_attachment.request(
            source_id,
            body=body,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _put_attachment.read(self.send("put_attachment", asked))

    def delete_attachment(
        self,
        source_id: str,
        *,
        modified: datetime.datetime | Unset = UNSET,
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Delete one attachment; who wrote it last may send it again, created later."""
        asked = _delete_attachment.request(
            source_id,
            modified=modified,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _delete_attachment.read(self.send("delete_attachment", asked))

    def list_attachments(
        self,
        *,
        limit: int | Unset = 50,
        cursor: str | Unset = UNSET,
        updated_after: datetime.datetime | Unset = UNSET,
    ) -> AttachmentList:
        """List what a seat may see of the kind attachment, the longest unchanged first."""
        asked = _list_attachments.request(
            limit=limit,
            cursor=cursor,
            updated_after=updated_after,
        )
        return _list_attachments.read(self.send("list_attachments", asked))

    def read_access_entry(
        self,
        source_id: str,
    ) -> KeptAccessEntry:
        """Read one access entry as a seat sees it."""
        asked = _read_access_entry.request(
            source_id,
        )
        return _read_access_entry.read(self.send("read_access_entry", asked))

    def put_access_entry(
        self,
        source_id: str,
        *,
        body: AccessEntryInput | Mapping[str, Any],
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Send one access entry, new or changed: the same request again changes nothing."""
        asked = _put_access_entry.request(
            source_id,
            body=body,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _put_access_entry.read(self.send("put_access_entry", asked))

    def delete_access_entry(
        self,
        source_id: str,
        *,
        modified: datetime.datetime | Unset = UNSET,
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Delete one access entry; who wrote it last may send it again, created later."""
        asked = _delete_access_entry.request(
            source_id,
            modified=modified,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _delete_access_entry.read(self.send("delete_access_entry", asked))

    def list_access_entries(
        self,
        *,
        limit: int | Unset = 50,
        cursor: str | Unset = UNSET,
        updated_after: datetime.datetime | Unset = UNSET,
    ) -> AccessEntryList:
        """List what a seat may see of the kind access entry, the longest unchanged first."""
        asked = _list_access_entries.request(
            limit=limit,
            cursor=cursor,
            updated_after=updated_after,
        )
        return _list_access_entries.read(self.send("list_access_entries", asked))

    def read_attachment_content(
        self,
        source_id: str,
    ) -> bytes:
        """Download the file of an attachment: always as a download, never shown in place."""
        asked = _read_attachment_content.request(
            source_id,
        )
        return _read_attachment_content.read(self.send("read_attachment_content", asked))

    def put_attachment_content(
        self,
        source_id: str,
        *,
        body: bytes,
        content_type: str = "application/octet-stream",
        if_match: str | Unset = UNSET,
        if_none_match: str | Unset = UNSET,
    ) -> Written:
        """Send the file of an attachment that is there already, as it is; its type is the header Content-Type."""
        asked = _put_attachment_content.request(
            source_id,
            body=body,
            content_type=content_type,
            if_match=if_match,
            if_none_match=if_none_match,
        )
        return _put_attachment_content.read(self.send("put_attachment_content", asked))

    def send_bulk(
        self,
        *,
        body: bytes,
    ) -> BulkAnswer:
        """Send up to 5,000 records and deletions of any kind, 10 MB, in one transaction."""
        asked = _send_bulk.request(
            body=body,
        )
        return _send_bulk.read(self.send("send_bulk", asked))

    def list_contracts(
        self,
        *,
        cursor: str | Unset = UNSET,
        limit: int | Unset = 50,
    ) -> ContractList:
        """List the contracts that the client may see, open and closed."""
        asked = _list_contracts.request(
            cursor=cursor,
            limit=limit,
        )
        return _list_contracts.read(self.send("list_contracts", asked))

    def read_contract(
        self,
        contract: str,
    ) -> Contract:
        """Read one contract."""
        asked = _read_contract.request(
            contract,
        )
        return _read_contract.read(self.send("read_contract", asked))

    def put_contract(
        self,
        contract: str,
        *,
        body: ContractBody | Mapping[str, Any],
    ) -> Contract:
        """Open a contract, rename it, or open it again."""
        asked = _put_contract.request(
            contract,
            body=body,
        )
        return _put_contract.read(self.send("put_contract", asked))

    def close_contract(
        self,
        contract: str,
    ) -> None:
        """Close a contract: from now on none of its seats may look; what they did stays."""
        asked = _close_contract.request(
            contract,
        )
        return _close_contract.read(self.send("close_contract", asked))

    def list_seats(
        self,
        contract: str,
        *,
        cursor: str | Unset = UNSET,
        limit: int | Unset = 50,
    ) -> SeatList:
        """List the seats of a contract, open and closed."""
        asked = _list_seats.request(
            contract,
            cursor=cursor,
            limit=limit,
        )
        return _list_seats.read(self.send("list_seats", asked))

    def read_seat(
        self,
        seat: str,
    ) -> Seat:
        """Read one seat."""
        asked = _read_seat.request(
            seat,
        )
        return _read_seat.read(self.send("read_seat", asked))

    def put_seat(
        self,
        seat: str,
        *,
        body: SeatBody | Mapping[str, Any],
    ) -> Seat:
        """Give a person a seat, change it, move it to another contract, or open it again."""
        asked = _put_seat.request(
            seat,
            body=body,
        )
        return _put_seat.read(self.send("put_seat", asked))

    def close_seat(
        self,
        seat: str,
    ) -> None:
        """Take a person's seat away: from now on it may not look; what it did stays."""
        asked = _close_seat.request(
            seat,
        )
        return _close_seat.read(self.send("close_seat", asked))

    def list_grants(
        self,
    ) -> GrantList:
        """List what is switched: the last grant of each feature and scope. What isn't listed was never switched."""
        asked = _list_grants.request()
        return _list_grants.read(self.send("list_grants", asked))

    def switch_grant(
        self,
        *,
        body: GrantBody | Mapping[str, Any],
    ) -> Grant:
        """Switch a feature on or off, in the name of a seat and under a version of the terms."""
        asked = _switch_grant.request(
            body=body,
        )
        return _switch_grant.read(self.send("switch_grant", asked))

    def read_grant_history(
        self,
        *,
        feature: ReadGrantHistoryFeature,
    ) -> GrantList:
        """List every switch of a feature, the oldest first."""
        asked = _read_grant_history.request(
            feature=feature,
        )
        return _read_grant_history.read(self.send("read_grant_history", asked))

    def list_audit(
        self,
        *,
        about: str | Unset = UNSET,
        about_kind: ListAuditAboutKind | Unset = UNSET,
        actor: str | Unset = UNSET,
        action: str | Unset = UNSET,
        since: datetime.datetime | Unset = UNSET,
        cursor: str | Unset = UNSET,
        limit: int | Unset = 50,
    ) -> AuditList:
        """List the tenant's trail, the newest entry first."""
        asked = _list_audit.request(
            about=about,
            about_kind=about_kind,
            actor=actor,
            action=action,
            since=since,
            cursor=cursor,
            limit=limit,
        )
        return _list_audit.read(self.send("list_audit", asked))

    def search_people(
        self,
        *,
        body: SearchBody | Mapping[str, Any],
        after: str | Unset = UNSET,
    ) -> PeoplePage:
        """Search candidates and members as one list."""
        asked = _search_people.request(
            body=body,
            after=after,
        )
        return _search_people.read(self.send("search_people", asked))

    def search_similar(
        self,
        *,
        body: SimilarBody | Mapping[str, Any],
        after: str | Unset = UNSET,
    ) -> SimilarPage:
        """Search for people like one to ten others, who are left out."""
        asked = _search_similar.request(
            body=body,
            after=after,
        )
        return _search_similar.read(self.send("search_similar", asked))

    def list_saved_searches(
        self,
        *,
        cursor: str | Unset = UNSET,
        limit: int | Unset = 50,
    ) -> KeptList:
        """List the seat's saved searches, the newest first."""
        asked = _list_saved_searches.request(
            cursor=cursor,
            limit=limit,
        )
        return _list_saved_searches.read(self.send("list_saved_searches", asked))

    def keep_search(
        self,
        *,
        body: SavedSearchBody | Mapping[str, Any],
    ) -> Kept:
        """Keep a search; a client that looks as all seats keeps its own."""
        asked = _keep_search.request(
            body=body,
        )
        return _keep_search.read(self.send("keep_search", asked))

    def read_saved_search(
        self,
        number: int,
    ) -> Kept:
        """Read one saved search of the seat."""
        asked = _read_saved_search.request(
            number,
        )
        return _read_saved_search.read(self.send("read_saved_search", asked))

    def delete_saved_search(
        self,
        number: int,
    ) -> None:
        """Delete one saved search of the seat."""
        asked = _delete_saved_search.request(
            number,
        )
        return _delete_saved_search.read(self.send("delete_saved_search", asked))

    def run_saved_search(
        self,
        number: int,
        *,
        cursor: str | Unset = UNSET,
        limit: int | Unset = 25,
        explain: bool | Unset = False,
        highlight: bool | Unset = False,
        after: str | Unset = UNSET,
    ) -> PeoplePage:
        """Search for what the seat kept, as it stands today."""
        asked = _run_saved_search.request(
            number,
            cursor=cursor,
            limit=limit,
            explain=explain,
            highlight=highlight,
            after=after,
        )
        return _run_saved_search.read(self.send("run_saved_search", asked))

    def run_search_anew(
        self,
        number: int,
        *,
        body: RunOrder | Mapping[str, Any],
        limit: int | Unset = 25,
        after: str | Unset = UNSET,
    ) -> RunPeople:
        """Run a saved search for who is new or changed since its last run."""
        asked = _run_search_anew.request(
            number,
            body=body,
            limit=limit,
            after=after,
        )
        return _run_search_anew.read(self.send("run_search_anew", asked))

    def list_search_runs(
        self,
        number: int,
        *,
        cursor: str | Unset = UNSET,
        limit: int | Unset = 25,
    ) -> RunList:
        """List the latest fifty runs of a saved search, the newest first."""
        asked = _list_search_runs.request(
            number,
            cursor=cursor,
            limit=limit,
        )
        return _list_search_runs.read(self.send("list_search_runs", asked))

    def read_search_run(
        self,
        number: int,
        run: int,
        *,
        cursor: str | Unset = UNSET,
        limit: int | Unset = 25,
        explain: bool | Unset = False,
        highlight: bool | Unset = False,
    ) -> RunPeople:
        """Read the people of a run, as the seat may see them now."""
        asked = _read_search_run.request(
            number,
            run,
            cursor=cursor,
            limit=limit,
            explain=explain,
            highlight=highlight,
        )
        return _read_search_run.read(self.send("read_search_run", asked))

    def set_search_alert(
        self,
        number: int,
        *,
        body: AlertOrder | Mapping[str, Any],
    ) -> Watched:
        """Say how often a saved search is run by itself; what it finds is in the list of alerts."""
        asked = _set_search_alert.request(
            number,
            body=body,
        )
        return _set_search_alert.read(self.send("set_search_alert", asked))

    def list_alerts(
        self,
        *,
        cursor: str | Unset = UNSET,
        limit: int | Unset = 25,
    ) -> AlertList:
        """List what the seat's searches found by themselves, the newest first; the people are read by run."""
        asked = _list_alerts.request(
            cursor=cursor,
            limit=limit,
        )
        return _list_alerts.read(self.send("list_alerts", asked))

    def complete_value(
        self,
        *,
        field: CompleteValueField,
        prefix: str,
        limit: int | Unset = 10,
        after: str | Unset = UNSET,
    ) -> Completions:
        """Complete a title, company, skill or place to those that people hold whom the seat may see."""
        asked = _complete_value.request(
            field=field,
            prefix=prefix,
            limit=limit,
            after=after,
        )
        return _complete_value.read(self.send("complete_value", asked))

    def recommend_people(
        self,
        job: str,
        *,
        cursor: str | Unset = UNSET,
        limit: int | Unset = 25,
        explain: bool | Unset = True,
        after: str | Unset = UNSET,
    ) -> Matches:
        """Recommend people for a job."""
        asked = _recommend_people.request(
            job,
            cursor=cursor,
            limit=limit,
            explain=explain,
            after=after,
        )
        return _recommend_people.read(self.send("recommend_people", asked))

    def recommend_for_question(
        self,
        job: str,
        *,
        body: EditedBody | Mapping[str, Any],
        after: str | Unset = UNSET,
    ) -> Matches:
        """Recommend people for a job by a question that somebody edited."""
        asked = _recommend_for_question.request(
            job,
            body=body,
            after=after,
        )
        return _recommend_for_question.read(self.send("recommend_for_question", asked))

    def give_feedback(
        self,
        job: str,
        *,
        body: FeedbackBody | Mapping[str, Any],
    ) -> Said:
        """Say that a match is good, bad, or to be hidden; it trains this tenant's weights only."""
        asked = _give_feedback.request(
            job,
            body=body,
        )
        return _give_feedback.read(self.send("give_feedback", asked))

    def read_link(
        self,
        candidate: str,
        *,
        after: str | Unset = UNSET,
    ) -> Link:
        """Read what the matcher decided about a candidate."""
        asked = _read_link.request(
            candidate,
            after=after,
        )
        return _read_link.read(self.send("read_link", asked))

    def read_waterfall(
        self,
        candidate: str,
        *,
        after: str | Unset = UNSET,
    ) -> Waterfall:
        """Read why: one row for each comparison, which add up."""
        asked = _read_waterfall.request(
            candidate,
            after=after,
        )
        return _read_waterfall.read(self.send("read_waterfall", asked))

    def correct_link(
        self,
        candidate: str,
        *,
        body: CorrectionBody | Mapping[str, Any],
    ) -> Corrected:
        """Say that a link is right, wrong, or should be to another member; every later match respects it."""
        asked = _correct_link.request(
            candidate,
            body=body,
        )
        return _correct_link.read(self.send("correct_link", asked))

    def read_indicator(
        self,
        member: str,
        *,
        after: str | Unset = UNSET,
    ) -> Indicator:
        """Say whether a member is in the ATS, or why nothing is shown."""
        asked = _read_indicator.request(
            member,
            after=after,
        )
        return _read_indicator.read(self.send("read_indicator", asked))

    def read_member_profile(
        self,
        member: str,
    ) -> MemberProfile:
        """Read a member's public profile."""
        asked = _read_member_profile.request(
            member,
        )
        return _read_member_profile.read(self.send("read_member_profile", asked))

    def read_candidate_profile(
        self,
        candidate: str,
        *,
        after: str | Unset = UNSET,
    ) -> CandidateProfile:
        """Read what the ATS, its resumes and the linked member say of one candidate."""
        asked = _read_candidate_profile.request(
            candidate,
            after=after,
        )
        return _read_candidate_profile.read(self.send("read_candidate_profile", asked))

    def list_changes(
        self,
        *,
        limit: int | Unset = 200,
        cursor: str | Unset = UNSET,
    ) -> ChangePage:
        """Follow what changed in the instance's records, from the beginning or from where a cursor stands."""
        asked = _list_changes.request(
            limit=limit,
            cursor=cursor,
        )
        return _list_changes.read(self.send("list_changes", asked))

    def list_tasks(
        self,
        *,
        limit: int | Unset = 50,
    ) -> TaskList:
        """List ordered work, the newest first."""
        asked = _list_tasks.request(
            limit=limit,
        )
        return _list_tasks.read(self.send("list_tasks", asked))

    def order_task(
        self,
        *,
        body: TaskOrder | Mapping[str, Any],
    ) -> Task:
        """Order work for the worker; what already waits is not queued twice."""
        asked = _order_task.request(
            body=body,
        )
        return _order_task.read(self.send("order_task", asked))

    def read_task(
        self,
        number: int,
    ) -> Task:
        """Read one piece of ordered work."""
        asked = _read_task.request(
            number,
        )
        return _read_task.read(self.send("read_task", asked))

    def read_sync_status(
        self,
    ) -> SyncStatus:
        """Tell how many records there are, when the last came, and what is still due."""
        asked = _read_sync_status.request()
        return _read_sync_status.read(self.send("read_sync_status", asked))

    def issue_token(
        self,
        *,
        body: IssueTokenBody | Mapping[str, Any],
    ) -> TokenAnswer:
        """Get a token for a client's secret, or for an assertion signed by its key."""
        asked = _issue_token.request(
            body=body,
        )
        return _issue_token.read(self.send("issue_token", asked))

    def revoke_token(
        self,
        *,
        body: RevokeTokenBody | Mapping[str, Any],
    ) -> None:
        """Make one of the client's tokens count no more, everywhere within seconds (RFC 7009)."""
        asked = _revoke_token.request(
            body=body,
        )
        return _revoke_token.read(self.send("revoke_token", asked))

    def read_metadata(
        self,
    ) -> Metadata:
        """Read what an OAuth 2 library needs to know (RFC 8414)."""
        asked = _read_metadata.request()
        return _read_metadata.read(self.send("read_metadata", asked))

    def read_keys(
        self,
    ) -> KeyList:
        """Read the public keys that tokens are signed by (RFC 7517)."""
        asked = _read_keys.request()
        return _read_keys.read(self.send("read_keys", asked))

    def list_keys(
        self,
    ) -> KeyListing:
        """List the tenant's clients, those revoked too; their secrets are shown nowhere."""
        asked = _list_keys.request()
        return _list_keys.read(self.send("list_keys", asked))

    def add_key(
        self,
        *,
        body: KeyBody | Mapping[str, Any],
    ) -> NewKey:
        """Make a client of the tenant, which may do at most what the caller may."""
        asked = _add_key.request(
            body=body,
        )
        return _add_key.read(self.send("add_key", asked))

    def read_key(
        self,
        key: str,
    ) -> Key:
        """Read one client of the tenant."""
        asked = _read_key.request(
            key,
        )
        return _read_key.read(self.send("read_key", asked))

    def change_key(
        self,
        key: str,
        *,
        body: KeyChange | Mapping[str, Any],
    ) -> Key:
        """Change what a client may do; its tokens can do no more than that within seconds."""
        asked = _change_key.request(
            key,
            body=body,
        )
        return _change_key.read(self.send("change_key", asked))

    def revoke_key(
        self,
        key: str,
    ) -> None:
        """Revoke a client for good: neither its secrets nor its tokens count within seconds."""
        asked = _revoke_key.request(
            key,
        )
        return _revoke_key.read(self.send("revoke_key", asked))

    def add_key_secret(
        self,
        key: str,
        *,
        body: SecretBody | Mapping[str, Any],
    ) -> SecretOnce:
        """Make a second secret of a client, to take the place of the first; it is shown in this answer only."""
        asked = _add_key_secret.request(
            key,
            body=body,
        )
        return _add_key_secret.read(self.send("add_key_secret", asked))

    def remove_key_secret(
        self,
        key: str,
        number: int,
    ) -> None:
        """Take a secret away from a client: neither it nor the tokens got by it count within seconds."""
        asked = _remove_key_secret.request(
            key,
            number,
        )
        return _remove_key_secret.read(self.send("remove_key_secret", asked))
