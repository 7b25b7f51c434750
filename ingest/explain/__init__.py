"""Where a published number comes from: back to the filing's fact or the sentence.

Reads the published file only, so that what it explains is what people see.
"""
