"""How a file is read: as it was written, or not at all."""

title = "Reading a file"


def test_every_problem_is_told_at_once(agreement):
    """A file with several faults tells them all, in the order of its lines."""
    agreement("""
        sums:
          - {year: 2017, amount: 1e3, clause: "1", of: {}}
          - {year: tjugosjutton, amount: 100 kr, clause: "1", off: {}}
    """).tells("""
        bad-money    sums[0].amount
        missing-key  sums[1].of
        bad-number   sums[1].year
        unknown-key  sums[1].off
    """)


def test_a_key_stands_once(agreement):
    """A key that stands twice is told; neither wins in silence."""
    agreement("""
        sums: []
        sums: []
    """).tells("duplicate-key")


def test_there_are_no_aliases_and_no_tags(agreement):
    """What is agreed is written out, so that each line can be read by itself."""
    agreement("""
        sums: &same [{year: 2017, amount: 100 kr, clause: "1", of: {}}]
        notes: *same
    """).tells("alias")
    agreement("""
        notes: !!python/none []
    """).tells("tag")


def test_nothing_becomes_what_nobody_wrote(agreement):
    """Values are taken as they are written: no `no` becomes false, no `1e3` a thousand, no `.nan` a number."""
    agreement("""
        sums: [{year: 2017, amount: .nan, clause: "1", of: {}}]
    """).tells("bad-money  sums[0].amount")
    agreement("""
        sums: [{year: 2017.0, amount: 100 kr, clause: "1", of: {}}]
    """).tells("bad-number  sums[0].year")


def test_an_empty_value_is_no_value(agreement):
    """A key without a value is told; `not-stated` is how to say that the document is silent."""
    agreement("""
        sums: [{year: 2017, amount: , clause: "1", of: {}}]
    """).tells("empty-value  sums[0].amount")
