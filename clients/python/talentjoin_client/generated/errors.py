"""Generated: nothing is raised here."""
