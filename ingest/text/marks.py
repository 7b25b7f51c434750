"""The characters between words, as an expression that `re` searches fast.

Trap avoided: `\\W`. Of each character of a text `re` asks the Unicode tables whether it is a letter, which takes twice as long as
to look it up in a list. Characters of scripts not listed here count as marks.
"""

MARK = r"[^0-9A-Za-z_\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u1fff\u3040-\ud7ff\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
MARK_OR_UNDERSCORE = MARK.replace("_", "")
