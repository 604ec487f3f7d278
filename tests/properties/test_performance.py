"""What holds for every rule that follows results: nothing is lost, nobody is paid for what was not reached."""

from dataclasses import replace
from fractions import Fraction
from json import dumps

from hypothesis import given, settings
from hypothesis import strategies as st

from dagmar import catalogue
from dagmar.agreement.overlay import Term
from dagmar.agreement.terms import (
    Agreement,
    ByMeasure,
    ByPopulation,
    ByTiers,
    Equal,
    Gate,
    Grant,
    Measure,
    Part,
    Parts,
    Period,
    PerUnit,
    Pot,
    Requirement,
    Rounding,
    Text,
    Tier,
    Whole,
    YearTerms,
)
from dagmar.allocation.facts import gather
from dagmar.allocation.plan import plan, recompute
from dagmar.allocation.receipt import node_of, read_receipts, receipt_of, replay
from dagmar.allocation.rules import amounts, divide
from dagmar.allocation.simulation import sweep
from dagmar.basis.dates import read_date
from dagmar.basis.figures import Figures, Published
from dagmar.basis.problems import Code, errors_of

PARTIES, POPULATIONS = catalogue.parties(), catalogue.populations()
SOME = ("region-01", "region-09", "region-12", "municipality-0980", "municipality-0180", "municipality-1280")
DAY = read_date("2016-12-31")
MEASURES = (Measure("reached", Text("m", "m"), "1", "share", "not-stated", "not-stated", "skr"),)
REQUIREMENTS = (
    Requirement("own", Text("k", "k"), "1", SOME, "recipient", (), "skr", "not-stated"),
    Requirement("county", Text("l", "l"), "1", ("regions", "municipalities"), "county", (), "skr", "not-stated"),
)

UNWON = (Code.UNWON_RETURNED, Code.UNWON_NOT_STATED)

recipients = st.lists(st.sampled_from(SOME), min_size=1, unique=True).map(lambda some: tuple(sorted(some)))
hundredths = st.integers(0, 100).map(lambda number: Fraction(number, 100))
tiers = st.lists(
    st.builds(
        Tier, st.integers(0, 4).map(Fraction), st.one_of(st.none(), hundredths), st.one_of(st.none(), hundredths)
    ),
    min_size=1,
    max_size=3,
).map(tuple)
unwon = st.sampled_from([None, "returned", "not-stated", Whole("whole", "skr"), Equal("equal", ("region-01", "skr"))])


@st.composite
def rules(draw, amount, depth=0):
    among = draw(recipients)
    kinds = ["measure", "tiers", "people", "unit", "population", "equal"] + (["gate", "parts"] if depth < 2 else [])
    match draw(st.sampled_from(kinds)):
        case "measure":
            return ByMeasure("measure", among, "reached")
        case "tiers":
            return ByTiers("tiers", among, "reached", draw(tiers))
        case "people":
            return ByTiers("tiers", among, "reached", draw(tiers), DAY)
        case "unit":
            cap = draw(st.one_of(st.none(), st.integers(0, 10**6)))
            return PerUnit("unit", among, "reached", draw(st.integers(0, 10**6)), cap)
        case "population":
            return ByPopulation("population", among, DAY)
        case "gate":
            names = tuple(draw(st.lists(st.sampled_from(["own", "county"]), min_size=1, unique=True)))
            return Gate("gate", names, draw(rules(amount, depth + 1)))
        case "parts":
            first = draw(st.integers(0, amount))
            one = Part(first, draw(rules(first, depth + 1)), None, draw(unwon))
            return Parts("parts", (one, Part("rest", draw(rules(amount - first, depth + 1)), None, draw(unwon))))
        case _:
            return Equal("equal", among)


@st.composite
def pots(draw):
    """A pot with a rule of any depth, and figures for everything that it may ask for."""
    amount = draw(st.integers(0, 10**9))
    policy = draw(st.sampled_from(["largest-remainder", "nearest-residual-to-largest"]))
    return Pot(2017, amount, "1", draw(rules(amount)), Rounding(policy, "ore", "stated"), None, draw(unwon))


@st.composite
def figures(draw):
    values = {each: draw(hundredths) for each in SOME}
    own = {each: Fraction(draw(st.integers(0, 1))) for each in SOME}
    county = {f"county-{code}": Fraction(draw(st.integers(0, 1))) for code in ("01", "09", "12")}
    others = {each.id: Fraction(1) for each in PARTIES.by_id.values() if each.kind == "county"}
    return Figures(
        {
            "reached": Published("reached", "e", values),
            "own": Published("own", "e", own),
            "county": Published("county", "e", {**others, **county}),
        }
    )


def facts_for(pot, found):
    return gather(pot, PARTIES, POPULATIONS, found, measures=MEASURES, requirements=REQUIREMENTS)[0]


@given(pots(), figures())
@settings(max_examples=500)
def test_what_is_given_and_what_nobody_wins_are_the_pot(pot, found):
    division, problems = divide(pot, facts_for(pot, found))
    if errors_of(problems):
        return
    given_ = sum(got.amount for got in division.values())
    left = sum(problem.param("amount") for problem in problems if problem.code in UNWON)
    assert {problem.code for problem in problems} <= {*UNWON, Code.GATE_JUDGES_NOT}
    assert given_ + left == pot.amount
    assert all(got.amount >= 0 for got in division.values())


