"""Turn invented ordinary people into the resumes they would make themselves, with what each visibly says."""
