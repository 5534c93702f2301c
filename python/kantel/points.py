"""Many points of a scenario at once: what sensitivity and calibration are made of."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import xarray as xr

from . import _core
from .scenarios import scenario_of, settings_of


def _is_absent(value) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def _telling(frame: pd.DataFrame) -> list[int]:
    """Rows that hold every column's smallest and largest number, or each of its words: whatever is out of a key's range is
    among them."""
    rows = set()
    for at in range(frame.shape[1]):
        column = frame.iloc[:, at].reset_index(drop=True).dropna()
        if pd.api.types.is_numeric_dtype(column) and len(column):
            rows |= {column.idxmin(), column.idxmax()}
        else:
            rows |= set(column.astype(str).drop_duplicates().index)
    return sorted(rows)


def prepared(scenario, *, days=None, seed=None, arm=None, organisation=None) -> tuple[_core.Points, dict]:
    """A scenario ready to be run at many points, and what is known about it."""
    core = scenario_of(scenario).core(days=days, seed=seed, arm=arm, organisation=organisation)
    return _core.Points(core), _core.about(core)


def evaluate(
    scenario,
    points,
    *,
    replicates: int = 1,
    first_replicate=0,
    series=(),
    every: int = 1,
    keep_failures: bool = False,
    days=None,
    seed=None,
    threads: int = 0,
    organisation=None,
    arm=None,
    progress=None,
) -> xr.Dataset:
    """Runs a scenario once for each point, all points side by side.

    points: a frame with a column a key ("parameters.p") and a row a point, or a list of dicts. What is absent (NaN) is the
        scenario's own.
    replicates, first_replicate: replicates first, first + 1, … of each point; points share replicate r's luck, so their
        differences are not luck. first_replicate may be an array with one number a point.
    series: (measure, group) pairs to keep beside the metrics, on days 0, every, 2·every, … and the last.
    keep_failures: a run that fails is NaN, with a warning, and the rest goes on; else it ends the others and is raised. A
        value out of its key's range is an InputError before anything runs.

    Gives a dataset: a variable a metric over (point, replicate, arm), `daily` over (point, replicate, arm, series, day),
    and as coordinates the keys of the points, and with keep_failures whether a run of theirs `failed`.
    """
    frame = points if isinstance(points, pd.DataFrame) else pd.DataFrame(points)
    settings = [
        [text for key, value in row.items() if not _is_absent(value) for text in settings_of(key, value)]
        for row in frame.to_dict("records")
    ]
    core, about = prepared(scenario, days=days, seed=seed, arm=arm, organisation=organisation)
    first = np.broadcast_to(np.asarray(first_replicate, dtype=np.int64), len(settings)).tolist()
    series = [tuple(one) for one in series]
    for row in [] if keep_failures else _telling(frame):
        core.check(settings[row])
    values, curves, shown, failures = core.evaluate(
        settings, first, replicates, series, every, keep_failures, threads, progress
    )
    words = {name: {"units": unit, "long_name": text} for name, unit, text in _core.metrics(about["days"])}
    variables = {
        name: (["point", "replicate", "arm"], values[..., i], words.get(name, {}))
        for i, name in enumerate(core.metrics())
    }
    coordinates = {"point": np.arange(len(settings)), "replicate": np.arange(replicates), "arm": about["arms"]}
    coordinates |= {key: ("point", frame[key].to_numpy()) for key in frame.columns}
    if series:
        variables["daily"] = (["point", "replicate", "arm", "series", "day"], curves)
        coordinates |= {"series": [f"{measure}@{group}" for measure, group in series], "day": shown}
    if keep_failures:
        coordinates["failed"] = ("point", np.isin(np.arange(len(settings)), [point for point, _, _ in failures]))
    if failures:
        point, replicate, message = failures[0]
        warnings.warn(
            f"{len(failures)} of {len(settings) * replicates} runs failed; the first, point {point} and replicate "
            f"{replicate}: {message}",
            RuntimeWarning,
            stacklevel=2,
        )
    attrs = {
        "scenario": about["resolved"],
        "scenario_hash": about["hash"],
        "seed": about["seed"],
        "version": _core.version,
        "commit": _core.commit,
    }
    return xr.Dataset(variables, coordinates, attrs)