@given(pots(), figures())
@settings(max_examples=300)
def test_the_amounts_of_a_sweep_are_those_of_the_plan(pot, found):
    facts = facts_for(pot, found)
    division, told = divide(pot, facts)
    quick, same = amounts(pot, facts)
    assert {each: got.amount for each, got in division.items()} == dict(quick)
    assert told == same


@given(pots(), figures())
@settings(max_examples=200)
def test_every_receipt_of_performance_pay_is_recomputed_from_itself(pot, found):
    agreement = an_agreement(pot)
    made = plan(agreement, PARTIES, POPULATIONS, found)
    if errors_of(made.problems):
        return
    for line in made.lines:
        sealed = receipt_of(agreement, line, {})
        (read,), problems = read_receipts(dumps(node_of(sealed)).encode(), "r.json")
        assert (problems, replay(read)) == ((), ())


@given(figures(), recipients, st.integers(1, 10**9))
@settings(max_examples=300)
def test_who_fails_a_gate_gets_nothing_and_the_others_share_all(found, among, amount):
    """Against an oracle of its own: those who pass, and largest remainder among them."""
    pot = Pot(
        2017, amount, "1", Gate("gate", ("own",), Equal("equal", among)), Rounding("largest-remainder", "ore", "stated")
    )
    division, _ = recompute(pot, facts_for(pot, found))
    passed = [each for each in among if found.by_measure["own"].values[each]]
    expected = {each: amount // len(passed) + (place < amount % len(passed)) for place, each in enumerate(passed)}
    assert {each: got.amount for each, got in division.items()} == expected


@given(figures(), recipients, tiers, st.integers(1, 10**9))
@settings(max_examples=300)
def test_a_ladder_against_an_oracle_of_its_own(found, among, steps, amount):
    """Weights by the plain reading of the steps, divided in fractions: each amount is within one öre of its share."""
    rule = ByTiers("tiers", among, "reached", steps, DAY)
    pot = Pot(2017, amount, "1", rule, Rounding("largest-remainder", "ore", "stated"), None, "returned")
    division, _ = recompute(pot, facts_for(pot, found))
    people = POPULATIONS.on(DAY).counts
    weights = {}
    for each in among:
        value = found.by_measure["reached"].values[each]
        reached = [
            step.weight
            for step in steps
            if (step.at_least is None or value >= step.at_least) and (step.above is None or value > step.above)
        ]
        weights[each] = max(reached, default=Fraction(0)) * people[each]
    total = sum(weights.values())
    assert set(division) == {each for each in among if weights[each]}
    for each, got in division.items():
        assert abs(got.amount - amount * weights[each] / total) < 1


@given(figures(), recipients, st.integers(1, 10**7), st.integers(0, 10**5), st.integers(0, 10**5))
@settings(max_examples=300)
def test_units_are_paid_in_full_while_the_pot_lasts(found, among, amount, rate, cap):
    pot = Pot(
        2017, amount, "1", PerUnit("unit", among, "reached", rate, cap), Rounding("largest-remainder", "ore", "stated"),
        None, "returned",
    )  # fmt: skip
    division, _ = recompute(pot, facts_for(pot, found))
    claims = {each: min(int(rate * found.by_measure["reached"].values[each]), cap) for each in among}
    if sum(claims.values()) <= amount:
        assert {each: got.amount for each, got in division.items()} == {
            each: one for each, one in claims.items() if one
        }
    else:
        assert sum(got.amount for got in division.values()) == amount
        assert all(got.amount <= claims[each] + 1 for each, got in division.items())


@given(pots(), figures(), st.lists(st.integers(0, 10**9), min_size=1, max_size=4))
@settings(max_examples=100)
def test_a_sweep_plans_each_scenario_as_if_it_stood_alone(pot, found, tried):
    agreement = an_agreement(pot)
    term = Term(("grants", 0, "pots", 0, "amount"), int, pot.amount)
    outcomes = sweep(agreement, (term,), [(each,) for each in tried], PARTIES, POPULATIONS, found)
    for value, outcome in zip(tried, outcomes, strict=True):
        alone = plan(an_agreement(replace(pot, amount=value)), PARTIES, POPULATIONS, found)
        assert dict(outcome.amounts) == {line.recipient: line.amount for line in alone.lines}


def an_agreement(pot):
    first, last = read_date("2017-01-01"), read_date("2017-12-31")
    name = Text("n", "n")
    grant = Grant(
        "g", name, "1", "kammarkollegiet", ("regions", "municipalities", "skr"), "beneficiary", ("on-requisition",),
        "not-stated", (pot,),
    )  # fmt: skip
    return Agreement(
        "1", "a", 1, name, (), {"1": "Ett"}, ("staten", "skr"), Period(first, last, "1"), (YearTerms(2017, "1"),),
        (grant,), measures=MEASURES, requirements=REQUIREMENTS,
    )  # fmt: skip
