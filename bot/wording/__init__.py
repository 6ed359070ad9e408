"""What is said, before any platform's markup."""
