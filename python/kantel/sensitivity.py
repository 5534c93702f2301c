"""Which parameters matter. SALib draws the points and computes the indices; Kantel runs the points."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pandas as pd

from . import _core
from .errors import InputError, choice, optional
from .points import evaluate, prepared


def declared(path: str) -> dict:
    """The declaration of a key of the change model, by its path: parameters.p, change.demand, organisation.mean_degree."""
    tables = dict(_core.tables())
    table, _, key = path.rpartition(".")
    table = table or "scenario"
    choice("factor", table, tables)
    rows = {row[0]: dict(zip(_core.key_columns, row)) for row in tables[table]}
    for row, _, former in _core.words_of_tables()[table][2]:
        if former and former == key:
            raise InputError.of(path, f"is now called {row[0]}")
    choice("factor", path, [key if table == "scenario" else f"{table}.{key}" for key in rows])
    return rows[key]


def bounds_of(path: str) -> tuple[float, float]:
    """The declared range of a key."""
    allowed = declared(path)["allowed"]
    try:
        low, high = (float(end) for end in allowed.split(" to "))
    except ValueError:
        low, high = math.nan, math.inf
    if not math.isfinite(high - low):
        raise InputError.of(path, f"has no finite declared range ({allowed})", "(low, high)")
    return low, high


def problem(factors: dict | list, *, outputs: list[str] | None = None) -> dict:
    """A problem in SALib's format.

    factors: {path: (low, high)}, {path: (low, high, "log")} for a logarithmic scale, {path: None} for the declared range,
        or a list of paths.
    """
    if not isinstance(factors, dict):
        factors = dict.fromkeys(factors)
    bounds, scales = [], []
    for path, given in factors.items():
        low, high, *scale = bounds_of(path) if given is None else given
        if not low < high or (scale and (scale != ["log"] or low <= 0)):
            raise InputError.of(
                path, f"cannot vary over {given}", '(low, high) with low < high, or (low, high, "log") with low > 0'
            )
        bounds.append([low, high])
        scales.append("logunif" if scale else "unif")
    made = {"num_vars": len(bounds), "names": list(factors), "bounds": bounds, "dists": scales}
    return made | ({"outputs": outputs} if outputs else {})


@dataclasses.dataclass
class Indices:
    """Sensitivity indices with 95% intervals: `table` has a row a factor."""

    method: str
    measure: str
    table: pd.DataFrame
    points: pd.DataFrame  # the points, and the measure at each; NaN where a run failed
    second: pd.DataFrame | None = None  # Sobol': pairs of factors
    used: int = 0  # base samples or trajectories: those in which no run failed

    def figure(self, ax=None):
        """Bars with their intervals (Matplotlib)."""
        from . import papers

        return papers.bars(self, ax)

    def __repr__(self) -> str:
        return f"<{self.method} indices of {self.measure}, {len(self.points)} points>\n{self.table}"


def _values(model, sampled: pd.DataFrame, measure, arm, replicates, threads, options) -> np.ndarray:
    """The measure at each point; NaN where a run failed. Whole-number factors are rounded, in the frame too."""
    if callable(model):
        return np.asarray(model(sampled), dtype=float)
    ready, _ = prepared(model, organisation=options.get("organisation"))
    for key in sampled.columns:
        if ready.is_whole(key):
            sampled[key] = np.rint(sampled[key]).astype(int)
    found = evaluate(model, sampled, replicates=replicates, threads=threads, keep_failures=True, **options)
    choice("measure", measure, found.data_vars)
    arms = list(found.arm.values)
    if arm is None or arm in arms:
        values = found[measure].sel(arm=arms[0] if arm is None else arm)
    else:  # a pair, later-earlier
        choice("arm", arm, arms + [f"{b}-{a}" for i, b in enumerate(arms) for a in arms[:i]])
        later, earlier = next((b, a) for b in arms for a in arms if f"{b}-{a}" == arm)
        values = found[measure].sel(arm=later) - found[measure].sel(arm=earlier)
    values = values.mean("replicate", skipna=False).to_numpy()
    missing = int((np.isnan(values) & ~found.failed.to_numpy()).sum())
    if missing:
        raise ValueError(
            f"{measure} is undefined at {missing} of {len(values)} points; choose a measure that always exists"
        )
    return np.where(found.failed, np.nan, values)


def _whole(values: np.ndarray, size: int) -> np.ndarray:
    """Which points are in blocks (a base sample, a trajectory: `size` points each) without a failed run."""
    kept = np.repeat(~np.isnan(values.reshape(-1, size)).any(axis=1), size)
    if kept.sum() < 2 * size:
        raise ValueError(
            f"only {kept.sum() // size} of {len(values) // size} parts of the design have no failed run: nothing to compare"
        )
    return kept


def sobol(
    model,
    problem: dict,
    measure: str = "durable_end",
    *,
    n: int = 128,
    arm: str | None = None,
    replicates: int = 1,
    second_order: bool = False,
    seed: int = 1,
    threads: int = 0,
    **options,
) -> Indices:
    """Sobol' indices by Saltelli's design: n · (factors + 2) points, or n · (2 factors + 2) with second order.

    model: a scenario, or a function of a frame of points.
    measure: a metric; arm: whose (default: the first), or a pair such as "movement-rollout".
    replicates: the measure is their mean. options go to evaluate().
    A run that fails takes its base sample with it, with a warning.
    """
    sampling, analysis = optional("SALib.sample.sobol", "sensitivity"), optional("SALib.analyze.sobol", "sensitivity")
    points = sampling.sample(problem, n, calc_second_order=second_order, seed=seed)
    frame = pd.DataFrame(points, columns=problem["names"])
    values = _values(model, frame, measure, arm, replicates, threads, options)
    size = len(problem["names"]) * (2 if second_order else 1) + 2
    kept = _whole(values, size)
    found = analysis.analyze(problem, values[kept], calc_second_order=second_order, seed=seed, print_to_console=False)
    columns = {}
    for index in ("S1", "ST"):
        columns |= {
            index: found[index],
            f"{index}_low": found[index] - found[f"{index}_conf"],
            f"{index}_high": found[index] + found[f"{index}_conf"],
        }
    second = None
    if second_order:
        names = problem["names"]
        pairs = [(i, j) for i in range(len(names)) for j in range(i + 1, len(names))]
        second = pd.DataFrame(
            {
                "a": [names[i] for i, _ in pairs],
                "b": [names[j] for _, j in pairs],
                "S2": [found["S2"][p] for p in pairs],
                "S2_low": [found["S2"][p] - found["S2_conf"][p] for p in pairs],
                "S2_high": [found["S2"][p] + found["S2_conf"][p] for p in pairs],
            }
        )
    table = pd.DataFrame(columns, index=pd.Index(problem["names"], name="factor"))
    return Indices("Sobol'", measure, table, frame.assign(**{measure: values}), second, int(kept.sum()) // size)


def morris(
    model,
    problem: dict,
    measure: str = "durable_end",
    *,
    trajectories: int = 20,
    levels: int = 4,
    arm: str | None = None,
    replicates: int = 1,
    seed: int = 1,
    threads: int = 0,
    **options,
) -> Indices:
    """Morris' elementary effects: trajectories · (factors + 1) points. mu_star says how much, sigma how unevenly. A run that
    fails takes its trajectory with it, with a warning."""
    sampling, analysis = optional("SALib.sample.morris", "sensitivity"), optional("SALib.analyze.morris", "sensitivity")
    points = sampling.sample(problem, trajectories, num_levels=levels, seed=seed)
    frame = pd.DataFrame(points, columns=problem["names"])
    values = _values(model, frame, measure, arm, replicates, threads, options)
    kept = _whole(values, len(problem["names"]) + 1)
    found = analysis.analyze(problem, points[kept], values[kept], num_levels=levels, seed=seed, print_to_console=False)
    star, half = np.asarray(found["mu_star"], float), np.asarray(found["mu_star_conf"], float)
    table = pd.DataFrame(
        {
            "mu_star": star,
            "mu_star_low": star - half,
            "mu_star_high": star + half,
            "mu": np.asarray(found["mu"], float),
            "sigma": np.asarray(found["sigma"], float),
        },
        index=pd.Index(problem["names"], name="factor"),
    )
    used = int(kept.sum()) // (len(problem["names"]) + 1)
    return Indices("Morris", measure, table, frame.assign(**{measure: values}), used=used)
