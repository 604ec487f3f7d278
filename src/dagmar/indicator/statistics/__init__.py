"""The statistics of indicators: a value, its interval and its rank, computed from parts that add up.

Functions of numbers and arrays alone. The parts (events, persons, sums, sums of squares, histograms) are added first,
over units, periods and batches; what stands here comes last and is never averaged. `methods` lists them all.
"""
