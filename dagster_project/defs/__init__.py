"""Definitions by layer: raw, lake, warehouse, published, and what runs and watches them."""
