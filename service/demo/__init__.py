"""Turn a seed into an invented company: people, jobs, applications, resumes."""
