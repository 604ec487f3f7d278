"""How people may write an amount, and what is refused."""

title = "Writing amounts"


def test_digits_are_grouped_by_spaces_or_not_at_all(amounts):
    """Groups of three, parted by spaces of any kind; or no groups. `kr` may follow."""
    amounts("""
        655 000 000 kr   65 500 000 000 öre
        655000000        65 500 000 000 öre
        `1 000 kr`       100 000 öre
        1 000 kr         100 000 öre
        0 kr             0 öre
    """)


def test_ore_are_two_decimals(amounts):
    """A comma or a point, and exactly two digits."""
    amounts("""
        12,50 kr   1 250 öre
        12.50      1 250 öre
        0,07 kr    7 öre
        12,5       refused
        12,505     refused
    """)


def test_all_else_is_refused(amounts):
    """What could be read in two ways, or is a machine's way of writing, is not read at all."""
    amounts("""
        1.000       refused
        1,000,000   refused
        1e3         refused
        1_000       refused
        0x10        refused
        １００      refused
        NaN         refused
        -5 kr       refused
        12 34       refused
        kr          refused
        5 SEK       refused
        1 tkr       refused
    """)
