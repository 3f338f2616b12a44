"""Turn invented people into PDFs as typesetting programs and PDF libraries draw them.

The environment that makes them holds typst, reportlab, weasyprint, jinja2, phonenumbers, pypdfium2, poppler,
groff with its PDF device, the Liberation fonts, and the packages font-lato, font-roboto, font-source-sans-pro,
font-source-serif-pro, font-caladea, font-hanken-grotesk, font-font-awesome and ttf-opensans.
"""
