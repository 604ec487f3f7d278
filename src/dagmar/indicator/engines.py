"""Other engines than the default one: DuckDB on this machine, or Spark where there are many machines.

They take longer than counting by rank, keep nothing, and need packages of their own. They are for those who have a
cluster, and a second opinion on the default engine: all give the same, number for number.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Literal, assert_never

from dagmar.basis.problems import Code, Problem, problem
from dagmar.indicator.definition import IndicatorSet
from dagmar.indicator.gathering import Gathered, gather
from dagmar.register.storage import Manifest, Store
from dagmar.register.units import Units

Engine = Literal["duckdb", "spark"]

REMOTE = "DAGMAR_SPARK_REMOTE"
"""Names the Spark that counts: a Connect server, `sc://...`, or a master such as `spark://...`, `yarn`, `k8s://...`."""

_NEEDED: Mapping[Engine, tuple[str, str]] = {"duckdb": ("duckdb", "sql"), "spark": ("pyspark", "spark")}
"""The package that an engine needs beside Ibis, and the extra of Dagmar that brings both."""

_LOCAL = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": str(os.cpu_count() or 1),
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""A Spark within this process: nothing of it is reached from outside."""


def count_with(
    engine: Engine, store: Store, manifest: Manifest, found: IndicatorSet, units: Units
) -> Gathered | Problem:
    """The parts of all months of a register, as `gather` gives them, all counted now.

    A Problem where the engine or Java is not installed, where Spark cannot be reached or fails, or where values are too
    large to be added exactly. `store.months()` must be held meanwhile.
    """
    if missing := lack(engine):
        return missing
    from dagmar.indicator import sql

    if not manifest.months:
        return gather(store, manifest, found, units)
    try:
        return sql.count(_opened(engine, files_for(engine, store, manifest)), store, manifest, found, units)
    except Exception as fault:
        # Spark, the way to its Java and the one to its server have errors of their own, without a common ground.
        if not _of_spark(fault):
            raise
        # Its name alone: what an engine says of a row that it choked on may be the row.
        return problem(Code.SPARK_FAILED, what=type(fault).__name__)


def _of_spark(fault: BaseException) -> bool:
    return type(fault).__module__.partition(".")[0] in ("pyspark", "py4j", "grpc")


def lack(engine: Engine) -> Problem | None:
    """What an engine lacks here, if anything: its packages, or Java."""
    package, extra = _NEEDED[engine]
    if find_spec("ibis") is None or find_spec(package) is None:
        return problem(Code.ENGINE_NOT_INSTALLED, engine=engine, extra=extra)
    java = os.environ.get("JAVA_HOME") or shutil.which("java") or _remote().startswith("sc://")
    return problem(Code.JAVA_MISSING) if engine == "spark" and not java else None


def files_for(engine: Engine, store: Store, manifest: Manifest) -> tuple[str, ...]:
    """Where the engine reads the months: on this machine, or where the machines of a Spark reach them themselves."""
    names = [month.file for _, month in sorted(manifest.months.items())]
    if engine == "spark" and _remote():
        # What the stores call s3, Spark calls s3a.
        return tuple(re.sub("^s3:", "s3a:", store.archive.address(name)) for name in names)
    return tuple(str(store.archive.path(name)) for name in names)


def spark_settings() -> Mapping[str, str]:
    """The Spark that is named, which has settings of its own; else one within this process."""
    remote = _remote()
    if remote.startswith("sc://"):
        return {"spark.remote": remote}
    return {"spark.master": remote} if remote else {"spark.master": "local[*]", **_LOCAL}


def _remote() -> str:
    return os.environ.get(REMOTE, "")


def _opened(engine: Engine, files: Sequence[str]) -> Any:
    """A table of the rows of all files; a column that one of them lacks is missing in its rows."""
    import ibis

    match engine:
        case "duckdb":
            return ibis.duckdb.connect().read_parquet(files, union_by_name=True)
        case "spark":
            from pyspark.sql import SparkSession

            session = SparkSession.builder.config(map=dict(spark_settings())).getOrCreate()
            session.read.option("mergeSchema", "true").parquet(*files).createOrReplaceTempView("rows")
            return ibis.pyspark.connect(session).table("rows")
        case _:
            assert_never(engine)
