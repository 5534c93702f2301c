"""Many points of a scenario at once: what sensitivity and calibration are made of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr

from . import _core
from .scenarios import scenario_of, settings_of


def _is_absent(value) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def evaluate(
    scenario,
    points,
    *,
    replicates: int = 1,
    first_replicate=0,
    series=(),
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
    series: (measure, group) pairs to keep day by day, beside the metrics.

    Gives a dataset: a variable a metric over (point, replicate, arm), `daily` over (point, replicate, arm, series, day),
    and the keys of the points as coordinates.
    """
    frame = points if isinstance(points, pd.DataFrame) else pd.DataFrame(points)
    settings = [
        [text for key, value in row.items() if not _is_absent(value) for text in settings_of(key, value)]
        for row in frame.to_dict("records")
    ]
    core = scenario_of(scenario).core(days=days, seed=seed, arm=arm, organisation=organisation)
    first = np.broadcast_to(np.asarray(first_replicate, dtype=np.int64), len(settings)).tolist()
    series = [tuple(one) for one in series]
    metrics, values, curves = _core.evaluate(core, settings, first, replicates, series, threads, progress)
    about = _core.about(core)
    words = {name: {"units": unit, "long_name": text} for name, unit, text in _core.metrics(about["days"])}
    variables = {
        name: (["point", "replicate", "arm"], values[..., i], words.get(name, {})) for i, name in enumerate(metrics)
    }
    coordinates = {"point": np.arange(len(settings)), "replicate": np.arange(replicates), "arm": about["arms"]}
    coordinates |= {key: ("point", frame[key].to_numpy()) for key in frame.columns}
    if series:
        variables["daily"] = (["point", "replicate", "arm", "series", "day"], curves)
        coordinates |= {
            "series": [f"{measure}@{group}" for measure, group in series],
            "day": np.arange(curves.shape[-1]),
        }
    attrs = {
        "scenario": about["resolved"],
        "scenario_hash": about["hash"],
        "seed": about["seed"],
        "version": _core.version,
        "commit": _core.commit,
    }
    return xr.Dataset(variables, coordinates, attrs)
