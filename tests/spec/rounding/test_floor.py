"""Each share down, and the rest to a recipient that the agreement names."""

title = "Down, rest to a named recipient"


def test_the_named_recipient_takes_the_rest(splits):
    """What rounding down leaves goes to one, named in the agreement."""
    splits("""
        pot      100 kr
        unit     krona
        policy   floor-rest-to-named
        rest to  b
        recipient  weight  rounded  rest   amount
        a          1       33 kr    0 kr   33 kr
        b          1       33 kr    +1 kr  34 kr
        c          1       33 kr    0 kr   33 kr
    """)


def test_the_named_must_be_among_the_recipients(splits):
    """A rest to somebody else is refused."""
    splits("""
        pot      100 kr
        unit     krona
        policy   floor-rest-to-named
        rest to  d
        refused  rest-to-nobody
        recipient  weight
        a          1
        b          2
    """)
