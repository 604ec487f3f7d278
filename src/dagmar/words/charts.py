"""Draws a change of money as a picture: a bar for each recipient, to the right for more and to the left for less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dagmar.words.amounts import Lang, signed_kronor

_STYLE = """
  text { font: 13px "Source Sans 3", "Segoe UI", system-ui, sans-serif; fill: #1d2733 }
  .title { font-size: 16px; font-weight: 600 } .small { fill: #4a5663; font-size: 12px } .paper { fill: #fbfaf7 }
  .more { fill: #1f5f99 } .less { fill: #b4532a } .axis { stroke: #7d8894 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e8e6e1 } .small { fill: #aab4be } .paper { fill: #14191f } .more { fill: #6aa9dc }
    .less { fill: #e0885f }
  }
"""
_ROW, _TOP, _NAME, _BARS, _FIGURE = 20, 62, 250, 460, 120


def change_chart(title: str, rows: Sequence[tuple[str, int]], lang: Lang) -> str:
    """An SVG of the rows (name, difference in öre), the largest gain first; it follows the reader's dark mode.

    Rows without a difference are left out, and counted below.
    """
    ordered = sorted((row for row in rows if row[1]), key=lambda row: (-row[1], row[0]))
    gain = max((difference for _, difference in ordered), default=0)
    loss = max((-difference for _, difference in ordered), default=0)
    scale = _Scale(max(gain, 0), max(loss, 0))
    same = len(rows) - len(ordered)
    width, height = _NAME + _BARS + 2 * _FIGURE, _TOP + _ROW * len(ordered) + (36 if same else 16)
    bars = "".join(_bar(place, name, difference, scale) for place, (name, difference) in enumerate(ordered))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t" '
        f'lang="{lang}"><title id="t">{escape(title)}</title><style>{_STYLE}</style>'
        f'<rect class="paper" width="{width}" height="{height}"/>'
        f'<text x="16" y="26" class="title">{escape(title)}</text>'
        f'<text x="16" y="46" class="small">{_UNDER[lang]}</text>'
        f'<line class="axis" x1="{scale.zero}" x2="{scale.zero}" y1="{_TOP - 6}" y2="{_TOP + _ROW * len(ordered)}"/>'
        f"{bars}{_unmoved(same, height, lang)}</svg>\n"
    )


_UNDER = {"sv": "Skillnad för varje mottagare, kronor", "en": "Difference for each recipient, kronor"}


def _unmoved(many: int, height: int, lang: Lang) -> str:
    if not many:
        return ""
    words = f"Oförändrat för {many} mottagare" if lang == "sv" else f"Unchanged for {many} recipient{'s' * (many != 1)}"
    return f'<text x="16" y="{height - 12}" class="small">{words}</text>'


@dataclass(frozen=True, slots=True)
class _Scale:
    """The largest gain and loss, in öre: together they fill the room for bars, and zero stands between them."""

    gain: int
    loss: int

    @property
    def zero(self) -> int:
        return _NAME + _FIGURE + self.length(self.loss)

    def length(self, difference: int) -> int:
        return _BARS * abs(difference) // ((self.gain + self.loss) or 1)


def _bar(place: int, name: str, difference: int, scale: _Scale) -> str:
    y = _TOP + _ROW * place
    length = scale.length(difference)
    more = difference > 0
    start = scale.zero if more else scale.zero - length
    side, at = ("start", scale.zero + length + 6) if more else ("end", scale.zero - length - 6)
    return (
        f'<text x="{_NAME - 8}" y="{y + 11}" text-anchor="end">{escape(name)}</text>'
        f'<rect class="{"more" if more else "less"}" x="{start}" y="{y}" width="{max(length, 1)}" height="13"/>'
        f'<text x="{at}" y="{y + 11}" text-anchor="{side}" class="small">{signed_kronor(difference)}</text>'
    )
