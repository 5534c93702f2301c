"""Kantel: a wind tunnel for organisational change, in Python.

    import kantel

    scenario = kantel.Scenario("scenarios/municipality.toml")
    result = kantel.compare(scenario, replicates=5)
    result.metric("durable_end")      # a frame: means with intervals, paired differences
    result.data                       # an xarray dataset: arm, replicate, day
    result.plot("adoption")           # the report's chart (Altair)
    result.figure("practising")       # a figure for a paper (Matplotlib)

The numbers are those of the command line: it is the same engine.
"""

from . import _core, rules
from .calibration import Posterior, calibrate, observe
from .errors import InputError
from .experiments import Experiment
from .organisations import Organisation
from .points import evaluate
from .results import Comparison
from .running import compare, run
from .scenarios import Scenario
from .sensitivity import Indices, morris, problem, sobol
from .stepping import Run, start
from .sweeps import Sweep, merge_stores, read_store, sweep
from .tables import (
    arm,
    backing,
    champions,
    change,
    cohort,
    crisis,
    differences,
    event,
    leader_absence,
    levers,
    mandate,
    organisation,
    parameters,
    prices,
    privacy,
    record,
    scenario,
    schedule,
    tie_weights,
    trigger,
    unit,
    waves,
)

__version__ = _core.version


def describe(what: str = "parameters"):
    """A frame of what is declared: a table of the scenario (parameters, change, organisation, …), policies, measures,
    metrics, the words of the report's catalogue, or the name of a reference model."""
    import pandas as pd

    from .errors import choice

    tables = dict(_core.tables())
    models = _core.reference_models()
    choice("describe", what, [*tables, *models, "network", "policies", "measures", "metrics", "words"])
    if what == "words":
        from .charts import words

        return pd.DataFrame(words()).rename_axis("key").reset_index()
    if what == "policies":
        rows = [
            {"name": name, **dict(zip(rules.LEVERS, levers or [None] * 5)), "rule": rule, "seen as": words}
            for name, (levers, rule, words) in _core.policies().items()
        ]
        return pd.DataFrame(rows)
    if what in ("measures", "metrics"):
        rows = _core.measures() if what == "measures" else _core.metrics(500)
        return pd.DataFrame(rows, columns=["name", "unit", "meaning"])
    rows = _core.network_keys() if what == "network" else tables.get(what) or models[what][2]
    return pd.DataFrame(rows, columns=_core.key_columns)


__all__ = [
    "Comparison",
    "Experiment",
    "Indices",
    "InputError",
    "Organisation",
    "Posterior",
    "Run",
    "Scenario",
    "Sweep",
    "arm",
    "backing",
    "calibrate",
    "champions",
    "change",
    "cohort",
    "compare",
    "crisis",
    "describe",
    "differences",
    "evaluate",
    "event",
    "leader_absence",
    "levers",
    "mandate",
    "merge_stores",
    "morris",
    "observe",
    "organisation",
    "parameters",
    "prices",
    "privacy",
    "problem",
    "read_store",
    "record",
    "rules",
    "run",
    "scenario",
    "schedule",
    "sobol",
    "start",
    "sweep",
    "tie_weights",
    "trigger",
    "unit",
    "waves",
]
