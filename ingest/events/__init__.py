"""From figures to events: which guidance, commitment or financing a figure speaks of.

The same plan is told by several outlets, in several languages, currencies and roundings, and told again months later. Here
each figure is assigned to one event, with the reason in words; dbt does the arithmetic on what comes out.
"""
