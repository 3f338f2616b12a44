"""Contains all the data models used in inputs/outputs"""

from .access_entry import AccessEntry
from .access_entry_about_kind import AccessEntryAboutKind
from .access_entry_input import AccessEntryInput
from .access_entry_input_about_kind import AccessEntryInputAboutKind
from .access_entry_input_state import AccessEntryInputState
from .access_entry_list import AccessEntryList
from .access_entry_state import AccessEntryState
from .address import Address
from .alert_list import AlertList
from .alert_order import AlertOrder
from .alert_order_alert import AlertOrderAlert
from .alerted import Alerted
from .alerted_by import AlertedBy
from .and_ import And
from .application import Application
from .application_input import ApplicationInput
from .application_list import ApplicationList
from .applied import Applied
from .applied_job import AppliedJob
from .asked_part import AskedPart
from .asked_part_kind import AskedPartKind
from .attachment_input import AttachmentInput
from .attachment_input_purpose import AttachmentInputPurpose
from .attachment_list import AttachmentList
from .attachment_shown import AttachmentShown
from .attachment_shown_purpose import AttachmentShownPurpose
from .audit_entry import AuditEntry
from .audit_entry_details import AuditEntryDetails
from .audit_list import AuditList
from .bulk_answer import BulkAnswer
from .bulk_counts import BulkCounts
from .candidate import Candidate
from .candidate_input import CandidateInput
from .candidate_list import CandidateList
from .candidate_profile import CandidateProfile
from .candidate_profile_fields import CandidateProfileFields
from .change_page import ChangePage
from .change_shown import ChangeShown
from .change_shown_kind import ChangeShownKind
from .change_shown_what import ChangeShownWhat
from .complete_value_field import CompleteValueField
from .completions import Completions
from .completions_field import CompletionsField
from .contract import Contract
from .contract_body import ContractBody
from .contract_list import ContractList
from .contribution import Contribution
from .corrected import Corrected
from .corrected_verdict import CorrectedVerdict
from .correction_body import CorrectionBody
from .correction_body_verdict import CorrectionBodyVerdict
from .edited_body import EditedBody
from .education import Education
from .everything import Everything
from .facet_count import FacetCount
from .feedback import Feedback
from .feedback_body import FeedbackBody
from .feedback_body_kind import FeedbackBodyKind
from .feedback_input import FeedbackInput
from .feedback_input_visibility import FeedbackInputVisibility
from .feedback_list import FeedbackList
from .feedback_visibility import FeedbackVisibility
from .grant import Grant
from .grant_body import GrantBody
from .grant_body_feature import GrantBodyFeature
from .grant_body_state import GrantBodyState
from .grant_feature import GrantFeature
from .grant_list import GrantList
from .grant_state import GrantState
from .highlight import Highlight
from .indicator import Indicator
from .indicator_reason_type_0 import IndicatorReasonType0
from .issue_token_body import IssueTokenBody
from .item_outcome import ItemOutcome
from .item_outcome_result import ItemOutcomeResult
from .job import Job
from .job_input import JobInput
from .job_input_state import JobInputState
from .job_list import JobList
from .job_state import JobState
from .kept import Kept
from .kept_access_entry import KeptAccessEntry
from .kept_access_entry_kind import KeptAccessEntryKind
from .kept_access_entry_origins import KeptAccessEntryOrigins
from .kept_access_entry_origins_additional_property import KeptAccessEntryOriginsAdditionalProperty
from .kept_application import KeptApplication
from .kept_application_kind import KeptApplicationKind
from .kept_application_origins import KeptApplicationOrigins
from .kept_application_origins_additional_property import KeptApplicationOriginsAdditionalProperty
from .kept_attachment import KeptAttachment
from .kept_attachment_kind import KeptAttachmentKind
from .kept_attachment_origins import KeptAttachmentOrigins
from .kept_attachment_origins_additional_property import KeptAttachmentOriginsAdditionalProperty
from .kept_candidate import KeptCandidate
from .kept_candidate_kind import KeptCandidateKind
from .kept_candidate_origins import KeptCandidateOrigins
from .kept_candidate_origins_additional_property import KeptCandidateOriginsAdditionalProperty
from .kept_facets_item import KeptFacetsItem
from .kept_feedback import KeptFeedback
from .kept_feedback_kind import KeptFeedbackKind
from .kept_feedback_origins import KeptFeedbackOrigins
from .kept_feedback_origins_additional_property import KeptFeedbackOriginsAdditionalProperty
from .kept_filters import KeptFilters
from .kept_job import KeptJob
from .kept_job_kind import KeptJobKind
from .kept_job_origins import KeptJobOrigins
from .kept_job_origins_additional_property import KeptJobOriginsAdditionalProperty
from .kept_list import KeptList
from .kept_note import KeptNote
from .kept_note_kind import KeptNoteKind
from .kept_note_origins import KeptNoteOrigins
from .kept_note_origins_additional_property import KeptNoteOriginsAdditionalProperty
from .kept_sort import KeptSort
from .kept_stage_entry import KeptStageEntry
from .kept_stage_entry_kind import KeptStageEntryKind
from .kept_stage_entry_origins import KeptStageEntryOrigins
from .kept_stage_entry_origins_additional_property import KeptStageEntryOriginsAdditionalProperty
from .kept_without import KeptWithout
from .key import Key
from .key_body import KeyBody
from .key_body_public_key_type_0 import KeyBodyPublicKeyType0
from .key_change import KeyChange
from .key_list import KeyList
from .key_list_keys_item import KeyListKeysItem
from .key_listing import KeyListing
from .key_secret import KeySecret
from .kind_status import KindStatus
from .kind_status_kind import KindStatusKind
from .known_as import KnownAs
from .known_as_decision import KnownAsDecision
from .link import Link
from .link_decision import LinkDecision
from .list_audit_about_kind import ListAuditAboutKind
from .matches import Matches
from .member_profile import MemberProfile
from .metadata import Metadata
from .new_key import NewKey
from .not_ import Not
from .note import Note
from .note_input import NoteInput
from .note_input_visibility import NoteInputVisibility
from .note_list import NoteList
from .note_visibility import NoteVisibility
from .or_ import Or
from .owner import Owner
from .people_page import PeoplePage
from .people_page_facets import PeoplePageFacets
from .person_hit import PersonHit
from .phrase import Phrase
from .phrase_scope import PhraseScope
from .position import Position
from .posting import Posting
from .posting_state import PostingState
from .prefix import Prefix
from .prefix_scope import PrefixScope
from .problem import Problem
from .problem_entry import ProblemEntry
from .problem_retry import ProblemRetry
from .question_part import QuestionPart
from .question_part_kind import QuestionPartKind
from .range_ import Range
from .read_grant_history_feature import ReadGrantHistoryFeature
from .reason import Reason
from .revoke_token_body import RevokeTokenBody
from .run_list import RunList
from .run_order import RunOrder
from .run_people import RunPeople
from .run_people_by import RunPeopleBy
from .said import Said
from .said_kind import SaidKind
from .saved_search_body import SavedSearchBody
from .saved_search_body_filters import SavedSearchBodyFilters
from .saved_search_body_sort import SavedSearchBodySort
from .saved_search_body_without import SavedSearchBodyWithout
from .search_body import SearchBody
from .search_body_filters import SearchBodyFilters
from .search_body_sort import SearchBodySort
from .search_body_without import SearchBodyWithout
from .search_run import SearchRun
from .search_run_by import SearchRunBy
from .seat import Seat
from .seat_body import SeatBody
from .seat_body_role import SeatBodyRole
from .seat_list import SeatList
from .seat_role import SeatRole
from .secret_body import SecretBody
from .secret_once import SecretOnce
from .similar_body import SimilarBody
from .similar_body_filters import SimilarBodyFilters
from .similar_body_without import SimilarBodyWithout
from .similar_page import SimilarPage
from .similar_page_facets import SimilarPageFacets
from .stage_entry import StageEntry
from .stage_entry_input import StageEntryInput
from .stage_entry_list import StageEntryList
from .state_entry import StateEntry
from .step import Step
from .sync_status import SyncStatus
from .sync_status_buried import SyncStatusBuried
from .task import Task
from .task_list import TaskList
from .task_order import TaskOrder
from .task_progress import TaskProgress
from .task_state import TaskState
from .token_answer import TokenAnswer
from .told import Told
from .told_entry import ToldEntry
from .told_origin_type_0 import ToldOriginType0
from .told_source import ToldSource
from .value import Value
from .watched import Watched
from .watched_alert import WatchedAlert
from .waterfall import Waterfall
from .why import Why
from .widened_word import WidenedWord
from .widened_word_kind import WidenedWordKind
from .word import Word
from .word_scope import WordScope
from .written import Written
from .written_kind import WrittenKind
from .written_result import WrittenResult

