"""The door for a register's rows: what there is, and files brought by those who keep it."""

from __future__ import annotations

import io
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, UnreadablePostError
from ninja import Field, Router, Schema

from dagmar.api.entry import Bringing, actor_in
from dagmar.api.refusals import Fault, Refused, answers, lang_of, not_found
from dagmar.basis.actors import Actor
from dagmar.register.definition import Register
from dagmar.register.intake import Delivery
from dagmar.store import registers
from dagmar.store.clock import now
from dagmar.words.faults import fault_words, severity_of

router = Router(tags=["registers"])

Form = Literal["csv", "ndjson", "parquet", "xlsx"]


class RegisterOut(Schema):
    """A register that you keep or may read."""

    id: str = Field(description="such as `waiting-times`")
    name: str
    rows: int
    months: list[str] = Field(description="the months that it has rows for")
    made_up: bool = Field(description="whether any of its persons are made up: then no count is about the world")


class RegistersOut(Schema):
    """All registers of yours."""

    registers: list[RegisterOut]


class FaultOut(Schema):
    """Something that is wrong with a row; never what stands in it."""

    row: int = Field(description="as a spreadsheet shows it: the heading is row 1")
    column: str
    rule: str
    severity: Literal["error", "warning"]
    words: str = Field(description="what is wrong, and how to mend it")


class BatchOut(Schema):
    """What came of a file."""

    taken_in: bool = Field(description="whether anything was let count")
    again: bool = Field(description="the same file was taken in before, and nothing has happened")
    read: int
    kept: int
    corrected: int = Field(description="rows that took the place of earlier ones")
    repeated: int = Field(description="rows that a later row of the same file repeats")
    refused: int
    left_out: int = Field(description="rows of persons who have objected")
    faults: list[FaultOut] = Field(description="the first ten thousand")
    faults_in_all: int


@router.get("/registers", response=answers(RegistersOut, 503))
def list_registers(request: HttpRequest) -> dict[str, list[dict[str, object]]]:
    """The registers whose rows you keep or may read."""
    actor, lang = actor_in(request), lang_of(request)
    listed = []
    for register in registers.of(actor):
        manifest = registers.home().store(register).manifest()
        listed.append(
            {
                "id": register.id,
                "name": register.name.sv if lang == "sv" else register.name.en,
                "rows": manifest.rows,
                "months": sorted(manifest.months),
                "made_up": manifest.made_up,
            }
        )
    return {"registers": listed}


@router.post(
    "/registers/{register_id}/batches",
    auth=Bringing(),
    response=answers(BatchOut, 400, 403, 404, 411, 415, 422, 503),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def bring(request: HttpRequest, register_id: str, form: Form = "csv", accept_valid: bool = False) -> BatchOut:
    """Bring a file, as the body of the call: all its rows are taken in, or none; with `accept_valid` the sound ones.

    The body is read as it comes and is written nowhere. Its length must be told: one that is cut off is not taken in.
    What is wrong is told with row, column and rule.
    """
    actor = actor_in(request)
    register = _theirs(actor, register_id)
    moment = now()
    length = request.META.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdecimal()):
        raise Refused(411, Fault("no-length"))
    body = _Body(request, int(length))
    table = Delivery(io.BufferedReader(body), form, f"{register_id}.{form}")
    taken = registers.load(actor, register, table, moment, date.today(), accept_valid=accept_valid)
    if isinstance(taken, tuple):
        raise Refused(422, *(Fault(each, each.path) for each in taken))
    batch, lang = taken.batch, lang_of(request)
    return BatchOut(
        taken_in=batch is not None,
        again=taken.again,
        read=taken.read,
        kept=batch.kept if batch else 0,
        corrected=batch.corrected if batch else 0,
        repeated=batch.repeated if batch else 0,
        refused=taken.refused,
        left_out=taken.left_out,
        faults=[
            FaultOut(
                row=row,
                column=column,
                rule=rule,
                severity=severity_of(register, rule),
                words=fault_words(register, column, rule, lang),
            )
            for row, column, rule in taken.faults.iter_rows()
        ],
        faults_in_all=taken.counts.total(),
    )


class _Body(io.RawIOBase):
    """The body of a call as a stream: read as it comes, never kept. Raises Refused where it ends too early."""

    def __init__(self, request: HttpRequest, length: int) -> None:
        self._request, self._left = request, length

    def readable(self) -> bool:
        """Yes; and it can be read once."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what has come."""
        try:
            part = self._request.read(len(buffer))
        except UnreadablePostError:
            part = b""
        self._left -= len(part)
        if not part and self._left:
            raise Refused(400, Fault("cut-off"))
        buffer[: len(part)] = part
        return len(part)


def _theirs(actor: Actor, register_id: str) -> Register:
    """The register, for a manager of its controller; for everybody else it does not exist."""
    register = registers.register_of(register_id)
    if register is None or not registers.may(actor, register, "load"):
        raise not_found()
    return register
