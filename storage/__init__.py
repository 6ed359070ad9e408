"""All SQL: the schema, and the questions the program asks of it."""
