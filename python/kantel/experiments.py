"""Experiments: what a sweep runs, from a file or a dict, and how it travels to other machines."""

from __future__ import annotations

import pathlib

import tomli_w

from . import _core
from .errors import InputError
from .scenarios import Scenario, plain, read_text, scenario_of, settings_of, whole_numbers


class Experiment:
    """An experiment: a scenario, the factors in which its points differ, a design, and what is kept of each run.

    source: the path of an experiment file (TOML), or a dict of the same tables: {"replicates": 10, "factor": [{"key":
        "parameters.p", "low": 1e-4, "high": 1e-2, "scale": "log"}], "design": {"kind": "latin_hypercube"}, …}.
    scenario: a Scenario, or what one is made from, instead of the one the source names.
    organisation: an Organisation, instead of the scenario's own.
    """

    def __init__(
        self,
        source: str | pathlib.Path | dict,
        scenario: Scenario | str | pathlib.Path | dict | None = None,
        *,
        days: int | None = None,
        replicates: int | None = None,
        seed: int | None = None,
        set: dict | list[str] | None = None,
        organisation=None,
    ):
        if isinstance(source, dict):
            text, file = tomli_w.dumps(plain(source)), "experiment.toml"
            if scenario is None and "scenario" not in source:
                raise InputError.of("scenario", "is missing", "a Scenario, a path or TOML text")
        else:
            text, file = read_text(source), str(source)
        settings = (
            set
            if isinstance(set, list)
            else [one for key, value in (set or {}).items() for one in settings_of(key, value)]
        )
        self._open(text, file, scenario, organisation, (settings, *whole_numbers(days, replicates, seed)))

    def _open(self, text, file, scenario, organisation, overrides) -> None:
        self._source, self._overrides, self._organisation = (text, file), overrides, organisation
        given = None
        if scenario is not None or organisation is not None:
            scenario = scenario or _core.Experiment(text, file, *overrides, None).scenario_file
            given = scenario_of(scenario).core(organisation=organisation)
        self.core = _core.Experiment(text, file, *overrides, given)
        self._scenario = scenario_of(scenario or self.core.scenario_file)
        self.name, self.hash, self.arms = self.core.name, self.core.hash, self.core.arms
        self.points, self.replicates = self.core.points, self.core.replicates

    def shipped(self) -> dict:
        """What another machine needs to open the same experiment, as text; only files of an organisation must be there
        where they are here."""
        if self._organisation is not None:
            raise InputError.of(
                "organisation",
                "is in memory, which workers do not share",
                "the files of Organisation.export() in a folder they share, and a scenario that names them",
            )
        scenario = self._scenario.copy()
        scenario.file = str(pathlib.Path(scenario.file).resolve())
        return {
            "source": self._source,
            "scenario": vars(scenario),
            "overrides": self._overrides,
            "hash": self.hash,
        }

    @classmethod
    def arrived(cls, shipped: dict) -> "Experiment":
        made, scenario = cls.__new__(cls), Scenario.__new__(Scenario)
        vars(scenario).update(shipped["scenario"])
        made._open(*shipped["source"], scenario, None, shipped["overrides"])
        if made.hash != shipped["hash"]:
            raise RuntimeError(
                f"the worker reads another experiment in {shipped['source'][1]}: are its files and its kantel the same?"
            )
        return made

    def __repr__(self) -> str:
        return f"<Experiment {self.name}: {self.points} points, {self.replicates} replicates, {', '.join(self.arms)}; hash {self.hash}>"
