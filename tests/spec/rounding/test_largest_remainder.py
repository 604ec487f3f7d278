"""Each share down, then one unit each to the largest remainders (Hamilton's method)."""

title = "Largest remainder"


def test_units_left_over_go_to_the_largest_remainders(splits):
    """Shares 1,67, 3,33 and 5,00: one krona is left over, and the largest remainder is a's."""
    splits("""
        pot     10 kr
        unit    krona
        policy  largest-remainder
        recipient  weight  rounded  rest   amount
        a          1       1 kr     +1 kr  2 kr
        b          2       3 kr     0 kr   3 kr
        c          3       5 kr     0 kr   5 kr
    """)


def test_equal_remainders_go_by_party_id(splits):
    """The first by party id."""
    splits("""
        pot     0,02 kr
        unit    ore
        policy  largest-remainder
        recipient  weight  amount
        c          1       0,00 kr
        b          1       0,01 kr
        a          1       0,01 kr
    """)


def test_a_weight_of_zero_gets_nothing(splits):
    """However much is left over."""
    splits("""
        pot     2 kr
        unit    krona
        policy  largest-remainder
        recipient  weight  amount
        a          0       0 kr
        b          1/3     1 kr
        c          0,25    1 kr
    """)


def test_it_is_not_what_the_tables_of_kammarkollegiet_do(seed_002):
    """Largest remainder, the textbook choice, misses Bilaga 1 of professionsmiljarden-2017 by 1 kr in each column.

    In Tabell 1 it gives Stockholm one krona less than was decided, and another recipient one krona more.
    """
    from dataclasses import replace

    from dagmar import catalogue
    from dagmar.allocation.facts import gather
    from dagmar.allocation.rules import divide

    for grant in seed_002.grants[:2]:
        pot = grant.pots[0]
        facts, _ = gather(pot, catalogue.parties(), catalogue.populations())
        division, problems = divide(replace(pot, rounding=replace(pot.rounding, policy="largest-remainder")), facts)
        off = {each: got.amount - pot.decided.amounts[each] for each, got in division.items()}
        assert not problems
        assert off["region-01"] == -100
        assert sorted(difference for difference in off.values() if difference) == [-100, 100]
