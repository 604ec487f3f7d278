"""What is kept is never taken for what it is not: definitions change, files are lost, broken, or taken away."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from registers import VISITS, gathered, load, person, remove, store, visits

from dagmar import catalogue
from dagmar.basis.problems import Code, Stopped
from dagmar.indicator import kept_parts
from dagmar.indicator.columns import DamagedError
from dagmar.indicator.file import read_indicators
from dagmar.register.units import Units

UNITS = Units({}, catalogue.parties())
SET = """\
dagmar: 1
id: ours
register: visits
version: 1
name: {sv: Besök, en: Visits}
indicators:
- {id: urgent, name: {sv: B, en: U}, what: {sv: B, en: U}, kind: proportion, by: [],
   better: neither, numerator: urgent}
- {id: age, name: {sv: Å, en: A}, what: {sv: Å, en: A}, kind: quantile, quantile: 1/2, value: age,
   by: [], better: neither}
"""
ROWS = ["A,01,1,75,yes", "A,01,2,20,no", "B,01,1,75,", "B,02,2,40,yes", "A,02,1,40,yes"]
ROWS += [f"A,01,{place % 2 + 1},{30 + place},no" for place in range(12)]


def table(rows=ROWS):
    lines = [
        f"{person(place)},{unit},2025-{month}-01,2025-{month}-05,{sex},{age},{urgent}"
        for place, (unit, month, sex, age, urgent) in enumerate(each.split(",") for each in rows)
    ]
    return "\n".join(["person,unit,referred,visited,sex,age,urgent", *lines]) + "\n"


def asked(register, text=SET):
    file = read_indicators(text.encode(), "ours.yaml", lambda _: register)
    assert file.indicators, file.problems
    assert not file.problems
    return file.indicators


def told(of, text=SET):
    """The counts of all cells, and the values of all histograms, both summed where they lie apart."""
    found = gathered(of, asked(of.register, text), UNITS)
    keys = ("unit", "sex", "band", "month")
    cells = found.cells.select(*keys, **{name: found.part("urgent", name) for name in ("numerator", "denominator")})
    assert not cells.select(keys).is_duplicated().any()
    return sorted(cells.rows(), key=str), sorted(found.piles.select("unit", "month", "value", "rows").rows(), key=str)


def fresh(of, text=SET):
    """The same with nothing kept from before."""
    for path in of.cache.glob("*"):
        path.unlink()
    return told(of, text)


@pytest.fixture
def kept(tmp_path):
    found = store(tmp_path)
    load(found, table())
    return found


WITHOUT = VISITS.replace(", sex: sex, age: age", "")


@pytest.mark.parametrize(("first", "then"), [(VISITS, WITHOUT), (WITHOUT, VISITS)])
def test_roles_that_come_or_go_are_other_cells(tmp_path, first, then):
    """Also where rows lie as another definition had them laid."""
    one = store(tmp_path, visits(first))
    load(one, table())
    before = told(one)
    other = store(tmp_path, visits(then.replace("version: 1", "version: 2")))
    after = told(other)
    assert after != before
    assert after == fresh(other)
    assert told(store(tmp_path, visits(first))) == before


def test_a_variable_that_is_new_is_missing(tmp_path):
    older = VISITS.replace(
        "- {id: urgent, name: {sv: A, en: U}, what: {sv: A, en: U}, type: flag, required: false}\n", ""
    )
    counted = SET.replace("numerator: urgent}", "numerator: age > 50}")
    one = store(tmp_path, visits(older))
    load(one, "\n".join(line.rpartition(",")[0] for line in table().splitlines()) + "\n")
    told(one, counted)
    now = SET.replace("numerator: urgent}", "numerator: urgent is missing}")
    cells, _ = told(store(tmp_path, visits(VISITS.replace("version: 1", "version: 2"))), now)
    assert cells
    assert all(numerator == denominator for *_, numerator, denominator in cells)


@pytest.mark.parametrize("kind", ["parts", "piles", "arrow"])
@pytest.mark.parametrize("harm", ["gone", "cut", "zeros", "empty"])
def test_what_is_harmed_is_made_again(kept, kind, harm):
    """Zeros at the end are what a machine leaves that stops before all of a file has reached the disk."""
    whole = told(kept)
    for path in kept.cache.glob(f"*.{kind}"):
        data = path.read_bytes()
        path.unlink()
        if harm != "gone":
            path.write_bytes({"cut": data[:-100], "zeros": data[:-100] + bytes(100), "empty": b""}[harm])
    if kind == "arrow":  # they are read only where parts are to be counted
        for path in kept.cache.glob("*.p*"):
            path.unlink()
    assert told(kept) == whole


def test_what_another_takes_away_meanwhile_is_not_left_out(kept):
    whole = told(kept)
    for path in kept.cache.glob("*.parts"):
        path.unlink()

    taken = []

    def take_away(done, of):
        if done == of and not taken:
            taken.append(next(kept.cache.glob("*.parts")))
            taken[0].unlink()

    found = gathered(kept, asked(kept.register), UNITS, progress=take_away)
    assert taken
    assert found.cells.height == len(whole[0])
    assert found.piles["rows"].sum() == sum(rows for *_, rows in whole[1])


def test_a_file_that_is_broken_each_time_it_is_made_is_told_in_words(kept, monkeypatch):
    """And the work ends: a disk may be worn out."""

    def broken(path):
        raise DamagedError(path)

    monkeypatch.setattr(kept_parts, "read_batch", broken)
    with pytest.raises(Stopped) as stopped:
        gathered(kept, asked(kept.register), UNITS)
    assert stopped.value.problem.code is Code.FILE_REFUSED


def test_several_gather_at_once_in_one_process(kept):
    """While one lets go of what was taken away, others open what is there."""
    whole = told(kept)
    for path in [*kept_parts._OPENED]:
        kept_parts._OPENED[path.with_name(f"gone-{path.name}")] = kept_parts._OPENED[path]
    with ThreadPoolExecutor(4) as pool:
        assert all(each == whole for each in pool.map(lambda _: told(kept), range(40)))


def test_what_was_destroyed_is_held_no_more(kept):
    told(kept)
    names = {path for path in kept_parts._OPENED if path.parent == kept.cache}
    assert len(names) == 4  # two months, each with parts and histograms
    remove(kept, f"person,referred\n{person(0)},2025-01-01\n")
    told(kept)
    held = {path for path in kept_parts._OPENED if path.parent == kept.cache}
    assert all(path.exists() for path in held)
    assert len(held) == 4
    assert len(held & names) == 2
