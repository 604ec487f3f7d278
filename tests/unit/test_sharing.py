"""Work that is shared out among processes is done once, whoever does it, and its end is told whatever that is."""

import os
import signal
import time

import pytest

from dagmar.basis.problems import Code, problem
from dagmar.indicator.sharing import shared_out

HERE = os.getpid


def test_each_piece_is_done_once_and_all_take_part(tmp_path):
    def do(place):
        time.sleep(0.01)
        (tmp_path / f"{place}-{HERE()}").touch()

    told = list(shared_out(do, 40, 3))
    names = [each.name.split("-") for each in tmp_path.iterdir()]
    assert sorted(int(place) for place, _ in names) == list(range(40))
    assert len({process for _, process in names}) == 3
    assert told == sorted(told)
    assert told[-1] == 40


@pytest.mark.parametrize("of_this_process", [True, False])
def test_a_problem_ends_the_work(tmp_path, of_this_process):
    this = HERE()

    def do(place):
        time.sleep(0.01)
        (tmp_path / str(place)).touch()
        return problem(Code.VALUES_TOO_LARGE) if (this == HERE()) is of_this_process else None

    work = shared_out(do, 400, 2)
    found = next(each for each in work if not isinstance(each, int))
    assert found.code is Code.VALUES_TOO_LARGE
    work.close()
    done = len([*tmp_path.iterdir()])
    time.sleep(0.1)
    assert len([*tmp_path.iterdir()]) == done < 400


@pytest.mark.parametrize("of_this_process", [True, False])
def test_what_a_piece_raises_is_raised(tmp_path, of_this_process):
    this = HERE()

    def do(place):
        time.sleep(0.005)
        (tmp_path / str(place)).touch()
        if (this == HERE()) is of_this_process:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        list(shared_out(do, 100, 2))
    done = len([*tmp_path.iterdir()])
    time.sleep(0.1)
    assert len([*tmp_path.iterdir()]) == done < 100


def test_a_process_that_is_stopped_from_outside_is_told():
    this = HERE()

    def do(_):
        time.sleep(0.005)
        if this != HERE():
            os.kill(HERE(), signal.SIGKILL)

    with pytest.raises(ChildProcessError, match="stopped from outside"):
        list(shared_out(do, 40, 2))


def test_who_stops_in_the_midst_begins_no_more(tmp_path):
    def do(place):
        time.sleep(0.01)
        (tmp_path / str(place)).touch()

    work = shared_out(do, 1_000, 2)
    next(work)
    work.close()
    done = len([*tmp_path.iterdir()])
    time.sleep(0.1)
    assert len([*tmp_path.iterdir()]) == done < 100
