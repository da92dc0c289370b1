"""Bodies that between them use everything a story can hold."""

from __future__ import annotations

from hypothesis import strategies as st

BODIES = (
    "",
    "\n",
    "\n\n  \n",
    "Hello",
    "\nHello\n",
    "One paragraph.\n\nAnother, *in part* italic and **bold**, with `code` and ~~gone~~.\n",
    "Wrapped over\nthree lines\nof source.\n\nNext.",
    "One\r\n\r\nTwo\r\n\r\n- a\r\n- b\r\n",
    "## Crosshead\n\nText\n\n### Small\n\nText\n\n#### Smaller still\n\nText\n",
    "- a\n- b\n    - c\n    - d\n- e\n\nAfter\n",
    "1. one\n2. two\n\n\nAfter two blank lines\n\n\n\n",
    "* a\n\n* loose\n\n* list\n",
    "> A quote.\n> - the *source*\n\nText\n\n> Another\n\n> And one more\n",
    "> Pulled out.\n> \u2014 Somebody\n{.pull}\n\nText\n",
    "Text\n\n---\n\nText\n\n***\n",
    '![alt](../images/ferry.jpg "Caption. (Photo: Leo Marsh)")\n\nText ![inline](x.png) picture\n',
    "Also read: [A story](a-story.md); [Another](b.md)\n\nText\n\nalso read:\n\n- [C](c.md)\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n<div>raw\n\nhtml</div>\n\n```\ncode\n\nmore\n```\n",
    "A [link][ref] and a note[^1].\n\n[ref]: https://example.org 'T'\n\n[^1]: The note.\n",
    '!!! note "Title"\n    Inside\n\n    More inside\n\nAfter\n',
    "https://example.org/video\n\nTK\n\nLine one  \nline two\n",
    "Emoji \U0001f600 and \u05e9\u05dc\u05d5\u05dd and \u0645\u0631\u062d\u0628\u0627\n\n\u65e5\u672c\u8a9e\n",
    "Odd \u2028 separator\n\nand\u2029another\n\nnull\x00byte\n\nobject \ufffc here \udc80\n",
    "no-break\u00a0space \\*escaped\\* <b>html</b> &amp; entity\n",
    "trailing spaces   \n\n\ttabbed\n\n    indented code\n",
    "{.pull}\n\n> \n\n-\n\n1.\n\n#\n\n[]()\n",
)

_LINES = st.sampled_from(
    [
        "Plain words here.", "**bold** and *italic*", "## Crosshead", "- item", "  - deeper", "1. first", "> quoted",
        "{.pull}", "---", "| a | b |", "|---|---|", "    code", "```", "<p>html</p>", "[x]: http://e.org", "[^1]: note",
        "[link](story.md) and `code`", "![a](b.jpg)", "Also read: [A](a.md)", "\u2014 Somebody", "", "", "", "  ", "TK",
        "Setext", "======", "!!! note", "    inside", "https://example.org", "*a* _b_ ~~c~~ \\* \\_", "&lt; & < >",
    ]
)  # fmt: skip
MARKDOWN = st.lists(_LINES, max_size=14).map("\n".join)
ANY_TEXT = st.text(max_size=120)
