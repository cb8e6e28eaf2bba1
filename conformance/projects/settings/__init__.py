"""Minimal settings of the projects: one file each, PostgreSQL, no other service needed."""
