"""What holds for every rule that an agreement can state."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dagmar import catalogue
from dagmar.agreement.terms import ByPopulation, Equal, Part, Parts, Pot, Rounding, Table, Whole
from dagmar.allocation.facts import gather
from dagmar.allocation.plan import recompute
from dagmar.basis.dates import read_date
from dagmar.basis.problems import Code

recipients = st.lists(
    st.sampled_from([f"region-{code}" for code in ("01", "03", "09", "12", "25")]), min_size=1, unique=True
).map(tuple)
days = st.sampled_from(["2015-12-31", "2016-11-01", "2016-12-31"]).map(read_date)

simple = st.one_of(
    st.builds(Whole, st.just("whole"), st.sampled_from(["skr", "region-14"])),
    st.builds(Equal, st.just("equal"), recipients),
    st.builds(ByPopulation, st.just("population"), st.one_of(recipients, st.just(("regions",))), days),
)


@st.composite
def pots(draw):
    """A pot whose parts, at any depth, fill it."""
    amount = draw(st.integers(0, 10**12))
    return Pot(
        2017, amount, "1", draw(rules(amount)), Rounding(draw(st.sampled_from(["largest-remainder"])), "ore", "stated")
    )


@st.composite
def rules(draw, amount, depth=0):
    if depth == 2 or draw(st.booleans()):
        return draw(simple)
    first = draw(st.integers(0, amount))
    share = draw(st.sampled_from([None, first]))
    parts = [Part("rest", draw(rules(amount - first, depth + 1)))]
    if share is not None:
        parts.insert(0, Part(first, draw(rules(first, depth + 1))))
    else:
        parts = [Part("rest", draw(rules(amount, depth + 1)))]
    return Parts("parts", tuple(parts))


@given(pots())
@settings(max_examples=300)
def test_entitlements_sum_to_the_pot(pot):
    facts, told = gather(pot, catalogue.parties(), catalogue.populations())
    division, problems = recompute(pot, facts)
    assert problems == ()
    assert {found.code for found in told} <= {Code.OLD_POPULATION}
    assert sum(got.amount for got in division.values()) == pot.amount
    assert all(got.amount >= 0 for got in division.values())


@given(pots(), st.dictionaries(st.sampled_from(["region-01", "skr", "region-14"]), st.integers(0, 10**9), min_size=1))
def test_a_table_that_is_the_rule_s_own_result_never_differs(pot, other):
    facts, _ = gather(pot, catalogue.parties(), catalogue.populations())
    division, _ = recompute(pot, facts)
    amounts = {each: got.amount for each, got in division.items()}
    same = Pot(pot.year, pot.amount, "1", Table("table", amounts), pot.rounding)
    assert {each: got.amount for each, got in recompute(same, facts)[0].items()} == amounts
    changed = Pot(pot.year, pot.amount, "1", Table("table", other), pot.rounding)
    found = [problem.code for problem in recompute(changed, facts)[1]]
    assert found == ([] if sum(other.values()) == pot.amount else [Code.PARTS_DIFFER])
