"""Calibration by approximate Bayesian computation: which parameters make the model look like what was observed. pyABC
accepts, weighs and perturbs; Kantel simulates.

A simulation is far from the observations by the root mean square of its deviations, each in units of its own sampling
error: of a share among so many people, or of a survey's mean. So adoption and surveys can be weighed together.
"""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import math
import pathlib
import tempfile

import numpy as np
import pandas as pd

from . import points
from .errors import InputError, choice, optional
from .points import evaluate
from .scenarios import scenario_of, settings_of

UNDEFINED = 1e3  # sampling errors


def observe(
    adoption: pd.DataFrame | None = None,
    surveys: pd.DataFrame | None = None,
    *,
    people: int | dict | None = None,
    measure: str = "practising",
) -> pd.DataFrame:
    """What was observed, as calibrate() wants it: a row a day, group and measure, with the value and its sampling error.

    adoption: columns day, count or share, perhaps unit, perhaps people (how many there are; or `people`, a number or
        {unit: number}). measure: what the counts are of.
    surveys: columns day (of the wave), measure (autonomy, trust, …), mean, sd, n, perhaps unit.
    """
    rows = []
    if adoption is not None:
        _need("adoption", adoption, ["day"])
        for row in adoption.to_dict("records"):
            group = _group(row)
            size = row.get("people") or (people.get(row.get("unit", "all")) if isinstance(people, dict) else people)
            if not size or not size > 0:
                raise InputError.of(
                    "adoption", f"nothing says how many people there are in {group}", "a column people, or people="
                )
            share = row["share"] if "share" in row else row.get("count", math.nan) / size
            if not 0 <= share <= 1:
                raise InputError.of("adoption", f"has a share of {share:.4g} on day {row['day']}", "0 to 1")
            # Never less than half a person: a share of 0 or 1 is not known without error.
            error = max(math.sqrt(share * (1 - share) / size), 0.5 / size)
            rows.append((int(row["day"]), group, measure, float(share), error))
    if surveys is not None:
        _need("surveys", surveys, ["day", "measure", "mean", "sd", "n"])
        for row in surveys.to_dict("records"):
            if not (row["sd"] > 0 and row["n"] > 1):
                raise InputError.of(
                    "surveys", f"has sd {row['sd']} and n {row['n']} on day {row['day']}", "sd above 0 and n above 1"
                )
            rows.append(
                (int(row["day"]), _group(row), str(row["measure"]), float(row["mean"]), row["sd"] / math.sqrt(row["n"]))
            )
    if not rows:
        raise InputError.of("observed", "is empty", "adoption, surveys or both")
    return pd.DataFrame(rows, columns=["day", "group", "measure", "value", "error"])


def _group(row) -> str:
    unit = row.get("unit", "all")
    return "all" if unit in ("all", None) or unit != unit else f"unit={unit}"


def _need(name, frame, columns) -> None:
    for column in columns:
        if column not in frame:
            raise InputError.of(
                name, f"has no column {column}; it has {', '.join(map(str, frame.columns))}", ", ".join(columns)
            )


