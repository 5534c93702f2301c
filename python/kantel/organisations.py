"""Organisations from anywhere: generated, from files, frames, graphs or arrays; and to anywhere."""

from __future__ import annotations

import json
import pathlib
import tempfile

import numpy as np
import pandas as pd
import tomli_w

from . import _core
from .errors import InputError, choice, optional
from .scenarios import plain


class Organisation:
    """A chart and the ties between its people. Employee 0 is the top; people are numbers everywhere but where they came
    from. Give it to run() and compare() as `organisation`."""

    def __init__(self, core: _core.Organisation):
        self.core = core
        self.employees: int = core.employees
        self.unit_names: list[str] = core.unit_names
        self.warnings: list[str] = core.warnings
        self.hash: str = core.hash

    @classmethod
    def generate(
        cls, form: str = "sector", employees: int = 1000, *, seed: int = 1, threads: int = 0, **keys
    ) -> "Organisation":
        """Draws one. keys: those of kantel.organisation(), such as levels, mean_degree, team_ties."""
        table = tomli_w.dumps(plain({"form": form, "employees": employees, **keys}))
        return cls(_core.make_organisation(table, "", seed, threads))

    @classmethod
    def from_files(cls, chart="", *, folder="", threads: int = 0, **keys) -> "Organisation":
        """Reads a chart (CSV), or departments instead, and ties, messages or graphml; keys are those of
        kantel.organisation()."""
        table = tomli_w.dumps(plain({"form": "imported", "chart": chart, **keys}))
        return cls(_core.make_organisation(table, str(folder), 1, threads))

    @classmethod
    def from_pandas(
        cls, chart: pd.DataFrame, ties: pd.DataFrame | None = None, *, messages: pd.DataFrame | None = None, **keys
    ) -> "Organisation":
        """From a frame of id, manager and perhaps unit, level, cohort, and a frame of ties (a, b and perhaps layer) or of
        messages (sender, recipient, date). Columns go by their names, as in files (docs/formats.md), or by id_column,
        manager_column, from_column and to_column. Empty managers, or people who manage themselves, are tops."""
        chart = chart.copy()
        for column in chart.columns:  # whole numbers with gaps are floats in pandas: 3.0 is 3
            if pd.api.types.is_float_dtype(chart[column]) and (chart[column].dropna() % 1 == 0).all():
                chart[column] = chart[column].astype("Int64")
        with tempfile.TemporaryDirectory(prefix="kantel-") as folder:
            files = {"chart": chart, "ties": ties, "messages": messages}
            for name, frame in files.items():
                if frame is not None:
                    frame.to_csv(pathlib.Path(folder) / f"{name}.csv", index=False)
            given = {name: f"{name}.csv" for name in ("ties", "messages") if files[name] is not None}
            if not given and not keys.get("add_manager_ties") and not keys.get("team_ties"):
                raise InputError.of(
                    "ties",
                    "nothing says who is tied to whom",
                    "ties, messages, add_manager_ties=True or team_ties=True",
                )
            try:
                return cls.from_files("chart.csv", folder=folder, **given, **keys)
            except InputError as error:
                text = str(error).replace(folder + "/", "")
                for problem in error.problems:
                    problem["file"] = problem["file"].replace(folder + "/", "")
                raise InputError(text, error.problems) from None

    @classmethod
    def from_edges(
        cls, manager, a=(), b=(), *, layer=None, unit=None, cohort=None, dotted=None, **keys
    ) -> "Organisation":
        """From arrays: manager[i] is the number of i's manager (negative, or i itself, for the top); a[k] and b[k] are tied;
        dotted[i] is the number of i's second manager (negative for none)."""
        manager = np.asarray(manager)
        people = np.arange(len(manager))
        top = (manager < 0) | (manager == people)
        columns = {"id": people, "manager": pd.array(np.where(top, -1, manager), dtype="Int64")}
        chart = pd.DataFrame(columns)
        chart.loc[top, "manager"] = pd.NA
        for name, values in (("unit", unit), ("cohort", cohort)):
            if values is not None:
                chart[name] = values
        if dotted is not None:
            second = np.asarray(dotted)
            chart["dotted"] = pd.array(second, dtype="Int64")
            chart.loc[second < 0, "dotted"] = pd.NA
        ties = pd.DataFrame({"a": np.asarray(a), "b": np.asarray(b)})
        if layer is not None:
            ties["layer"] = layer
        return cls.from_pandas(chart, ties if len(ties) or not keys else None, **keys)

    @classmethod
    def from_networkx(cls, graph, *, manager: str = "manager", unit: str = "unit", **keys) -> "Organisation":
        """From a networkx graph whose nodes have the id of their manager as an attribute (none for the top)."""
        nodes = list(graph.nodes(data=True))
        chart = pd.DataFrame(
            {"id": [str(node) for node, _ in nodes], "manager": [_text(data.get(manager)) for _, data in nodes]}
        )
        if any(unit in data for _, data in nodes):
            chart["unit"] = [_text(data.get(unit)) for _, data in nodes]
        edges = [(str(a), str(b), data.get("layer", "informal")) for a, b, data in graph.edges(data=True)]
        return cls.from_pandas(chart, pd.DataFrame(edges, columns=["a", "b", "layer"]), **keys)

    @classmethod
    def from_igraph(cls, graph, *, manager: str = "manager", unit: str = "unit", **keys) -> "Organisation":
        """From an igraph graph; vertices are named by `name` or their number, and have their manager's name as an attribute."""
        names = [str(name) for name in (graph.vs["name"] if "name" in graph.vs.attributes() else range(graph.vcount()))]
        choice("vertex attribute", manager, graph.vs.attributes())
        chart = pd.DataFrame({"id": names, "manager": [_text(value) for value in graph.vs[manager]]})
        if unit in graph.vs.attributes():
            chart["unit"] = [_text(value) for value in graph.vs[unit]]
        layers = graph.es["layer"] if "layer" in graph.es.attributes() else ["informal"] * graph.ecount()
        edges = [(names[a], names[b], layer) for (a, b), layer in zip(graph.get_edgelist(), layers)]
        return cls.from_pandas(chart, pd.DataFrame(edges, columns=["a", "b", "layer"]), **keys)

    @property
    def chart(self) -> pd.DataFrame:
        """manager (-1 for the top), level and unit of each employee."""
        columns = self.core.chart()
        frame = pd.DataFrame(
            {
                "manager": columns["manager"],
                "level": columns["level"],
                "unit": pd.Categorical.from_codes(columns["unit"], self.unit_names),
            }
        )
        if "cohort" in columns:
            frame["cohort"] = pd.Categorical.from_codes(columns["cohort"], self.core.cohort_names)
        if "dotted" in columns:
            frame["dotted"] = columns["dotted"]
        frame.index.name = "employee"
        return frame

    @property
    def ties(self) -> pd.DataFrame:
        """Each tie once: a < b, and its layer."""
        a, b, layer = self.core.ties()
        return pd.DataFrame({"a": a, "b": b, "layer": pd.Categorical.from_codes(layer, _core.layers)})

    def facts(self, threads: int = 0) -> dict:
        """Spans, levels, ties, clustering and more; for generated ones beside their targets."""
        return json.loads(self.core.facts(threads))

    def export(self, folder: str | pathlib.Path, *, force: bool = False) -> pathlib.Path:
        """Writes chart.csv, ties.csv and org.graphml. Ids of imported people are never written."""
        self.core.export(str(folder), force)
        return pathlib.Path(folder)

    def to_networkx(self):
        networkx = optional("networkx", "graphs")
        graph = networkx.Graph()
        for employee, row in enumerate(self.chart.itertuples(index=False)):
            graph.add_node(
                employee, level=row.level, unit=row.unit, **({"manager": row.manager} if row.manager >= 0 else {})
            )
        graph.add_edges_from((a, b, {"layer": layer}) for a, b, layer in self.ties.itertuples(index=False))
        return graph

    def to_igraph(self):
        igraph = optional("igraph", "graphs")
        chart, ties = self.chart, self.ties
        graph = igraph.Graph(n=self.employees, edges=ties[["a", "b"]].to_numpy().tolist())
        graph.vs["manager"] = [None if m < 0 else str(m) for m in chart["manager"]]
        graph.vs["level"], graph.vs["unit"] = chart["level"].tolist(), chart["unit"].astype(str).tolist()
        graph.es["layer"] = ties["layer"].astype(str).tolist()
        return graph

    def __repr__(self) -> str:
        return f"<Organisation of {self.employees} people in {len(self.unit_names)} units, hash {self.hash}>"


def _text(value) -> str:
    return "" if value is None or value != value else str(value)
