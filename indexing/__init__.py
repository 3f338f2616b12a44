"""Turn person documents into found people: two engines, one meaning."""

from indexing.analysis import analyse
from indexing.engine import Action, Delete, Engine, Upsert
from indexing.evidence import evidence
from indexing.faulty import Fault, FaultyEngine
from indexing.names import index_name
from indexing.oracle import OracleEngine
from indexing.query import parse_query
from indexing.render import render_query
from indexing.united import UnitedAnswer, search_united

__all__ = [
    "Action",
    "Delete",
    "Engine",
    "Fault",
    "FaultyEngine",
    "OracleEngine",
    "UnitedAnswer",
    "Upsert",
    "analyse",
    "evidence",
    "index_name",
    "parse_query",
    "render_query",
    "search_united",
]
