"""Turn invented people into PDFs as typesetting programs and PDF libraries draw them."""