class _Simulator:
    """The scenario at given parameters, at the observed days and groups; each call has the luck of another replicate."""

    def __init__(self, scenario, observed, arm, organisation, threads):
        self.series = list(dict.fromkeys(zip(observed.measure, observed.group)))
        self.core, about = points.prepared(scenario, organisation=organisation, arm=arm)
        self.threads, self.calls = threads, 0
        last = about["days"]
        # Recorded as rarely as the observed days allow.
        self.every = math.gcd(*(int(day) for day in observed.day)) or last
        self.at = [
            (self.series.index((row.measure, row.group)), row.day // self.every) for row in observed.itertuples()
        ]
        late = observed[(observed.day > last) | (observed.day < 0)]
        if len(late):
            raise InputError.of("observed", f"has day {late.day.iloc[0]}, outside the run", f"0 to {last}")

    def __call__(self, settings: list[list[str]]) -> np.ndarray:
        """A row for each list of settings: what is observed in a simulation with them."""
        luck = list(range(self.calls, self.calls + len(settings)))
        _, curves, _, _ = self.core.evaluate(settings, luck, 1, self.series, self.every, False, self.threads, None)
        self.calls += len(settings)
        return np.array([curves[:, 0, 0, series, day] for series, day in self.at], dtype=float).T


@dataclasses.dataclass
class Posterior:
    """Weighted samples: a column a parameter, `weight` (adding to 1) and `distance`."""

    samples: pd.DataFrame
    priors: dict
    observed: pd.DataFrame
    simulations: int
    generations: pd.DataFrame  # epsilon and simulations of each
    _scenario: object
    _options: dict

    def summary(self) -> pd.DataFrame:
        """Mean and 5, 50 and 95% quantiles of each parameter."""
        weight = self.samples.weight.to_numpy()
        rows = {}
        for name in self.priors:
            values = self.samples[name].to_numpy()
            rows[name] = {
                "mean": float(np.sum(values * weight)),
                **{label: quantile(values, weight, q) for label, q in (("p05", 0.05), ("median", 0.5), ("p95", 0.95))},
            }
        return pd.DataFrame(rows).T

    def predict(self, n: int = 100, *, seed: int = 1) -> pd.DataFrame:
        """The posterior predictive: what n draws from the posterior, each with luck of its own, do on every day. A row a
        day and observed series: median, and 5 to 95% as low and high."""
        draws = np.random.default_rng(seed).choice(len(self.samples), n, p=self.samples.weight)
        series = list(dict.fromkeys(zip(self.observed.measure, self.observed.group)))
        found = evaluate(
            self._scenario,
            self.samples.iloc[draws][list(self.priors)],
            series=series,
            first_replicate=1_000_000 + np.arange(n),
            **self._options,
        )
        low, middle, high = np.quantile(found["daily"].to_numpy()[:, 0, 0], [0.05, 0.5, 0.95], axis=0)
        frames = [
            pd.DataFrame(
                {
                    "day": found.day,
                    "measure": measure,
                    "group": group,
                    "low": low[s],
                    "median": middle[s],
                    "high": high[s],
                }
            )
            for s, (measure, group) in enumerate(series)
        ]
        return pd.concat(frames, ignore_index=True)

    def figure(self):
        """Each parameter's posterior beside its prior (Matplotlib)."""
        from . import papers

        return papers.marginals(self)

    def predictive_figure(self, n: int = 100, *, seed: int = 1):
        """Observations over the posterior predictive (Matplotlib)."""
        from . import papers

        return papers.predictive(self, self.predict(n, seed=seed))

    def __repr__(self) -> str:
        return f"<Posterior of {len(self.samples)} samples from {self.simulations} simulations>\n{self.summary()}"


def quantile(values: np.ndarray, weight: np.ndarray, q: float) -> float:
    """The smallest value with at least the share q of the weight at or below it."""
    order = np.argsort(values)
    at = np.searchsorted(np.cumsum(weight[order]) / weight.sum(), q)
    return float(values[order[min(at, len(values) - 1)]])


@contextlib.contextmanager
def _seeded(seed: int):
    """pyABC draws from NumPy's global stream; it is put back afterwards."""
    state = np.random.get_state()
    np.random.seed(seed)
    try:
        yield
    finally:
        np.random.set_state(state)


def calibrate(
    scenario,
    priors: dict,
    observed: pd.DataFrame,
    *,
    method: str = "smc",
    population: int = 100,
    generations: int = 4,
    accept: float = 0.1,
    seed: int = 1,
    arm: str | None = None,
    organisation=None,
    threads: int = 0,
    store: str | pathlib.Path | None = None,
) -> Posterior:
    """Approximate Bayesian computation against observed series.

    scenario: of any model; its `days` must reach the last observation. arm: which one (default: the only one, or the first).
    priors: {path: (low, high)} uniform, or {path: (low, high, "log")} uniform in the logarithm.
    observed: from observe().
    method: "smc" tightens over `generations`, each accepting the nearer half of the one before, one simulation after the
        other; "rejection" accepts the `population` nearest of population / accept draws from the prior, all cores.
    population: samples accepted.
    threads: of rejection; samples never depend on it.
    store: of smc: keeps pyABC's own database there.

    The same seed gives the same samples.
    """
    choice("method", method, ("smc", "rejection"))
    for path, given in priors.items():
        low, high, *scale = given
        if not low < high or scale not in ([], ["log"]) or (scale and low <= 0):
            raise InputError.of(
                path, f"has the prior {given}", '(low, high) with low < high, or (low, high, "log") with low > 0'
            )
    if store and method == "rejection":
        raise InputError.of("store", "is for smc: rejection has no database")
    pyabc = optional("pyabc", "calibration")
    logging.getLogger("ABC").setLevel(logging.WARNING)
    arm = arm or scenario_of(scenario).arms[0]
    simulator = _Simulator(scenario, observed, arm, organisation, threads)
    ends = [text for path, (low, *_) in priors.items() for text in settings_of(path, low)]
    simulator([ends])  # errors, before pyABC
    value, error = observed.value.to_numpy(), observed.error.to_numpy()

    # pyABC's names are plain; a logarithmic parameter is perturbed as its logarithm.
    names = {f"x{i}": path for i, path in enumerate(priors)}

    def written(parameters) -> dict:
        return {path: math.exp(parameters[x]) if len(priors[path]) == 3 else parameters[x] for x, path in names.items()}

    def simulated(drawn: list) -> np.ndarray:
        return simulator(
            [[text for path, number in written(one).items() for text in settings_of(path, number)] for one in drawn]
        )

    def distance(seen, expected):
        # What a simulation leaves undefined (a share of nobody) is as wrong as can be, not left out.
        off = np.nan_to_num((seen["y"] - expected["y"]) / error, nan=UNDEFINED)
        return float(np.sqrt(np.mean(off**2)))

    def uniform(low, high, *scale):
        low, high = (math.log(low), math.log(high)) if scale else (low, high)
        return pyabc.RV("uniform", low, high - low)

    prior = pyabc.Distribution({x: uniform(*priors[path]) for x, path in names.items()})
    with _seeded(seed), tempfile.TemporaryDirectory(prefix="kantel-") as folder:
        if method == "rejection":
            drawn = [prior.rvs() for _ in range(math.ceil(population / accept))]
            far = np.array([distance({"y": y}, {"y": value}) for y in simulated(drawn)])
            nearest = np.argsort(far, kind="stable")[:population]
            found, weight, distances = pd.DataFrame([drawn[i] for i in nearest]), np.ones(population), far[nearest]
            told = pd.DataFrame({"generation": [0], "epsilon": distances.max(), "simulations": len(drawn)})
        else:
            abc = pyabc.ABCSMC(
                lambda drawn: {"y": simulated([drawn])[0]},
                prior,
                distance,
                population_size=population,
                sampler=pyabc.SingleCoreSampler(),
                eps=pyabc.QuantileEpsilon(alpha=0.5),
            )
            abc.new(f"sqlite:///{store or pathlib.Path(folder) / 'abc.db'}", {"y": value})
            history = abc.run(max_nr_populations=generations)
            found, weight = history.get_distribution(m=0)
            distances = history.get_weighted_distances().distance.to_numpy()
            told = history.get_all_populations().query("t >= 0")[["t", "epsilon", "samples"]]
            told = told.rename(columns={"t": "generation", "samples": "simulations"})
    samples = pd.DataFrame([written(row) for row in found.to_dict("records")])
    samples["weight"] = np.asarray(weight) / np.sum(weight)
    samples["distance"] = distances
    options = {"organisation": organisation, "arm": arm, "threads": 0}
    return Posterior(samples, dict(priors), observed, simulator.calls, told.reset_index(drop=True), scenario, options)
