"""Turn the bytes of a resume file into a typed outcome: a status, facts about the file, the person read in it."""

from matcher.resume.parse import PARSER_VERSION, parse_resume

__all__ = ["PARSER_VERSION", "parse_resume"]
