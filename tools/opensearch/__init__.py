"""Turn Maven artefacts into an OpenSearch that runs on this machine, for tests and trials."""
