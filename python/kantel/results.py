"""What a comparison leaves behind, as frames, arrays, files and pictures. Every frame and dataset carries what is needed
to make it again: attrs with the resolved scenario, its hash, seed, version, commit and the units of its columns."""

from __future__ import annotations

import functools
import json
import pathlib
import tomllib

import numpy as np
import pandas as pd
import xarray as xr

from . import _core
from .errors import choice


class Comparison:
    """The outcome of run() or compare(): arms by replicates."""

    def __init__(self, core, rules: dict, organisation):
        self._core = core
        self._rules = {kind: named for kind, named in rules.items() if named}
        self._organisation = organisation
        self.about = core.about
        self.name: str = self.about["name"]
        self.days: int = self.about["days"]
        self.seed: int = self.about["seed"]
        self.scenario: str = self.about["resolved"]
        self.scenario_hash: str = self.about["hash"]
        self.arms, self.pairs, self.groups = core.arms, core.pairs, core.groups
        self.replicates, self.employees, self.warnings = core.replicates, core.employees, core.warnings
        self.measures = {name: {"unit": unit, "long_name": sentence} for name, unit, sentence in core.measures()}
        self.metrics = {
            name: {"unit": unit, "long_name": sentence} for name, unit, sentence in core.metrics() + core.contrasts()
        }

    @functools.cached_property
    def _record_every(self) -> int:
        return tomllib.loads(self.scenario).get("record", {}).get("every", 1)

    @property
    def attrs(self) -> dict:
        """Where the numbers come from."""
        own = {f"rules_{kind}": json.dumps(named) for kind, named in self._rules.items()}
        if self._organisation is not None:
            own["organisation_hash"] = self._organisation.hash
        return {
            "name": self.name,
            "seed": self.seed,
            "scenario": self.scenario,
            "scenario_hash": self.scenario_hash,
            "version": _core.version,
            "commit": _core.commit,
            "model": self.about["model"],
            **own,
        }

    def _frame(self, columns: dict, units: dict) -> pd.DataFrame:
        frame = pd.DataFrame(columns)
        frame.attrs = {**self.attrs, "units": units}
        return frame

    @functools.cached_property
    def runs(self) -> pd.DataFrame:
        """A row an arm and replicate, a column a metric: runs.csv."""
        names = [name for name, _, _ in self._core.metrics()]
        values = self._core.values()
        columns = {
            "arm": np.repeat(self.arms, len(self.replicates)),
            "replicate": np.tile(self.replicates, len(self.arms)),
            "seed": np.full(values.shape[0] * values.shape[1], self.seed),
        }
        columns |= {name: values[:, :, i].ravel() for i, name in enumerate(names)}
        return self._frame(columns, {name: self.metrics[name]["unit"] for name in names})

    @functools.cached_property
    def summary(self) -> pd.DataFrame:
        """Means over replicates with their 95% interval, of arms, paired differences and effects: summary.csv."""
        names = ["arm", "metric", "unit", "mean", "low", "high", "n"]
        rows = self._core.summary()
        return self._frame({name: [row[i] for row in rows] for i, name in enumerate(names)}, {})

    def metric(self, name: str) -> pd.DataFrame:
        """One metric: a row an arm and pair."""
        choice("metric", name, self.metrics)
        found = self.summary[self.summary.metric == name].set_index("arm")[["mean", "low", "high", "n"]]
        found.attrs = {**self.attrs, "units": {name: self.metrics[name]["unit"]}}
        return found

    def series(self, measure: str | None = None, group: str | None = None, arm: str | None = None) -> pd.DataFrame:
        """Means over replicates by day, with interval and spread: series.csv, or the part of it that is named."""
        measures = list(self.measures)
        for key, value, allowed in (
            ("measure", measure, measures),
            ("group", group, self.groups),
            ("arm", arm, self.arms),
        ):
            if value is not None:
                choice(key, value, allowed)
        numbers = self._core.series(-1 if measure is None else measures.index(measure))
        labels = [self.arms, list(range(self.days + 1)), self.groups, [measure] if measure else measures]
        if arm is not None:
            numbers, labels[0] = numbers[[self.arms.index(arm)]], [arm]
        if group is not None:
            numbers, labels[2] = numbers[:, :, [self.groups.index(group)]], [group]
        index = pd.MultiIndex.from_product(labels, names=["arm", "day", "group", "measure"])
        columns = ["mean", "low", "high", "p05", "p95"]
        frame = pd.DataFrame(numbers.reshape(-1, 5), index=index, columns=columns).reset_index()
        # Groups other than all are recorded on some days only.
        due = (frame.day % self._record_every == 0) | (frame.day == self.days)
        frame = frame[due | (frame.group == "all")].reset_index(drop=True)
        frame.attrs = {**self.attrs, "units": {name: self.measures[name]["unit"] for name in labels[3]}}
        return frame

    @functools.cached_property
    def differences(self) -> pd.DataFrame:
        """Paired differences between arms by day: differences.csv."""
        labels = [self.pairs, range(self.days + 1), self._core.paired_measures]
        index = pd.MultiIndex.from_product(labels, names=["arm", "day", "measure"])
        frame = pd.DataFrame(self._core.differences().reshape(-1, 3), index, ["mean", "low", "high"]).reset_index()
        frame.attrs = {**self.attrs, "units": {name: self.measures[name]["unit"] for name in labels[2]}}
        return frame

    def dataset(self, groups: bool = False) -> xr.Dataset:
        """Every replicate's daily measures: dimensions arm, replicate, day, and group when asked for."""
        numbers = self._core.recordings(groups)
        dimensions = ["arm", "replicate", "day", "group"]
        coordinates = {
            "arm": self.arms,
            "replicate": self.replicates,
            "day": np.arange(self.days + 1),
            "group": self.groups,
        }
        if not groups:
            numbers = numbers[:, :, :, 0]
            dimensions.pop()
            coordinates.pop("group")
        variables = {
            name: (dimensions, numbers[..., i], {"units": words["unit"], "long_name": words["long_name"]})
            for i, (name, words) in enumerate(self.measures.items())
        }
        made = xr.Dataset(variables, coordinates, self.attrs)
        made["day"].attrs["units"] = "working days" if self.about["model"] == "change" else "days"
        return made

    @functools.cached_property
    def data(self) -> xr.Dataset:
        """dataset() of everybody together."""
        return self.dataset()

    @property
    def manifest(self) -> dict:
        """As in manifest.json: everything needed to make the result again."""
        return json.loads(self._core.manifest())

    def write(self, folder: str | pathlib.Path, *, force: bool = False, report: bool | None = None) -> pathlib.Path:
        """Writes what `kantel compare` writes, by the same code: the tables, the manifest and the HTML report.

        report: None for "if this build can": a package built without the chart library makes no HTML report."""
        if report and not _core.has_report:
            raise RuntimeError(
                "this package was built without the chart library, so it writes no HTML report; "
                "run ./dev setup before pip install, or use kantel report FOLDER"
            )
        self._core.write(str(folder), force, _core.has_report if report is None else report)
        return pathlib.Path(folder)

    def plot(self, figure: str | None = None, *, group: str = "all", panel: int | None = None, width: int = 640):
        """A figure of the report as an Altair chart, from the same specification and data. figures() lists them."""
        from . import charts

        return charts.chart(self, figure, group=group, panel=panel, width=width)

    def figures(self) -> list[str]:
        """What plot() can draw."""
        from . import charts

        return list(charts.panels(self))

    def figure(self, *measures: str, group: str = "all", band: str = "interval", ax=None):
        """Curves for a paper, by Matplotlib: a panel a measure, a line an arm. band: interval (of the mean), spread (5 to
        95% of replicates) or none."""
        from . import papers

        return papers.curves(self, measures or (next(iter(self.measures)),), group=group, band=band, ax=ax)

    def __repr__(self) -> str:
        n = len(self.replicates)
        return (
            f"<Comparison {self.name}: {', '.join(self.arms)}; {self.employees} people, {self.days} days, "
            f"{n} replicate{'s' if n != 1 else ''}, seed {self.seed}>"
        )

    def _repr_html_(self) -> str:
        shown = ["t50", "practising_end", "durable_end", "retained_60", "dip_depth", "hours_per_durable"]
        shown = [name for name in shown if name in self.metrics] or list(self.metrics)[:6]
        table = self.summary[self.summary.metric.isin(shown)].pivot(index="arm", columns="metric", values="mean")
        return (
            f"<p>{repr(self)[1:-1]}</p>{table.loc[self.arms + self.pairs, shown].to_html(float_format='{:.4g}'.format)}"
        )
