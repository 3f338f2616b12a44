"""Turn person documents in an OpenSearch cluster into answers."""

from indexing.opensearch.engine import OpenSearchEngine
from indexing.opensearch.wire import Cluster

__all__ = ["Cluster", "OpenSearchEngine"]
