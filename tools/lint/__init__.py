"""Turn the project's own rules into findings: one file for each rule, each with the incident it prevents."""
