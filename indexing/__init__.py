"""Turn person documents into found people: two engines, one meaning."""

from indexing.analysis import ANALYSIS, analyse
from indexing.documents import CandidateView, member_document
from indexing.engine import Action, Delete, Engine, Upsert
from indexing.names import index_name
from indexing.query import parse_query
from indexing.render import render_query
from indexing.united import search_united
from indexing.variants import Sight, person_documents

__all__ = [
    "ANALYSIS",
    "Action",
    "CandidateView",
    "Delete",
    "Engine",
    "Sight",
    "Upsert",
    "analyse",
    "index_name",
    "member_document",
    "parse_query",
    "person_documents",
    "render_query",
    "search_united",
]
