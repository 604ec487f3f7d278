"""What holds for every split, whatever the pot, the weights and the policy."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from votelib.evaluate.proportional import LargestRemainder

from dagmar.agreement.terms import Rounding
from dagmar.allocation.rounding import Split, split
from dagmar.basis.money import ORE_PER
from dagmar.basis.problems import Code, Problem

POLICIES = ("nearest-residual-to-largest", "largest-remainder", "floor-rest-to-named")

weights = st.one_of(
    st.integers(0, 3),
    st.integers(0, 10**9),
    st.fractions(min_value=0, max_value=1000, max_denominator=10**6),
).map(Fraction)
many_weights = st.dictionaries(st.from_regex(r"[a-z]{1,4}", fullmatch=True), weights, min_size=1, max_size=40)
pots = st.one_of(st.sampled_from([0, 1, 7, 999_999_937, 10**15]), st.integers(0, 10**15))


@st.composite
def cases(draw):
    """A pot, weights and a policy; the pot is a whole number of units unless drawn otherwise."""
    unit = draw(st.sampled_from(["ore", "krona", "thousand-kronor"]))
    by_recipient = draw(many_weights)
    policy = draw(st.sampled_from(POLICIES))
    rest_to = draw(st.sampled_from(sorted(by_recipient))) if policy == "floor-rest-to-named" else None
    return draw(pots) * ORE_PER[unit], by_recipient, Rounding(policy, unit, "stated", rest_to)


@given(cases())
@settings(max_examples=1000)
def test_shares_sum_to_the_pot_and_none_is_negative_or_the_split_is_refused(case):
    pot, by_recipient, rounding = case
    result = split(pot, by_recipient, rounding)
    if isinstance(result, Problem):
        assert result.code in (Code.WEIGHTS_ALL_ZERO, Code.RESIDUAL_TOO_LARGE)
        assert (result.code is Code.WEIGHTS_ALL_ZERO) == (not any(by_recipient.values()))
        return
    assert sum(share.amount for share in result.shares) == pot
    assert all(share.amount >= 0 for share in result.shares)
    assert {share.recipient for share in result.shares} == set(by_recipient)
    assert all(share.amount == share.rounded + share.rest for share in result.shares)
    assert all(share.amount % ORE_PER[rounding.unit] == 0 for share in result.shares)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_weights_has_no_meaning(case, random):
    pot, by_recipient, rounding = case
    pairs = list(by_recipient.items())
    random.shuffle(pairs)
    assert split(pot, dict(pairs), rounding) == split(pot, by_recipient, rounding)


@given(cases(), st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_weights_count_only_in_relation_to_each_other(case, factor):
    pot, by_recipient, rounding = case
    scaled = {each: weight * factor for each, weight in by_recipient.items()}
    one, other = split(pot, by_recipient, rounding), split(pot, scaled, rounding)
    if isinstance(one, Split) and isinstance(other, Split):
        assert [share.amount for share in one.shares] == [share.amount for share in other.shares]
    else:
        assert one == other


@given(cases())
def test_no_share_is_further_from_exact_than_its_policy_allows(case):
    """Down and largest remainder: less than a unit. Nearest: half a unit, but for the one who bears the residual."""
    pot, by_recipient, rounding = case
    result = split(pot, by_recipient, rounding)
    if isinstance(result, Problem):
        return
    unit = ORE_PER[rounding.unit]
    for share in result.shares:
        off = abs(share.rounded - share.exact * 100)
        assert off <= Fraction(unit, 2) if rounding.policy == "nearest-residual-to-largest" else off < unit
        if rounding.policy == "largest-remainder":
            assert abs(share.amount - share.exact * 100) < unit
        if share.weight == 0 and rounding.rest_to != share.recipient:
            assert share.amount == 0
        if rounding.policy == "nearest-residual-to-largest" and share.rest:
            assert share.weight == max(by_recipient.values())
        if rounding.policy == "floor-rest-to-named" and share.rest:
            assert share.recipient == rounding.rest_to


@given(pots, many_weights)
@settings(max_examples=1000)
def test_largest_remainder_agrees_with_votelib(pot, by_recipient):
    """votelib is an independent library of election methods; where remainders tie it does not choose, and we skip.

    It cannot divide an empty pot.
    """
    if not pot or not any(by_recipient.values()):
        return
    total = sum(by_recipient.values())
    remainders = [pot * weight / total % 1 for weight in by_recipient.values()]
    left = sum(remainders)
    ranked = sorted(remainders, reverse=True)
    if 0 < left < len(ranked) and ranked[int(left) - 1] == ranked[int(left)]:
        return
    oracle = LargestRemainder("hare").evaluate(by_recipient, pot)
    result = split(pot, by_recipient, Rounding("largest-remainder", "ore", "stated"))
    assert isinstance(result, Split)
    assert {share.recipient: share.amount for share in result.shares if share.amount} == {
        each: seats for each, seats in oracle.items() if seats
    }
