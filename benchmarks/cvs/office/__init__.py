"""Turn invented people into word processor documents, their PDFs, web pages and plain text."""
