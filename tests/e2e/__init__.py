"""Tests that run real clients against loopback servers."""
