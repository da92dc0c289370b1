"""Matches the language of a story with the dictionaries there are. Tags and scripts only; opens no dictionary."""

from __future__ import annotations

from collections.abc import Collection

# Where a story names no country, the one with the most readers is meant; the others follow in the order of the alphabet.
_HOME = {
    "en": "US",
    "pt": "PT",
    "sv": "SE",
    "da": "DK",
    "uk": "UA",
    "cs": "CZ",
    "el": "GR",
    "nb": "NO",
    "et": "EE",
}
_SAME = {"no": ("nb", "nn"), "nb": ("no",), "iw": ("he",), "ua": ("uk",)}
_SCRIPTS = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "ky", "mn", "tg"), ("cyrillic",)),
    "sr": ("cyrillic", "latin"),
    "el": ("greek",),
    "hy": ("armenian",),
    **dict.fromkeys(("he", "yi", "iw"), ("hebrew",)),
    **dict.fromkeys(("ar", "fa", "ur", "ckb", "ug"), ("arabic",)),
    **dict.fromkeys(("hi", "mr", "ne"), ("devanagari",)),
    "ka": ("georgian",),
    "ko": ("hangul",),
}
_BLOCKS = (
    (0x0250, "latin"), (0x0370, "other"), (0x0400, "greek"), (0x0530, "cyrillic"), (0x0590, "armenian"),
    (0x0600, "hebrew"), (0x0780, "arabic"), (0x0900, "other"), (0x0980, "devanagari"), (0x10A0, "other"),
    (0x1100, "georgian"), (0x1200, "hangul"), (0x1E00, "other"), (0x1F00, "latin"), (0x2000, "greek"),
    (0xAC00, "other"), (0xD7B0, "hangul"),
)  # fmt: skip


def dictionary_for(language: str, available: Collection[str], region: str = "") -> str | None:
    """The name (such as `en_GB`) of the dictionary for a language tag, out of `available`; None: there is none.

    `region` is the country of this machine: it decides where the tag names none.
    """
    tag = language.strip().replace("-", "_")
    code, _, rest = tag.partition("_")
    code, country = code.lower(), rest.rpartition("_")[2].upper()
    by_name = {name.replace("-", "_").lower(): name for name in available}
    for spoken in (code, *_SAME.get(code, ())):
        wanted = [
            f"{spoken}_{place}" for place in (rest, country, region, _HOME.get(spoken, spoken)) if place
        ]
        for name in (*wanted, spoken):
            if found := by_name.get(name.lower()):
                return found
        if others := sorted(name for name in by_name if name.startswith(f"{spoken}_")):
            return by_name[others[0]]
    return None


def language_words(language: str) -> str:
    """The English name of a BCP 47 tag, as "English (UK)"; the tag itself when it is not known."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return language
    name = locale.get_language_name("en") or language
    territory = {"GB": "UK", "US": "US"}.get(locale.territory or "", locale.get_territory_name("en") or "")
    return f"{name} ({territory})" if territory else name


def scripts_of(language: str) -> tuple[str, ...]:
    """The scripts that a language is written in."""
    return _SCRIPTS.get(language.replace("-", "_").partition("_")[0].lower(), ("latin",))


def script_of(word: str) -> str:
    """The script of a word's first letter."""
    code = ord(word[0]) if word else 0
    for end, script in _BLOCKS:
        if code < end:
            return script
    return "other"
