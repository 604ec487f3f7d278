"""Draws the README's picture: from a clause to a krona, and who gets the money."""

from __future__ import annotations

from html import escape

from dagmar import catalogue
from dagmar.allocation.plan import Plan
from dagmar.allocation.steps import DecidedStep, ExactStep, KeyStep, ResidualStep
from dagmar.basis.dates import first_day
from dagmar.words import kronor
from dagmar.words.amounts import number, percent, signed_kronor

_STYLE = """
  text { font-family: "Source Sans 3", "Segoe UI", system-ui, sans-serif; fill: #1d2733 }
  .paper { fill: #fbfaf7 } .box { fill: #fff; stroke: #7d8894 } .money { fill: #1f5f99 } .other { fill: #9fc1de }
  .small { font-size: 11.5px; fill: #4a5663 } .big { font-size: 19px; font-family: "Source Serif 4", Georgia, serif }
  .head { font-size: 13px; font-weight: 600 } .row { font-size: 12px } .line { stroke: #7d8894; fill: none }
  @media (prefers-color-scheme: dark) {
    text { fill: #e8e6e1 } .paper { fill: #14191f } .box { fill: #1d242c; stroke: #77828e } .small { fill: #aab4be }
    .money { fill: #6aa9dc } .other { fill: #35546f }
  }
"""


def money_picture(plan: Plan) -> str:
    """The picture as SVG, drawn from the plan's own numbers."""
    line = next(line for line in plan.lines if (line.grant.id, line.recipient) == ("stimulus", "region-12"))
    steps = {type(step): step for step in line.steps}
    key, exact, residual, decided = (steps[kind] for kind in (KeyStep, ExactStep, ResidualStep, DecidedStep))
    hundredths = exact.kronor.numerator * 100 // exact.kronor.denominator
    boxes = [
        (f"Clause {line.pot.clause}", kronor(line.pot.amount), "what is divided"),
        (f"Clause {key.clause}", percent(key.weight / key.total, "en"), f"of the people in {key.day.year}"),
        ("Exact", f"{number(hundredths // 100)},{hundredths % 100:02d}…\u00a0kr", "a fraction, no float"),
        ("Rounding", "nearest krona", f"{signed_kronor(residual.residual)} to the largest"),
        (str(decided.clause), kronor(decided.amount), f"decided; {kronor(decided.difference)} off"),
        ("Receipt", "one hash, always", "anyone recomputes it"),
    ]
    parts = [_box(place, *box) for place, box in enumerate(boxes)]
    parts += [_bars(plan)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 560" role="img" aria-labelledby="t">'
        f'<title id="t">Why Region Skåne got {kronor(line.amount)} of {kronor(line.pot.amount)}, '
        f"and what each of {len({each.recipient for each in plan.lines})} recipients got in 2017</title>"
        f"<style>{_STYLE}</style>"
        f'<rect class="paper" width="1000" height="560" rx="8"/>'
        f'<text x="20" y="32" class="head">Why did Region Skåne get {kronor(line.amount)}?</text>'
        + "".join(parts)
        + "</svg>\n"
    )


def _box(place: int, head: str, figure: str, words: str) -> str:
    x = 20 + place * 162
    arrow = f'<path class="line" d="M{x - 11} 92h8m-4 -4l4 4l-4 4"/>' if place else ""
    return (
        f'{arrow}<rect class="box" x="{x}" y="48" width="148" height="88" rx="5"/>'
        f'<text x="{x + 12}" y="70" class="small">{escape(head)}</text>'
        f'<text x="{x + 12}" y="96" font-size="13.5" font-weight="600">{escape(figure)}</text>'
        f'<text x="{x + 12}" y="120" class="small">{escape(words)}</text>'
    )


def _bars(plan: Plan) -> str:
    """A bar a recipient: stimulus funds, then the rest, largest first."""
    sums: dict[str, list[int]] = {}
    for line in plan.lines:
        pair = sums.setdefault(line.recipient, [0, 0])
        pair[0 if line.grant.id == "stimulus" else 1] += line.amount
    rows = sorted(sums.items(), key=lambda item: -sum(item[1]))
    largest = sum(rows[0][1])
    total = kronor(sum(map(sum, sums.values())))
    text = f'<text x="20" y="172" class="head">Who got what of {total} in 2017</text>'
    text += _legend(520, "stimulus funds", "money") + _legend(680, "specialist nurses, and the association", "other")
    for place, (recipient, (one, two)) in enumerate(rows):
        y = 188 + place * 16.4
        first, second = 560 * one // largest, 560 * two // largest
        name = catalogue.parties().name_of(recipient, first_day(2017))
        text += (
            f'<text x="236" y="{y + 10:.1f}" class="row" text-anchor="end">{escape(name)}</text>'
            f'<rect class="money" x="246" y="{y:.1f}" width="{first}" height="12"/>'
            f'<rect class="other" x="{246 + first}" y="{y:.1f}" width="{second}" height="12"/>'
            f'<text x="{254 + first + second}" y="{y + 10:.1f}" class="row">{kronor(one + two)}</text>'
        )
    return text


def _legend(x: int, words: str, kind: str) -> str:
    return (
        f'<rect class="{kind}" x="{x}" y="162" width="12" height="12"/>'
        f'<text x="{x + 18}" y="172" class="row">{escape(words)}</text>'
    )
