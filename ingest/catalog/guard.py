"""When a name that is also a word, or stands inside a longer word, is the company.

Traps avoided: `Arm` for an arm, `メタ` in "メタバース", `델` in "모델", and a context word found inside another ("AI" in "said").
"""

import re
from functools import cached_property

from pydantic import BaseModel, ConfigDict

_NEAR = 250  # characters either side in which context is looked for
_GAP = r"[\s\-‐–]*"
_KATAKANA = re.compile("[ァ-ヺー-ヾ]")
_HANGUL = re.compile("[가-힣]")
_WORDLESS = re.compile("[぀-ヿ㐀-鿿가-힣]")


def _context(word: str) -> str:
    """Expression of a context word, see Guard."""
    escaped = re.escape(word)
    if _WORDLESS.match(word):
        return escaped
    if word.isupper():
        return rf"(?<!\w){escaped}(?!\w)"
    return rf"(?<!\w){escaped}" if word[0].isupper() else rf"(?<!\w)(?i:{escaped})"


def _joined(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in words)


class Guard(BaseModel):
    """Conditions under which a name is the company; all must hold.

    `unless_followed_by`: beginnings of a next word that make it something else (`"of "` with its blank is a whole word).
    `unless_preceded_by`: previous words that do. Both are compared without regard to case.
    `needs_near`: one of these must stand within 250 characters, as the beginning of a word. Lower case: compared without
    regard to case; capitalised: as written; all capitals: as a whole word. `not_in`: languages that never mean the company.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    unless_followed_by: tuple[str, ...] = ()
    unless_preceded_by: tuple[str, ...] = ()
    needs_near: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()

    def allows(self, text: str, start: int, end: int) -> bool:
        """Whether the name at `text[start:end]` is the company. Looks at no more than 250 characters either side."""
        return self.is_alone(text, start, end) and not (self.needs_near and not self._has_context(text, start, end))

    def is_alone(self, text: str, start: int, end: int) -> bool:
        """Whether what stands right before and behind the name lets it be the company, context words or not."""
        return (
            _is_whole(text, start, end)
            and not (self.unless_followed_by and self._followed.match(text, end))
            and not (self.unless_preceded_by and self._preceded.search(text[max(0, start - 60) : start]))
        )

    def _has_context(self, text: str, start: int, end: int) -> bool:
        return bool(self._near.search(text, max(0, start - _NEAR), start) or self._near.search(text, end, end + _NEAR))

    @cached_property
    def _followed(self) -> re.Pattern[str]:
        return re.compile(rf"{_GAP}(?:{_joined(self.unless_followed_by)})", re.IGNORECASE)

    @cached_property
    def _preceded(self) -> re.Pattern[str]:
        bounded = "|".join(
            re.escape(word) if _WORDLESS.match(word) else rf"(?<!\w){re.escape(word)}" for word in self.unless_preceded_by
        )
        return re.compile(rf"(?:{bounded}){_GAP}$", re.IGNORECASE)

    @cached_property
    def _near(self) -> re.Pattern[str]:
        return re.compile("|".join(_context(word) for word in self.needs_near))


def needs_boundary(name: str) -> bool:
    """Whether a name is in a script whose words run together but whose letters still show where a foreign name ends."""
    return bool(_KATAKANA.match(name) or _HANGUL.match(name))


def _is_whole(text: str, start: int, end: int) -> bool:
    """No katakana name inside a longer run of katakana, no hangul name at the end of one of hangul (particles may follow)."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if _HANGUL.match(text[start]) and _HANGUL.match(before):
        return False
    inside_left = _KATAKANA.match(text[start]) and _KATAKANA.match(before)
    inside_right = _KATAKANA.match(text[end - 1]) and _KATAKANA.match(after)
    return not (inside_left or inside_right)
