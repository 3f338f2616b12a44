"""Turn invented people into resume files of many layouts, each with what it visibly says."""
