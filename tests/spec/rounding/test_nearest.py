"""Each share to the nearest unit, and the whole residual to the largest: what Kammarkollegiet's tables do."""

title = "Nearest, residual to the largest"


def test_halves_go_up(splits):
    """A share of exactly half a unit is rounded up; the largest gives what is then too much."""
    splits("""
        pot     3 kr
        unit    krona
        policy  nearest-residual-to-largest
        recipient  weight  rounded  rest   amount
        a          1       2 kr     −1 kr  1 kr
        b          1       2 kr     0 kr   2 kr
    """)


def test_the_whole_residual_goes_to_the_largest(splits):
    """The residual, plus or minus, falls on one recipient: the one with the largest weight."""
    splits("""
        pot     100 kr
        unit    krona
        policy  nearest-residual-to-largest
        recipient  weight  rounded  rest   amount
        a          1       14 kr    0 kr   14 kr
        b          2       29 kr    0 kr   29 kr
        c          4       57 kr    0 kr   57 kr
    """)
    splits("""
        pot     10 kr
        unit    krona
        policy  nearest-residual-to-largest
        recipient  weight  rounded  rest   amount
        a          10      3 kr     +1 kr  4 kr
        b          10      3 kr     0 kr   3 kr
        c          10      3 kr     0 kr   3 kr
    """)


def test_ties_go_by_party_id(splits):
    """Of several equally large, the first by party id takes the residual, in whatever order they are listed."""
    splits("""
        pot     1 kr
        unit    krona
        policy  nearest-residual-to-largest
        recipient  weight  rounded  rest   amount
        c          1       0 kr     0 kr   0 kr
        b          1       0 kr     0 kr   0 kr
        a          1       0 kr     +1 kr  1 kr
    """)


def test_a_residual_that_the_largest_cannot_bear_is_refused(splits):
    """5 kr over nine equal weights: each share of 0,56 kr becomes 1 kr, and 4 kr cannot be taken back from 1 kr."""
    splits("""
        pot      5 kr
        unit     krona
        policy   nearest-residual-to-largest
        refused  residual-too-large
        recipient  weight
        a          1
        b          1
        c          1
        d          1
        e          1
        f          1
        g          1
        h          1
        i          1
    """)
