"""Sweeps: a design of experiments into one store, resumed where it was left; on this machine or on a Dask cluster."""

from __future__ import annotations

import functools
import pathlib
import tempfile
import warnings

import pandas as pd
import xarray as xr

from . import _core
from .errors import InputError, choice, optional
from .experiments import Experiment
from .scenarios import Scenario


def sweep(
    experiment: Experiment | str | pathlib.Path | dict,
    store: str | pathlib.Path,
    *,
    scenario: Scenario | str | pathlib.Path | dict | None = None,
    organisation=None,
    client=None,
    days: int | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    set: dict | None = None,
    retry_failed: bool = False,
    threads: int = 0,
    shards: int | None = None,
    progress=None,
) -> "Sweep":
    """Runs what is missing of an experiment into a store, and gives the store.

    experiment: what an Experiment is made from, with scenario, organisation, days, replicates, seed and set, as there; or
        an Experiment, which has these.
    store: a file, new or begun by the same experiment; a killed or interrupted sweep resumes by the same call.
    client: a Dask client: workers run shards, and this process alone writes the store. Workers may die and come back.
    shards: into how many parts the work is cut for the cluster. The tables do not depend on it, nor on who ran what.
    A run that fails is recorded, with a warning, and the rest goes on; retry_failed tries it again.
    """
    options = {
        "scenario": scenario,
        "organisation": organisation,
        "days": days,
        "replicates": replicates,
        "seed": seed,
        "set": set,
    }
    if not isinstance(experiment, Experiment):
        experiment = Experiment(experiment, **options)
    elif given := [name for name, value in options.items() if value is not None]:
        raise InputError.of(", ".join(given), "is beside an Experiment, which has its own", "kantel.Experiment(…)")
    if client is None:
        done = _core.sweep(experiment.core, str(store), 1, 1, retry_failed, threads, progress)
        if done["warning"]:
            warnings.warn(done["warning"], RuntimeWarning, stacklevel=2)
    else:
        from . import cluster

        cluster.gather(experiment, store, client, retry_failed=retry_failed, shards=shards, progress=progress)
    made = Sweep(store)
    if made.about["failed"]:
        message, count = max(made.about["failures"].items(), key=lambda item: item[1])
        warnings.warn(
            f"{made.about['failed']} of {made.about['most']} runs failed; they are recorded, and retry_failed=True tries "
            f"them again. {count} of them: {message}",
            RuntimeWarning,
            stacklevel=2,
        )
    return made


