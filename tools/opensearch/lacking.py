"""Turn what this machine lacks into one sentence that says what to do."""


class Lacking(Exception):
    """Something is not there that OpenSearch needs; the text names it together with what to do."""
