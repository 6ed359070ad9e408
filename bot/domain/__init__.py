"""The words of this project as types, and what is asked of the outside."""
