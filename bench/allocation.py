"""Allocation: exact plans and sweeps for 21, 311 and 3 110 recipients, beside OpenFisca-Core in floats.

The rule is that of the waiting-times money: 80 % of the pot to those who reach a threshold, weighed with their people,
and 20 % a head. A sweep varies the pot and the threshold. OpenFisca computes the same shares in two ways: a simulation
for each scenario, as its users do, and all scenarios as groups of one simulation, its best. What is compared first is
that the shares are the same, to a krona.

    make bench
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.model_api import YEAR, Variable
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from dagmar import catalogue
from dagmar.agreement.file import read_agreement
from dagmar.agreement.overlay import find
from dagmar.agreement.terms import Agreement
from dagmar.allocation.plan import plan
from dagmar.allocation.simulation import sweep
from dagmar.basis.figures import Figures, Published
from dagmar.basis.parties import Named, Parties, Party
from dagmar.basis.populations import Population, Populations

DAY = date(2018, 12, 31)
POT, THRESHOLD = "grants.access.pots.2019.amount", "grants.access.pots.2019.rule.parts.0.rule.tiers.0.at_least"
RUNS = 5

AGREEMENT = """\
dagmar: 1
id: access
version: 1
name: {{sv: Tillgänglighet, en: Access}}
sources: [{{title: T, issuer: regeringen, day: 2019-01-01}}]
clauses: {{"1": Pengar}}
parties: [staten, skr]
period: {{first: 2019-01-01, last: 2019-12-31, clause: "1"}}
years: [{{year: 2019, clause: "1"}}]
measures:
  - {{id: within-60, name: {{sv: M, en: M}}, clause: "1", unit: share, source: not-stated, window: not-stated,
     assessor: skr}}
grants:
  - id: access
    name: {{sv: Tillgänglighet, en: Access}}
    clause: "1"
    payer: kammarkollegiet
    beneficiary: {among}
    payee: beneficiary
    mode: [without-requisition]
    appropriation: not-stated
    pots:
      - year: 2019
        amount: 1 000 000 000 kr
        clause: "1"
        unwon: returned
        rounding: {{policy: nearest-residual-to-largest, unit: krona, origin: stated}}
        rule:
          by: parts
          parts:
            - amount: 80 %
              rule:
                {{by: tiers, among: {among}, measure: within-60, people_on: 2018-12-31,
                 tiers: [{{at_least: 71 %, weight: 1}}]}}
            - {{amount: rest, rule: {{by: population, among: {among}, day: 2018-12-31}}}}
"""


def world(recipients: int) -> tuple[Agreement, Parties, Populations, Figures]:
    """The agreement, and as many recipients: the regions, with the municipalities, or that ten times over."""
    real = catalogue.parties()
    if recipients in (21, 311):
        among = "[regions]" if recipients == 21 else "[regions, municipalities]"
        parties, populations = real, catalogue.populations()
        ids = [each.id for each in real.by_id.values() if each.kind in among.replace("municipalities", "municipality")]
    else:
        ids = [f"region-{number:05}" for number in range(recipients)]
        made = {each: Party(each, "region", "", (Named(each, None, None),)) for each in ids}
        among, parties = "[regions]", Parties({**{k: v for k, v in real.by_id.items() if v.kind != "region"}, **made})
        counts = {each: 2_000 + number * 7_919 % 90_000 for number, each in enumerate(ids)}
        populations = Populations({DAY: Population(DAY, "made up", "official", counts)})
    file = read_agreement(AGREEMENT.format(among=among).encode(), "access.yaml")
    assert file.agreement, file.problems
    members = parties.all_of(file.agreement.grants[0].beneficiary, DAY)
    assert len(members) == recipients
    values = {each: Fraction(600 + number * 37 % 350, 1000) for number, each in enumerate(members)}
    return file.agreement, parties, populations, Figures({"within-60": Published("within-60", "made up", values)})


def scenarios(many: int) -> list[tuple[int, Fraction]]:
    """Pots from 900 million kronor up, and thresholds from 60 % to 80 %."""
    return [(90_000_000_000 + (n // 200) * 1_000_000_00, Fraction(600 + n % 200, 1000)) for n in range(many)]


def exact(recipients: int, many: int) -> Callable[[], Any]:
    """Dagmar's sweep, ready to run."""
    agreement, parties, populations, figures = world(recipients)
    terms = tuple(find(agreement, path)[0] for path in (POT, THRESHOLD))
    listed = scenarios(many)
    return lambda: list(sweep(agreement, terms, listed, parties, populations, figures))


# OpenFisca

