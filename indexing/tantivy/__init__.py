"""Turn person documents on disk into answers, by tantivy."""

from indexing.tantivy.engine import TantivyEngine

__all__ = ["TantivyEngine"]
