"""start: one run of one arm, lived day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import xarray as xr

from . import _core, rules
from .organisations import Organisation
from .scenarios import scenario_of


class People(Mapping):
    """Everybody as they are now, a column a name: people["trust"]. Levels are read-only views of the engine's own arrays
    (no copy), valid until the run advances; flags such as "practising" are fresh arrays of bool."""

    def __init__(self, core):
        self._core = core

    def __getitem__(self, name: str) -> np.ndarray:
        return self._core.column(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _, _, _ in self._core.columns())

    def __len__(self) -> int:
        return len(self._core.columns())

    @property
    def words(self) -> dict[str, str]:
        """What each column is."""
        return {name: sentence for name, _, _, sentence in self._core.columns()}


class Run:
    """One arm, one replicate, from day 0: the numbers of compare(), a day at a time."""

    def __init__(self, core, days: int):
        self._core = core
        self.days = days

    def advance(self, days: int = 1) -> "Run":
        """Lives so many days, or as many as are left. Ctrl-C ends it after a whole day. Returns the run itself."""
        self._core.advance(days)
        return self

    @property
    def day(self) -> int:
        """The last day that was lived; 0 after the start."""
        return self._core.day

    @property
    def finished(self) -> bool:
        return self._core.finished

    @property
    def employees(self) -> int:
        return self._core.employees

    @property
    def people(self) -> People:
        """Everybody's state. Of an imported organisation it raises InputError: nobody of it is shown alone."""
        self._core.columns()
        return People(self._core)

    @property
    def recording(self) -> xr.Dataset:
        """The days so far: a variable a measure over (day, group); NaN where a group was not recorded."""
        numbers = self._core.recording()
        return xr.Dataset(
            {name: (["day", "group"], numbers[:, :, i]) for i, name in enumerate(self._core.measures())},
            {"day": np.arange(numbers.shape[0]), "group": self._core.groups()},
        )

    def __repr__(self) -> str:
        return f"<Run on day {self.day} of {self.days}, {self.employees} people>"


def start(
    scenario,
    arm: str = "",
    replicate: int = 0,
    *,
    days: int | None = None,
    seed: int | None = None,
    threads: int = 1,
    set: dict | None = None,
    organisation: Organisation | None = None,
    policy: Callable | None = None,
    interventions: Callable | None = None,
) -> Run:
    """Starts a run and stops at day 0, which is recorded.

    arm may be left out where there is but one; the other arguments are those of run(). A run alone has the numbers it has
    among others: kantel.start(s, "rollout", 3) lives replicate 3 of kantel.compare(s).
    """
    core = scenario_of(scenario).core(days=days, seed=seed, arm=arm, organisation=organisation, set=set)
    about = _core.about(core)
    own = rules.pairs_for(
        about["arms"],
        {about["arms"][0]: policy} if policy else None,
        {about["arms"][0]: interventions} if interventions else None,
    )
    return Run(_core.start(core, replicate, threads, *(own[0] if own else (None, None))), about["days"])