__all__ = (
    "AccessEntry",
    "AccessEntryAboutKind",
    "AccessEntryInput",
    "AccessEntryInputAboutKind",
    "AccessEntryInputState",
    "AccessEntryList",
    "AccessEntryState",
    "Address",
    "Alerted",
    "AlertedBy",
    "AlertList",
    "AlertOrder",
    "AlertOrderAlert",
    "And",
    "Application",
    "ApplicationInput",
    "ApplicationList",
    "Applied",
    "AppliedJob",
    "AskedPart",
    "AskedPartKind",
    "AttachmentInput",
    "AttachmentInputPurpose",
    "AttachmentList",
    "AttachmentShown",
    "AttachmentShownPurpose",
    "AuditEntry",
    "AuditEntryDetails",
    "AuditList",
    "BulkAnswer",
    "BulkCounts",
    "Candidate",
    "CandidateInput",
    "CandidateList",
    "CandidateProfile",
    "CandidateProfileFields",
    "ChangePage",
    "ChangeShown",
    "ChangeShownKind",
    "ChangeShownWhat",
    "CompleteValueField",
    "Completions",
    "CompletionsField",
    "Contract",
    "ContractBody",
    "ContractList",
    "Contribution",
    "Corrected",
    "CorrectedVerdict",
    "CorrectionBody",
    "CorrectionBodyVerdict",
    "EditedBody",
    "Education",
    "Everything",
    "FacetCount",
    "Feedback",
    "FeedbackBody",
    "FeedbackBodyKind",
    "FeedbackInput",
    "FeedbackInputVisibility",
    "FeedbackList",
    "FeedbackVisibility",
    "Grant",
    "GrantBody",
    "GrantBodyFeature",
    "GrantBodyState",
    "GrantFeature",
    "GrantList",
    "GrantState",
    "Highlight",
    "Indicator",
    "IndicatorReasonType0",
    "IssueTokenBody",
    "ItemOutcome",
    "ItemOutcomeResult",
    "Job",
    "JobInput",
    "JobInputState",
    "JobList",
    "JobState",
    "Kept",
    "KeptAccessEntry",
    "KeptAccessEntryKind",
    "KeptAccessEntryOrigins",
    "KeptAccessEntryOriginsAdditionalProperty",
    "KeptApplication",
    "KeptApplicationKind",
    "KeptApplicationOrigins",
    "KeptApplicationOriginsAdditionalProperty",
    "KeptAttachment",
    "KeptAttachmentKind",
    "KeptAttachmentOrigins",
    "KeptAttachmentOriginsAdditionalProperty",
    "KeptCandidate",
    "KeptCandidateKind",
    "KeptCandidateOrigins",
    "KeptCandidateOriginsAdditionalProperty",
    "KeptFacetsItem",
    "KeptFeedback",
    "KeptFeedbackKind",
    "KeptFeedbackOrigins",
    "KeptFeedbackOriginsAdditionalProperty",
    "KeptFilters",
    "KeptJob",
    "KeptJobKind",
    "KeptJobOrigins",
    "KeptJobOriginsAdditionalProperty",
    "KeptList",
    "KeptNote",
    "KeptNoteKind",
    "KeptNoteOrigins",
    "KeptNoteOriginsAdditionalProperty",
    "KeptSort",
    "KeptStageEntry",
    "KeptStageEntryKind",
    "KeptStageEntryOrigins",
    "KeptStageEntryOriginsAdditionalProperty",
    "KeptWithout",
    "Key",
    "KeyBody",
    "KeyBodyPublicKeyType0",
    "KeyChange",
    "KeyList",
    "KeyListing",
    "KeyListKeysItem",
    "KeySecret",
    "KindStatus",
    "KindStatusKind",
    "KnownAs",
    "KnownAsDecision",
    "Link",
    "LinkDecision",
    "ListAuditAboutKind",
    "Matches",
    "MemberProfile",
    "Metadata",
    "NewKey",
    "Not",
    "Note",
    "NoteInput",
    "NoteInputVisibility",
    "NoteList",
    "NoteVisibility",
    "Or",
    "Owner",
    "PeoplePage",
    "PeoplePageFacets",
    "PersonHit",
    "Phrase",
    "PhraseScope",
    "Position",
    "Posting",
    "PostingState",
    "Prefix",
    "PrefixScope",
    "Problem",
    "ProblemEntry",
    "ProblemRetry",
    "QuestionPart",
    "QuestionPartKind",
    "Range",
    "ReadGrantHistoryFeature",
    "Reason",
    "RevokeTokenBody",
    "RunList",
    "RunOrder",
    "RunPeople",
    "RunPeopleBy",
    "Said",
    "SaidKind",
    "SavedSearchBody",
    "SavedSearchBodyFilters",
    "SavedSearchBodySort",
    "SavedSearchBodyWithout",
    "SearchBody",
    "SearchBodyFilters",
    "SearchBodySort",
    "SearchBodyWithout",
    "SearchRun",
    "SearchRunBy",
    "Seat",
    "SeatBody",
    "SeatBodyRole",
    "SeatList",
    "SeatRole",
    "SecretBody",
    "SecretOnce",
    "SimilarBody",
    "SimilarBodyFilters",
    "SimilarBodyWithout",
    "SimilarPage",
    "SimilarPageFacets",
    "StageEntry",
    "StageEntryInput",
    "StageEntryList",
    "StateEntry",
    "Step",
    "SyncStatus",
    "SyncStatusBuried",
    "Task",
    "TaskList",
    "TaskOrder",
    "TaskProgress",
    "TaskState",
    "TokenAnswer",
    "Told",
    "ToldEntry",
    "ToldOriginType0",
    "ToldSource",
    "Value",
    "Watched",
    "WatchedAlert",
    "Waterfall",
    "Why",
    "WidenedWord",
    "WidenedWordKind",
    "Word",
    "WordScope",
    "Written",
    "WrittenKind",
    "WrittenResult",
)
