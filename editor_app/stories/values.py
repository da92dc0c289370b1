"""What the front-matter models share: frozen, unknown keys kept, times always with a zone."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class FrontMatterValue(BaseModel):
    """A mapping inside front matter. Frozen; keys Stet does not know are kept in `model_extra`."""

    model_config = ConfigDict(frozen=True, extra="allow", str_strip_whitespace=False)
