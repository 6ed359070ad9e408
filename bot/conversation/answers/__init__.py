"""What each command answers: one module a question."""
