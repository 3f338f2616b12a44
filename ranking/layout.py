"""Turn rows of people, as they lie in words, into where each of their parts begins and how they hold tokens.

A row is of 32-bit words (little endian). A head of HEAD words; a directory of 2^k half words that says where in the
tokens those begin whose hash has these k highest bits; the hashes of all distinct tokens of the document, ascending,
then one word of ones; a code for each token (a byte, or two bytes in a row of more than 256 answers) that says which
of the answers tells how it is held; the answers; two words for each job applied to; one word for each title (its
distinct tokens, 8 bits, and their characters); the vectors of the first titles, a byte for each number.

An answer, how a token is held: bit 0-7 which of the first eight FIELDS hold it, bits 8-15 how many words of the running
text yield it (255 at most), bits 16-31 which of the titles hold it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]
Places = NDArray[np.int64]

MARK = 0x746A0001  # first word of every row
HEAD = 16  # words

# Where in the head what lies; two words each for when it changed and for the person's hash.
AT_MARK, AT_FLAGS, AT_UPDATED, AT_TIE, AT_YEARS, AT_MEMBER, AT_STANDING = 0, 1, 2, 4, 6, 7, 8
AT_RUNNING, AT_TOKENS, AT_DIRECTORY, AT_ANSWERS, AT_JOBS, AT_TITLES, AT_VECTOR = 9, 10, 11, 12, 13, 14, 15

IN_ATS, OPEN_TO_WORK, DO_NOT_CONTACT, HIRED, FAR, REJECTED, OPEN = (1 << at for at in range(7))  # flags
COMPLETENESS_SHIFT = 16  # of the flags: how many of the counted fields are filled
NO_NUMBER = 0xFFFFFFFF  # years or member unknown
FAMILY_BITS = 16  # of the standing: families of work; the rest is the rank
NO_TITLE = 0xF  # rank of who holds no title

FIELD_BITS = 8
MENTION_BITS = 8
MENTIONS_SHIFT = FIELD_BITS
TITLES_SHIFT = FIELD_BITS + MENTION_BITS
BYTE_CODES = 256  # answers that codes of one byte can name
TITLE_COUNT_BITS = 8
LAST = 0xFFFFFFFF  # what no token's hash is


@dataclass(frozen=True, slots=True, eq=False)
class Anatomy:
    """Where the parts of some rows begin in `words`, a row each; read once, so that it agrees with itself."""

    words: Words
    directory: Places
    width: Words
    tokens: Places
    count: Places
    codes: Places
    code_bytes: Places
    answers: Places
    jobs: Places
    titles: Places

    @classmethod
    def of(cls, words: Words, starts: Places) -> "Anatomy":
        """Read the heads of the rows that begin at `starts`."""

        def head(at: int) -> Places:
            return words.take(starts + at, mode="clip").astype(np.int64)

        width, count, kinds = head(AT_DIRECTORY), head(AT_TOKENS), head(AT_ANSWERS)
        tokens = starts + HEAD + ((1 << width) >> 1)
        codes = tokens + count + 1
        code_bytes = 1 + (kinds > BYTE_CODES)
        answers = codes + ((count * code_bytes + 3) >> 2)
        jobs = answers + kinds
        titles = jobs + 2 * head(AT_JOBS)
        return cls(
            words, starts + HEAD, width.astype(np.uint32), tokens, count, codes, code_bytes, answers, jobs, titles
        )

    def held(self, rows: Places, inside: Places) -> Words:
        """Tell how some tokens are held, each named by its row and its place among that row's tokens."""
        size = self.code_bytes.take(rows)
        byte = inside * size
        word = self.words.take(self.codes.take(rows) + (byte >> 2), mode="clip").astype(np.int64)
        code = (word >> ((byte & 3) << 3)) & ((1 << (size << 3)) - 1)
        answers: Words = self.words.take(self.answers.take(rows) + code, mode="clip")
        return answers
