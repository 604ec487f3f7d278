"""A split that cannot be exact is refused, with a problem that says why."""

title = "What cannot be divided"


def test_a_pot_must_be_whole_units(splits):
    """12,50 kr cannot be divided into whole kronor."""
    splits("""
        pot      12,50 kr
        unit     krona
        policy   largest-remainder
        refused  pot-not-whole
        recipient  weight
        a          1
        b          1
    """)
    splits("""
        pot      1 500 kr
        unit     thousand-kronor
        policy   largest-remainder
        refused  pot-not-whole
        recipient  weight
        a          1
        b          1
    """)


def test_some_weight_must_be_above_zero(splits):
    """Weights that are all zero say nothing about who gets what."""
    splits("""
        pot      10 kr
        unit     krona
        policy   nearest-residual-to-largest
        refused  weights-all-zero
        recipient  weight
        a          0
        b          0
    """)


def test_an_empty_pot_gives_nothing_to_each(splits):
    """A pot of 0 kr is no fault."""
    splits("""
        pot     0 kr
        unit    krona
        policy  nearest-residual-to-largest
        recipient  weight  amount
        a          1       0 kr
        b          2       0 kr
    """)
