"""Text from callers: what is refused, and the form that searches compare."""

import re
import unicodedata

KEY_LENGTH = 255
TEXT_LENGTH = 10_000


def problem(text: str, most: int = KEY_LENGTH) -> str | None:
    """Why a text cannot be stored, or None. Databases refuse NUL and lone surrogates, so they are refused here."""
    if len(text) > most:
        return f"is longer than {most} characters"
    if "\x00" in text:
        return "holds a NUL character"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "holds half of a surrogate pair"
    return None


def fold(text: str) -> str:
    """The form in which names are searched: case and composition do not matter."""
    return unicodedata.normalize("NFC", text).casefold()


def slug(name: str) -> str:
    """A key made of a name: `Supabase Pro` → `supabase-pro`; `plan` when nothing is left."""
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.lower()).strip("-")[:200] or "plan"


def singular(noun: str) -> str:
    """`API calls` → `API call`. What may be no plain English plural (`SMS`, `status`, `GB-s`, `boxes`) stays."""
    plain = re.search(r"[a-z]{2}s$", noun) and not re.search(r"(ss|us|is|ics|ies|ches|shes|[sxz]es)$", noun)
    return noun[:-1] if plain else noun
