"""Hostile HTML and Markdown, made by a grammar from a seed. Each carries a call of its own number, so that who ran is known."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# What is to be run is CALL; in a place where it is an attribute's value, a quote Q stands around it.
_ELEMENTS = (
    "<script>CALL</script>",
    "<script src=data:text/javascript,CALL></script>",
    "<img src=x onerror=QCALLQ>",
    "<img src=QxQ srcset=Qx 2xQ onerror=QCALLQ>",
    "<svg onload=QCALLQ>",
    "<svg><script>CALL</script></svg>",
    "<svg><a xlink:href=QJSQ><text x=5 y=20>a</text></a></svg>",
    "<svg><a><animate attributeName=href values=QJSQ /><text y=20>a</text></a></svg>",
    "<svg><use href=Qdata:image/svg+xml,<svg id='x' onload='CALL'></svg>#xQ></use></svg>",
    "<svg><foreignObject><img src=x onerror=QCALLQ></foreignObject></svg>",
    "<math><mi href=QJSQ>a</mi></math>",
    "<math href=QJSQ>a</math>",
    "<a href=QJSQ>a</a>",
    "<area href=QJSQ>",
    "<a href=QJSQ target=_self ping=x>a</a>",
    "<iframe src=QJSQ></iframe>",
    "<iframe srcdoc=Q<script>CALL</script>Q></iframe>",
    "<object data=QJSQ></object>",
    "<embed src=QJSQ>",
    "<form action=QJSQ><button>b</button></form>",
    "<form><button formaction=QJSQ>b</button></form>",
    "<form><input type=image src=x onerror=QCALLQ></form>",
    "<input autofocus onfocus=QCALLQ>",
    "<details open ontoggle=QCALLQ>d</details>",
    "<body onload=QCALLQ>",
    "<p onclick=QCALLQ onmouseover=QCALLQ>p</p>",
    "<p style=animation:x onanimationstart=QCALLQ>p</p>",
    "<unknown onpointerdown=QCALLQ>u</unknown>",
    "<b/onmouseenter=QCALLQ>b</b>",
    "<video src=x onerror=QCALLQ></video>",
    "<video><source src=x onerror=QCALLQ></video>",
    "<audio src=x onerror=QCALLQ></audio>",
    "<marquee onstart=QCALLQ>m</marquee>",
    "<select onfocus=QCALLQ autofocus><option>o</select>",
    "<meta http-equiv=refresh content=Q0;url=JSQ>",
    "<base href=Qjavascript:/a/-CALL//Q><a href=#>a</a>",
    "<link rel=stylesheet href=x onerror=QCALLQ>",
    "<style onload=QCALLQ></style>",
    "<template><img src=x onerror=QCALLQ></template>",
    "<button popovertarget=x>b</button><i popover id=x onbeforetoggle=QCALLQ>x</i>",
    "<table background=QJSQ><tr><td onclick=QCALLQ>t</table>",
    "<time datetime=Qx> onclick=CALLQ onclick=QCALLQ>t</time>",
    "<abbr title=Q><img src=x onerror=CALL>Q>a</abbr>",
)
# Words that one reader of HTML takes for text and another for elements.
_TWISTS = (
    "%s",
    '<noscript><p title="</noscript>%s">',
    "<textarea>x</textarea>%s",
    "<title></title>%s",
    '<xmp><p title="</xmp>%s">',
    '<style><a title="</style>%s">',
    '<svg></p><style><a title="</style>%s">',
    '<math><mtext><table><mglyph><style><!--</style><i title="--&gt;%s">',
    "<form><math><mtext></form><form><mglyph><style></math>%s",
    "<!--><b>%s<!-- -->",
    "<!-- --!>%s",
    "<![CDATA[<i>]]>%s",
    "<svg><desc><![CDATA[</desc>]]>%s",
    "<noembed></noembed>%s",
    "<select><option><style></select>%s",
    "<table><tr><td><a>%s",
    "<a title='\">%s'>x</a>",
    "\"'>%s",
    "</p></div></article>%s",
    "<<b>%s",
    "<div><div>%s",
    "<i title=`%s`>",
    "<p>%s<p>",
    "\x00%s",
    "&lt;b&gt;%s",
)
_MARKDOWN = (
    "%s",
    "Text %s text.",
    "> %s",
    "- %s\n- b",
    "1. a\n\n    %s",
    "# %s",
    "**%s**",
    "| a | b |\n|---|---|\n| %s | c |",
    "a[^1]\n\n[^1]: %s",
    "*[HTML]: %s\n\nThe HTML.",
    '!!! note "%s"\n    In it.',
    '<div markdown="1">\n%s\n</div>',
    '![%s](x.jpg "t")',
    '![a](x.jpg "%s")',
    '[a](b.md "%s")',
    "[%s](b.md)",
    "Also read: [%s](b.md)",
    "```\n%s\n```",
    "``` {.%s}\na\n```",
    "`%s`",
    "term\n:   %s",
    "> a\n> \u2014 %s",
    "%s\n===",
)
_ADDRESSES = (
    "[a](JS)",
    "[a](<JS>)",
    "[a][x]\n\n[x]: JS",
    "[a][x]\n\n[x]: <JS> 'title'",
    "<JS>",
    "![a](JS)",
    '![a](x.jpg "\\" onload=\\"CALL")',
    "Also read: [a](JS)",
    "a{onclick=CALL}",
    '*a*{: onclick="CALL" href="JS" }',
    "# a {onclick=CALL}",
    "[a](b.md){onclick=CALL}",
    "JS",
    '[a](x"onmouseover="CALL)',
    '<https://x.example/"onclick="CALL>',
    'https://youtu.be/"onload="CALL',
)


@dataclass(frozen=True, slots=True)
class Payload:
    """One text; whoever runs what is in it calls `top.hit` with its number."""

    number: int
    text: str
    is_markdown: bool


def payloads(count: int, seed: int) -> Iterator[Payload]:
    """The first `count` payloads of a seed: every element and address as it is, then twisted and dressed up at random."""
    luck = random.Random(seed)
    plain = [(text, False) for text in _ELEMENTS] + [(text, True) for text in _ADDRESSES]
    for number in range(count):
        if number < len(plain):
            text, is_markdown = plain[number]
            yield Payload(number, _fill(text, number, '"', "javascript:"), is_markdown)
        else:
            yield _one(number, luck)


def _one(number: int, luck: random.Random) -> Payload:
    is_markdown = luck.random() < 0.4
    if is_markdown and luck.random() < 0.4:
        text = luck.choice(_ADDRESSES)
    else:
        text = luck.choice(_ELEMENTS)
        for _ in range(luck.choice((0, 1, 1, 2))):
            text = luck.choice(_TWISTS).replace("%s", text)
        if luck.random() < 0.3:
            text += luck.choice(_ELEMENTS)
        if is_markdown:
            frame = luck.choice(_MARKDOWN)
            text = frame.replace("%s", text.replace("\n", " ") if "|" in frame else text)
    for _ in range(luck.choice((0, 0, 1, 2))):
        text = luck.choice(_DISGUISES)(text, luck)
    return Payload(number, _fill(text, number, luck.choice(_QUOTES), luck.choice(_SCHEMES)), is_markdown)


def _fill(text: str, number: int, quote: str, scheme: str) -> str:
    call = f"top.hit({number})"
    return text.replace("JS", f"{scheme}{call}").replace("CALL", call).replace("Q", quote)


_QUOTES = ('"', '"', "'", "", "`")
_SCHEMES = (
    "javascript:", "javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", " javascript:", "\x01javascript:", "javascript\t:",
    "&#106;avascript:", "&#x6a;avascript&colon;", "javascript&#58;", "java&Tab;script:", "java&NewLine;script:", "javascript://x/%0a",
    "data:text/html,<script>", "vbscript:", "feed:javascript:", "view-source:javascript:", "//x.example/", "\\\\x.example\\",
)  # fmt: skip


def _cases(text: str, luck: random.Random) -> str:
    return "".join(
        letter.upper() if luck.random() < 0.5 and letter not in "js" else letter for letter in text
    ) if "CALL" not in text and "JS" not in text else text.replace("onerror", "OnErRoR").replace("script", "ScRiPt")  # fmt: skip


def _slashes(text: str, luck: random.Random) -> str:
    return text.replace(" on", luck.choice(("/on", "\ton", "\non", "\x0con", "//on", " x=1 on")))


def _cut(text: str, luck: random.Random) -> str:
    return text[: -luck.randrange(1, 4)] if text.endswith(">") else text


def _doubled(text: str, _luck: random.Random) -> str:
    return text.replace("<script", "<scr<script>ipt").replace("<img", "<<img")


def _nulls(text: str, luck: random.Random) -> str:
    return text.replace("<", "<\x00", 1) if luck.random() < 0.5 else text.replace(" ", "\x00 ", 1)


def _entities(text: str, _luck: random.Random) -> str:
    return text.replace("(", "&#40;").replace("<img", "&lt;img")


def _closed(text: str, luck: random.Random) -> str:
    return luck.choice(("</style>", "</title>", "</textarea>", "-->", "]]>", "</svg>", "</math>")) + text


_DISGUISES: tuple[Callable[[str, random.Random], str], ...] = (
    _cases, _slashes, _cut, _doubled, _nulls, _entities, _closed,
)  # fmt: skip
