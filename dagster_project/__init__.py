"""Orchestration of the warehouse: assets, checks, jobs, schedules, sensors. No parsing, no SQL logic."""
