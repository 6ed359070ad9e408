"""What tests are made with: builders, doubles, worlds."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout."""
