"""Turn designs in HTML into resumes printed by headless Chromium, and into HTML files."""
