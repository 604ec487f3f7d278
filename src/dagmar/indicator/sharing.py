"""Shares work out among processes: each takes the next piece that nobody has taken, and this process takes part."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized

from dagmar.basis.problems import Problem

Piece = Callable[[int], Problem | None]
"""Does the piece at a place, and tells what was wrong with it, if anything."""


def shared_out(do: Piece, pieces: int, processes: int) -> Iterator[int | Problem]:
    """Do so many pieces in so many processes: gives how many are done so far, or a Problem, after which no more begin.

    The others begin as copies of this process, so what is to be done is there without being handed over. A copy has
    none of the threads that an engine may have here: a piece must do without them. Raises what a piece raises.
    """
    context = get_context("fork")
    work = _Work(do, pieces, context.Value("q", 0), context.Value("q", 0))
    others = []
    ended = False
    try:
        for _ in range(processes - 1):
            ours, theirs = context.Pipe(duplex=False)
            other = context.Process(target=_take_part, args=(work, theirs), daemon=True)
            other.start()
            theirs.close()
            others.append((other, ours))
        for problem in work.each():
            yield problem or work.done.value
        for _, ours in others:
            yield _said(ours) or work.done.value
        ended = True
    finally:
        # Who has said its last is on its way out, and is seen off when the next begins.
        work.taken.value = pieces
        for other, _ in others if not ended else ():
            other.join()


def _said(by: Connection) -> Problem | None:
    """What another process says at its end; raises what it raised."""
    try:
        found: Problem | Exception | None = by.recv()
    except EOFError:
        raise ChildProcessError("a process that took part was stopped from outside") from None
    if isinstance(found, Exception):
        raise found
    return found


@dataclass(frozen=True, slots=True)
class _Work:
    """How many pieces are taken and done is known to all processes."""

    do: Piece
    pieces: int
    taken: Synchronized[int]
    done: Synchronized[int]

    def each(self) -> Iterator[Problem | None]:
        """Do pieces as long as there are any; after one that fails nobody takes more."""
        while (place := _one_more(self.taken)) < self.pieces:
            ends = True
            try:
                problem = self.do(place)
                ends = problem is not None
            finally:
                if ends:
                    self.taken.value = self.pieces
            _one_more(self.done)
            yield problem


def _one_more(number: Synchronized[int]) -> int:
    """What the number was, before it was made greater by one."""
    with number.get_lock():
        number.value += 1
        return number.value - 1


def _take_part(work: _Work, to: Connection) -> None:
    # Who stops the work on a terminal stops the process that shared it out; that one sees to it that no more is taken.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # To look for what nobody holds any more would touch, and so copy, all that there was before.
    gc.disable()
    try:
        to.send(next((problem for problem in work.each() if problem), None))
    except Exception as fault:
        to.send(fault)
