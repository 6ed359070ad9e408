"""Bytes of a workbook to rows, in a child process with limits."""
