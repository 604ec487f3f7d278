"""Draws a change of money as a picture: a bar for each recipient, to the right for more and to the left for less."""

from __future__ import annotations

from collections.abc import Sequence
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
_ROW, _TOP, _NAME, _HALF, _FIGURE = 20, 62, 210, 240, 120


def change_chart(title: str, rows: Sequence[tuple[str, int]], lang: Lang) -> str:
    """An SVG of the rows (name, difference in öre), the largest gain first; it follows the reader's dark mode."""
    ordered = sorted(rows, key=lambda row: (-row[1], row[0]))
    most = max((abs(difference) for _, difference in ordered), default=0) or 1
    width, height = _NAME + 2 * _HALF + 2 * _FIGURE, _TOP + _ROW * len(ordered) + 16
    middle = _NAME + _FIGURE + _HALF
    words = "Skillnad för varje mottagare, kronor" if lang == "sv" else "Difference for each recipient, kronor"
    bars = "".join(_bar(place, name, difference, most, middle) for place, (name, difference) in enumerate(ordered))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t" '
        f'lang="{lang}"><title id="t">{escape(title)}</title><style>{_STYLE}</style>'
        f'<rect class="paper" width="{width}" height="{height}"/>'
        f'<text x="16" y="26" class="title">{escape(title)}</text><text x="16" y="46" class="small">{words}</text>'
        f'<line class="axis" x1="{middle}" x2="{middle}" y1="{_TOP - 6}" y2="{height - 12}"/>{bars}</svg>\n'
    )


def _bar(place: int, name: str, difference: int, most: int, middle: int) -> str:
    y = _TOP + _ROW * place
    length = _HALF * abs(difference) // most
    start = middle if difference >= 0 else middle - length
    side, at = ("start", middle + length + 6) if difference >= 0 else ("end", middle - length - 6)
    kind = "more" if difference >= 0 else "less"
    bar = f'<rect class="{kind}" x="{start}" y="{y}" width="{length}" height="13"/>' if length else ""
    return (
        f'<text x="{_NAME - 8}" y="{y + 11}" text-anchor="end">{escape(name)}</text>{bar}'
        f'<text x="{at}" y="{y + 11}" text-anchor="{side}" class="small">{signed_kronor(difference)}</text>'
    )
