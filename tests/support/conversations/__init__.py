"""Conversations written as scripts that anyone can read, played against the real program: tests/e2e/conversations."""