class Sweep:
    """A store to read. Tables are those of `kantel sweep export`."""

    def __init__(self, path: str | pathlib.Path):
        self.path = pathlib.Path(path)
        self.about = _core.about_store(str(path))
        self.arms: list[str] = self.about["arms"]
        self.metrics = {name: {"unit": unit, "long_name": text} for name, unit, text in self.about["metrics"]}
        self.factors = [name for name, *_ in self.about["factors"]]

    @property
    def attrs(self) -> dict:
        keys = ("name", "experiment", "scenario", "hash", "version", "commit", "seed")
        return {key: self.about[key] for key in keys}

    @functools.cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """points, runs, summary, failures, and where there are any: differences, series, indices."""
        with tempfile.TemporaryDirectory(prefix="kantel-") as folder:
            out = pathlib.Path(folder) / "out"
            _core.export_store(str(self.path), str(out), False)
            read = {path.stem: pd.read_csv(path) for path in sorted(out.glob("*.csv")) if path.stat().st_size}
        for frame in read.values():
            frame.attrs = {
                **self.attrs,
                "units": {name: words["unit"] for name, words in self.metrics.items() if name in frame},
            }
        return read

    @property
    def points(self) -> pd.DataFrame:
        return self.tables["points"]

    @property
    def runs(self) -> pd.DataFrame:
        return self.tables["runs"]

    @property
    def summary(self) -> pd.DataFrame:
        return self.tables["summary"]

    @property
    def indices(self) -> pd.DataFrame:
        """Sensitivity indices with intervals, of Sobol' and Morris designs."""
        if "indices" not in self.tables:
            raise InputError.of("design", f"is {self.about['design']}, which has no indices", "sobol or morris")
        return self.tables["indices"]

    @functools.cached_property
    def series(self) -> xr.DataArray:
        """The series that were kept of each run, over (point, arm, replicate, measure, group, day); NaN where a run has
        no such series or was not done. `every` of the experiment decides which days there are."""
        if "series" not in self.tables:
            raise InputError.of("keep", "names no series", 'keep = {"series": ["practising", …], "every": 20}')
        index = ["point", "arm", "replicate", "measure", "group", "day"]
        made = self.tables["series"].set_index(index)["value"].to_xarray().reindex(arm=self.arms)
        return made.assign_coords(self._factors(made)).assign_attrs(self.attrs)

    def _factors(self, made) -> dict:
        """The factors as coordinates of the points."""
        points = self.points.set_index("point").reindex(made.point.to_numpy())
        return {name: ("point", points[name].to_numpy()) for name in self.factors if name in points}

    @functools.cached_property
    def data(self) -> xr.Dataset:
        """The metrics over (point, arm, replicate), and the factors as coordinates of the points."""
        runs = self.runs.set_index(["point", "arm", "replicate"])[list(self.metrics)]
        made = runs.to_xarray().reindex(arm=self.arms)
        for name, words in self.metrics.items():
            made[name].attrs = {"units": words["unit"], "long_name": words["long_name"]}
        return made.assign_coords(self._factors(made)).assign_attrs(self.attrs)

    def problem(self) -> dict:
        """The factors as a SALib problem; each must have a range."""
        from .sensitivity import problem

        ranges = {}
        for name, low, high, is_log in self.about["factors"]:
            if low is None or high is None:
                raise InputError.of(name, "has values, not a range", "low and high")
            ranges[name] = (low, high, "log") if is_log else (low, high)
        return problem(ranges)

    def export(self, folder: str | pathlib.Path, *, format: str = "csv", force: bool = False) -> pathlib.Path:
        """Writes the tables as CSV, or as Parquet, which keeps units and provenance with each table."""
        choice("format", format, ("csv", "parquet"))
        folder = pathlib.Path(folder)
        if format == "csv":
            _core.export_store(str(self.path), str(folder), force)
            return folder
        optional("pyarrow", "parquet")
        if folder.exists() and any(folder.iterdir()) and not force:
            raise InputError.of(str(folder), "already holds files", "a new or empty folder, or force=True")
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in self.tables.items():
            frame.to_parquet(folder / f"{name}.parquet", index=False)
        return folder

    def report(self, page: str | pathlib.Path | None = None) -> pathlib.Path:
        """Writes the report: heat maps, response curves with intervals, bars of indices."""
        if not _core.has_report:
            raise RuntimeError("this package was built without the chart library: run ./dev setup before pip install")
        page = pathlib.Path(page or self.path.with_suffix(".html"))
        _core.sweep_report(str(self.path), str(page))
        return page

    def means(self, measure: str, arm: str | None = None) -> pd.DataFrame:
        """A row a point: its factors, and mean, low and high of a metric of one arm (default: the first) or pair."""
        choice("measure", measure, self.metrics)
        rows = self.summary[self.summary.metric == measure]
        choice("arm", arm or self.arms[0], rows.arm.unique())
        rows = rows[rows.arm == (arm or self.arms[0])][["point", "mean", "low", "high", "n"]]
        return self.points.merge(rows, on="point")

    def plot(
        self,
        measure: str,
        x: str | None = None,
        y: str | None = None,
        *,
        arm: str | None = None,
        kind: str | None = None,
        width: int = 480,
    ):
        """A chart of the report (Altair): over two factors x and y a heat map; over x a response curve, other factors
        averaged, with its interval; else what suits the design. arm: this one, or a pair such as "movement-rollout", alone.
        kind: indices, heat, response, difference (between arms) or baseline."""
        from . import sweep_charts

        return sweep_charts.plot(self, measure, x, y, arm, kind, width)

    def figure(
        self,
        measure: str,
        x: str | None = None,
        y: str | None = None,
        *,
        arm: str | None = None,
        kind: str | None = None,
    ):
        """The same as plot(), for a paper (Matplotlib)."""
        from . import sweep_charts

        return sweep_charts.figure(self, measure, x, y, arm, kind)

    def __repr__(self) -> str:
        about = self.about
        return (
            f"<Sweep {about['name']}: {about['design']} of {about['points']} points over {', '.join(self.factors)}; "
            f"{about['done']} of {about['most']} runs done, {about['failed']} failed>"
        )


def read_store(path: str | pathlib.Path) -> Sweep:
    """A store that a sweep made, here or by the command line."""
    return Sweep(path)


def merge_stores(parts, store: str | pathlib.Path) -> Sweep:
    """Joins stores of one experiment (shards) into a new one."""
    _core.merge_stores([str(part) for part in parts], str(store))
    return Sweep(store)
