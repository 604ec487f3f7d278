"""Draws an indicator: its units with their intervals in one period, or one unit over time; SVG, without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from dagmar.indicator.definition import Indicator
from dagmar.register.definition import Register
from dagmar.words.amounts import Lang
from dagmar.words.results import figure, interval, unit_words

_STYLE = """
  text { font: 13px "Source Sans 3", "Segoe UI", system-ui, sans-serif; fill: #1d2733 }
  .title { font-size: 16px; font-weight: 600 } .small { fill: #4a5663; font-size: 12px } .paper { fill: #fbfaf7 }
  .limits { stroke: #1f5f99; stroke-width: 2; opacity: .55 } .dot { fill: #1f5f99 } .axis { stroke: #7d8894 }
  .whole { stroke: #b4532a; stroke-dasharray: 4 3 }
  .target { stroke: #3c7a4b } .line { fill: none; stroke: #1f5f99; stroke-width: 2 }
  .mark { fill: #b4532a; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e8e6e1 } .small { fill: #aab4be } .paper { fill: #14191f } .dot { fill: #6aa9dc }
    .limits, .line { stroke: #6aa9dc } .whole { stroke: #e0885f } .target { stroke: #7cc08d } .mark { fill: #e0885f }
  }
"""
_NAME, _BARS, _FIGURES, _TOP, _ROW = 220, 440, 180, 84, 22
_HEIGHT = 260


@dataclass(frozen=True, slots=True)
class Point:
    """A unit, or a period, with its value and limits."""

    name: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """The points of a picture, and the value of the whole that they are seen beside."""

    points: Sequence[Point]
    whole: float | None
    over_time: bool
    period: str


def indicator_chart(indicator: Indicator, register: Register, series: Series, lang: Lang, *, made_up: bool) -> str:
    """An SVG of at least one point; it follows the reader's dark mode, and is marked where persons are made up."""
    draw = _over_time if series.over_time else _side_by_side
    inside, width, height = draw(indicator, series, lang)
    title = indicator.name.sv if lang == "sv" else indicator.name.en
    under = unit_words(indicator, register, lang) + (f", {series.period}" if series.period else "")
    mark = ("PÅHITTADE PERSONER" if lang == "sv" else "MADE-UP PERSONS") if made_up else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t" '
        f'lang="{lang}"><title id="t">{escape(title)}</title><style>{_STYLE}</style>'
        f'<rect class="paper" width="{width}" height="{height}"/>'
        f'<text x="16" y="26" class="title">{escape(title)}</text>'
        f'<text x="16" y="46" class="small">{escape(under)}</text>'
        f'<text x="{width - 16}" y="46" class="mark" text-anchor="end">{mark}</text>{inside}</svg>\n'
    )


def _side_by_side(indicator: Indicator, series: Series, lang: Lang) -> tuple[str, int, int]:
    """A row for each unit, the best first, with its interval; the whole as a line through all."""
    ordered = sorted(series.points, key=lambda each: (each.value, each.name), reverse=indicator.better != "lower")
    scale = _Scale(_ends(indicator, series), _NAME, _NAME + _BARS)
    rows = []
    for place, each in enumerate(ordered):
        y = _TOP + _ROW * place
        low, high = (scale(each.value if end is None else end) for end in (each.low, each.high))
        value = f"{figure(each.value, indicator, lang)}  ({interval(each.low, each.high, indicator, lang)})"
        rows.append(
            f'<text x="{_NAME - 12}" y="{y + 5}" text-anchor="end">{escape(each.name)}</text>'
            f'<line class="limits" x1="{low}" x2="{high}" y1="{y}" y2="{y}"/>'
            f'<circle class="dot" cx="{scale(each.value)}" cy="{y}" r="4"/>'
            f'<text x="{_NAME + _BARS + 12}" y="{y + 5}" class="small">{value}</text>'
        )
    bottom = _TOP + _ROW * len(ordered)
    for tick in _ticks(scale.ends):
        x = scale(tick)
        rows.append(
            f'<line class="axis" x1="{x}" x2="{x}" y1="{_TOP - 12}" y2="{bottom}" opacity=".25"/>'
            f'<text x="{x}" y="{bottom + 16}" text-anchor="middle" class="small">{_tick(tick, lang)}</text>'
        )
    for name, level in _targets(indicator, lang):
        x = scale(level)
        rows.append(
            f'<line class="target" x1="{x}" x2="{x}" y1="{_TOP - 12}" y2="{bottom}"/>'
            f'<text x="{x}" y="{bottom + 34}" text-anchor="middle" class="small">{escape(name)}</text>'
        )
    if series.whole is not None:
        x = scale(series.whole)
        words = "hela landet" if lang == "sv" else "the whole country"
        text = f"{words} {figure(series.whole, indicator, lang)}"
        rows.append(
            f'<line class="whole" x1="{x}" x2="{x}" y1="{_TOP - 12}" y2="{bottom}"/>'
            f'<text x="{x}" y="{_TOP - 18}" text-anchor="middle" class="small">{text}</text>'
        )
    return "".join(rows), _NAME + _BARS + _FIGURES, bottom + (44 if indicator.targets else 26)


def _over_time(indicator: Indicator, series: Series, lang: Lang) -> tuple[str, int, int]:
    """A line with an interval at each period."""
    width, left = _NAME + _BARS + _FIGURES, 70
    down = _Scale(_ends(indicator, series), _TOP + _HEIGHT, _TOP)
    step = (width - left - 40) / max(len(series.points) - 1, 1)
    every = max(1, len(series.points) // 8)
    marks, path = [], []
    for place, each in enumerate(series.points):
        x = round(left + place * step, 1)
        low, high = (down(each.value if end is None else end) for end in (each.low, each.high))
        path.append(f"{x},{down(each.value)}")
        marks.append(
            f'<line class="limits" x1="{x}" x2="{x}" y1="{low}" y2="{high}"/>'
            f'<circle class="dot" cx="{x}" cy="{down(each.value)}" r="3"/>'
        )
        if place % every == 0:
            marks.append(
                f'<text x="{x}" y="{_TOP + _HEIGHT + 24}" text-anchor="middle" class="small">{escape(each.name)}</text>'
            )
    for value in _ticks(down.ends):
        y = down(value)
        marks.append(
            f'<text x="{left - 14}" y="{y + 4}" text-anchor="end" class="small">{_tick(value, lang)}</text>'
            f'<line class="axis" x1="{left - 8}" x2="{width - 24}" y1="{y}" y2="{y}" opacity=".25"/>'
        )
    for name, value in _targets(indicator, lang):
        y = down(value)
        marks.append(
            f'<line class="target" x1="{left - 8}" x2="{width - 24}" y1="{y}" y2="{y}"/>'
            f'<text x="{width - 24}" y="{y - 5}" text-anchor="end" class="small">{escape(name)}</text>'
        )
    return f'<polyline class="line" points="{" ".join(path)}"/>{"".join(marks)}', width, _TOP + _HEIGHT + 44


def _ends(indicator: Indicator, series: Series) -> tuple[float, float]:
    """The least and the most that is drawn, as round numbers."""
    known = [end for each in series.points for end in (each.value, each.low, each.high) if end is not None]
    known += [series.whole] if series.whole is not None else []
    known += [value for _, value in _targets(indicator, "sv")]
    least, most = min(known), max(known)
    step = _step(least, most)
    first, last = floor(least / step) * step, ceil(most / step) * step
    return (first, last) if last > first else (first - step, last + step)


def _step(least: float, most: float) -> float:
    """One, two or five of a power of ten, so that there are about five steps."""
    rough = (most - least) / 5 or abs(most) / 5 or 1.0
    power = 10.0 ** floor(log10(rough))
    return next(power * each for each in (1, 2, 5, 10) if power * each >= rough * 0.999)


def _ticks(ends: tuple[float, float]) -> list[float]:
    first, last = ends
    step = _step(first, last)
    return [round(each * step, 10) for each in range(ceil(first / step - 1e-9), floor(last / step + 1e-9) + 1)]


def _tick(value: float, lang: Lang) -> str:
    text = f"{value:g}".replace("-", "−")
    return text.replace(".", ",") if lang == "sv" else text


def _targets(indicator: Indicator, lang: Lang) -> list[tuple[str, float]]:
    """The levels that are aimed at, as values are told."""
    return [
        (each.name.sv if lang == "sv" else each.name.en, float(each.at) * indicator.told_per)
        for each in indicator.targets
    ]


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values to places on the paper."""

    ends: tuple[float, float]
    first: float
    last: float

    def __call__(self, value: float) -> float:
        low, high = self.ends
        return round(self.first + (value - low) / (high - low) * (self.last - self.first), 1)
