"""A newsroom as small as the renderer needs."""

from __future__ import annotations

from editor_app.markup.links import LinkedStory, PictureTag


class SmallNewsroom:
    """Every story is known; those whose name begins with `secret` are not public. Pictures lie in `images/`."""

    def story(self, target: str) -> LinkedStory | None:
        slug = target.rpartition("/")[2].removesuffix(".md")
        if slug == "nowhere":
            return None
        return LinkedStory(f"/{slug}/", f"Headline of {slug}", not slug.startswith("secret"))

    def picture(self, src: str) -> PictureTag | None:
        name = src.rpartition("/")[2]
        if "://" in src or src.startswith("//") or name.startswith("missing"):
            return None
        return PictureTag(f"/img/{name}", 960, 540, f"/img/{name} 960w", "100vw")

    def embed_allowed(self, host: str) -> bool:
        return host in ("youtube.com", "youtu.be", "vimeo.com")

    def label(self, key: str) -> str:
        return {"also_read": "Also read"}[key]
