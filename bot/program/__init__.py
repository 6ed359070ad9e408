"""The program: the only room that knows adapters and storage."""
