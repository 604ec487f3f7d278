"""Indicators are counted by an engine of Dagmar's own. Two others give the same numbers from the same definitions, for
those who have a cluster, and for those who want a second opinion: `dagmar indicator run SET --engine spark`.

| engine | what it is | what it needs |
|---|---|---|
| `rank` | the default: conditions as bits, counts as differences of ranks; keeps what it counted | nothing more |
| `duckdb` | one SQL query on this machine: to hold the default to | `pip install 'dagmar[sql]'` |
| `spark` | the same query where the rows lie with a cluster | `pip install 'dagmar[spark]'`, Java 17 or 21 |

Beside them stands an oracle in plain Python. Random definitions over random registers are counted by all, cell by cell.
"""

import pytest
from fsspec import filesystem
from registers import gathered, load, person, rows_in, store

from dagmar import catalogue
from dagmar.basis.problems import Code
from dagmar.indicator import engines
from dagmar.indicator.definition import Indicator, IndicatorSet
from dagmar.indicator.engines import files_for, spark_settings
from dagmar.indicator.kept_parts import KEYS
from dagmar.register.definition import Text
from dagmar.register.units import Units
from dagmar.words import hint, say

title = "Engines"

X = Text("x", "x")
QUICK = Indicator("quick", X, X, "proportion", "higher", numerator="days(referred, visited) <= 30")
WAIT = Indicator("wait", X, X, "quantile", "lower", value="days(referred, visited)", quantile="1/2")
SET = IndicatorSet("1", "visits", "visits", 1, X, (QUICK, WAIT))
UNITS = Units({}, catalogue.parties())


@pytest.fixture
def held(tmp_path):
    """A register of forty visits, at two clinics in two months."""
    into = store(tmp_path)
    lines = [f"{person(each)},u{each % 2},2025-01-{each % 20 + 1:02},2025-0{each % 2 + 2}-01" for each in range(40)]
    load(into, "\n".join(["person,unit,referred,visited", *lines]) + "\n", accept_valid=True)
    assert rows_in(into, "unit").height == 40
    return into


@pytest.fixture(autouse=True)
def no_remote(monkeypatch):
    monkeypatch.delenv(engines.REMOTE, raising=False)


def test_another_engine_gives_the_same_numbers(held):
    """In the same cells, to the last row. Nothing of it is kept: every month is counted each time."""
    default, other = gathered(held, SET, UNITS), gathered(held, SET, UNITS, "duckdb")
    for name in ("cells", "piles"):
        one, two = (getattr(each, name) for each in (default, other))
        one = one.cast(two.schema)  # the default keeps numbers as narrow as they are
        order = [each for each in (*KEYS, "part", "value") if each in one.columns]
        assert one.height
        assert one.sort(order).equals(two.sort(order))
    assert (gathered(held, SET, UNITS).counted_now, other.counted_now) == (0, 2)


def test_an_empty_register_has_no_cells(tmp_path):
    """And asks no engine anything."""
    assert gathered(store(tmp_path), SET, UNITS, "duckdb").cells.is_empty()


def test_an_engine_that_is_not_installed_is_told(held, monkeypatch):
    """With the command that installs it."""
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    found = gathered(held, SET, UNITS, "spark")
    assert found.code is Code.ENGINE_NOT_INSTALLED
    assert "pip install 'dagmar[spark]'" in hint(found, "en")


def test_spark_needs_java(held, monkeypatch):
    """But for a Connect server, which has a Java of its own."""
    monkeypatch.setattr(engines, "find_spec", lambda _: "there")
    monkeypatch.setattr(engines.shutil, "which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    found = gathered(held, SET, UNITS, "spark")
    assert say(found, "en") == "Spark needs Java, and no Java was found"
    monkeypatch.setenv(engines.REMOTE, "sc://spark.example.se:15002")
    assert engines.lack("spark") is None


def test_a_spark_that_cannot_be_reached_is_told(held, monkeypatch):
    """Dagmar tells the kind of the error alone: what Spark says of a row that it choked on may be the row."""

    class SparkConnectGrpcException(Exception):
        __module__ = "pyspark.errors.exceptions.connect"

    def unreachable(*_):
        raise SparkConnectGrpcException("row: Bo")

    monkeypatch.setattr(engines, "lack", lambda _: None)
    monkeypatch.setattr(engines, "_opened", unreachable)
    found = gathered(held, SET, UNITS, "spark")
    assert say(found, "en") == "Spark did not do what it was asked: SparkConnectGrpcException"


def test_a_spark_is_named_by_its_address(monkeypatch):
    """DAGMAR_SPARK_REMOTE names a Connect server, `sc://host:port`, or a master: `spark://host:port`, `yarn`,
    `k8s://https://host:port`. All other settings are those of the Spark itself: for a master what stands in
    `spark-defaults.conf`, in the folder that SPARK_CONF_DIR names. Where nothing is named, Spark runs within the
    process and listens on this machine alone."""
    local = spark_settings()
    assert local["spark.master"] == "local[*]"
    assert local["spark.driver.bindAddress"] == local["spark.driver.host"] == "127.0.0.1"
    monkeypatch.setenv(engines.REMOTE, "sc://spark.example.se:15002")
    assert spark_settings() == {"spark.remote": "sc://spark.example.se:15002"}
    monkeypatch.setenv(engines.REMOTE, "spark://spark.example.se:7077")
    assert spark_settings() == {"spark.master": "spark://spark.example.se:7077"}


def test_a_cluster_reads_the_rows_where_they_lie(tmp_path, monkeypatch):
    """DAGMAR_ARCHIVE says where: a folder, which all its machines have mounted under the same path, or an object store,
    such as `s3://bucket/registers`. An object store a cluster reads itself, with the keys in its own settings
    (`spark.hadoop.fs.s3a.access.key` and `.secret.key`), as `s3a://`, for which Spark needs the package `hadoop-aws`.
    Engines on this machine read the copies that Dagmar has fetched."""
    line = f"person,unit,referred,visited\n{person(1)},u,2025-01-01,2025-02-01\n"
    filesystem("memory").makedirs("/registers", exist_ok=True)
    folder, objects = (store(tmp_path / each, archive=url) for each, url in (("a", ""), ("b", "memory://registers")))
    for into in (folder, objects):
        load(into, line)
    (mounted,), (copied,) = (files_for("spark", each, each.manifest()) for each in (folder, objects))
    assert mounted.startswith(str(tmp_path / "a"))
    assert copied.startswith(str(tmp_path / "b"))
    monkeypatch.setenv(engines.REMOTE, "spark://spark.example.se:7077")
    name = objects.manifest().months["2025-02"].file
    assert files_for("spark", folder, folder.manifest()) == (mounted,)
    assert files_for("spark", objects, objects.manifest()) == (f"memory:///registers/visits/data/{name}",)
    assert files_for("duckdb", objects, objects.manifest()) == (copied,)