_RECIPIENT = build_entity("recipient", "recipients", "", is_person=True)
_SCENARIO = build_entity("scenario", "scenarios", "", roles=[{"key": "member", "plural": "members"}])


class people(Variable):
    value_type, entity, definition_period = float, _RECIPIENT, YEAR


class reached(Variable):
    value_type, entity, definition_period = float, _RECIPIENT, YEAR


class pot(Variable):
    value_type, entity, definition_period = float, _SCENARIO, YEAR


class threshold(Variable):
    value_type, entity, definition_period = float, _SCENARIO, YEAR


class share(Variable):
    value_type, entity, definition_period = float, _RECIPIENT, YEAR

    def formula(recipient, period):
        scenario = recipient.scenario
        count = recipient("people", period)
        won = count * (recipient("reached", period) >= scenario("threshold", period) - 1e-9)
        money = scenario("pot", period)
        by_result = won / scenario.sum(won)
        return money * (0.8 * by_result + 0.2 * count / scenario.sum(count))


def _system() -> TaxBenefitSystem:
    system = TaxBenefitSystem([_RECIPIENT, _SCENARIO])
    for variable in (people, reached, pot, threshold, share):
        system.add_variable(variable)
    return system


def floats(recipients: int, many: int, at_once: int) -> Callable[[], Any]:
    """OpenFisca's shares: simulations of `at_once` scenarios each, until all are done."""
    agreement, parties, populations, figures = world(recipients)
    members = parties.all_of(agreement.grants[0].beneficiary, DAY)
    counts = np.array([populations.by_date[DAY].counts[each] for each in members], dtype=np.float64)
    values = np.array([float(figures.by_measure["within-60"].values[each]) for each in members])
    system, listed = _system(), scenarios(many)

    def run() -> list[Any]:
        found = []
        for start in range(0, many, at_once):
            those = listed[start : start + at_once]
            builder = SimulationBuilder()
            builder.create_entities(system)
            builder.declare_person_entity("recipient", [str(n) for n in range(len(members) * len(those))])
            group = builder.declare_entity("scenario", [str(n) for n in range(len(those))])
            builder.join_with_persons(
                group, np.repeat([str(n) for n in range(len(those))], len(members)), roles=["member"]
            )
            simulation = builder.build(system)
            simulation.set_input("people", 2019, np.tile(counts, len(those)))
            simulation.set_input("reached", 2019, np.tile(values, len(those)))
            simulation.set_input("pot", 2019, np.array([float(one) / 100 for one, _ in those]))
            simulation.set_input("threshold", 2019, np.array([float(one) for _, one in those]))
            found.append(simulation.calculate("share", 2019).reshape(len(those), len(members)))
        return found

    return run


def median(run: Callable[[], Any]) -> float:
    """The median of several runs, in seconds, after one that is not counted."""
    run()
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def same() -> None:
    """The two give the same shares, to a krona: floats cannot do better, and need not."""
    ours, theirs = exact(21, 50)(), np.vstack(floats(21, 50, 50)())
    for outcome, row in zip(ours, theirs, strict=True):
        for amount, other in zip((outcome.amounts[each] for each in sorted(outcome.amounts)), row, strict=True):
            assert abs(amount / 100 - other) < max(2.0, 4e-7 * other), (amount, other)  # OpenFisca keeps 32-bit floats
        assert sum(outcome.amounts.values()) == outcome.values[0]


def main() -> None:
    """Print the table."""
    same()
    print(
        "| recipients | exact plan, with steps | exact overlays a second "
        "| OpenFisca, a simulation each | OpenFisca, all in one simulation |"
    )
    print("|---:|---:|---:|---:|---:|")
    for recipients, many in ((21, 10_000), (311, 1_000), (3_110, 100)):
        agreement, parties, populations, figures = world(recipients)
        planned = median(lambda: [line.steps for line in plan(agreement, parties, populations, figures).lines])  # noqa: B023
        rate = many / median(exact(recipients, many))
        few = min(many, 500)
        usual = few / median(floats(recipients, few, 1))
        best = many / median(floats(recipients, many, many))
        print(
            f"| {recipients} | {planned * 1000:.1f} ms | {rate:,.0f} | {usual:,.0f} (ours is {rate / usual:.2f} of it) "
            f"| {best:,.0f} (ours is {rate / best:.3f} of it) |"
        )
        sys.stdout.flush()
    print("\n| scenarios | seconds, 21 recipients | a scenario |\n|---:|---:|---:|")
    for many in (1_000, 10_000, 100_000):
        spent = median(exact(21, many)) if many < 100_000 else _once(exact(21, many))
        print(f"| {many} | {spent:.2f} | {spent / many * 1e6:.1f} µs |")


def _once(run: Callable[[], Any]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
