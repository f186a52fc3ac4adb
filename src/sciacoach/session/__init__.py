"""Fit, timeline, machine, events, spoken words. Pure: time and keys in, events out."""
