"""Turn what people type into what they may have meant."""

from indexing.widening.completion import complete_values
from indexing.widening.lexicon import LEXICON_FORM, Lexicon, lexical_words, one_edit_apart
from indexing.widening.taxonomy import Taxonomy, taxonomy
from indexing.widening.widen import FREQUENT, Held, Widened, Widening, WideningKind, is_plain, widen

__all__ = [
    "FREQUENT",
    "LEXICON_FORM",
    "Held",
    "Lexicon",
    "Taxonomy",
    "Widened",
    "Widening",
    "WideningKind",
    "complete_values",
    "is_plain",
    "lexical_words",
    "one_edit_apart",
    "taxonomy",
    "widen",
]
