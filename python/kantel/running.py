"""run and compare: a scenario's arms as matched pairs, on all cores, without the interpreter's lock."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import Any

from . import _core, rules
from .organisations import Organisation
from .results import Comparison
from .scenarios import Scenario, scenario_of

Source = Scenario | str | pathlib.Path | dict


def compare(
    scenario: Source,
    *,
    replicates: int | None = None,
    replicate: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    threads: int = 0,
    set: dict[str, Any] | None = None,
    until: tuple[str, float] | None = None,
    organisation: Organisation | None = None,
    policies: dict[str, Callable] | None = None,
    interventions: dict[str, Callable] | None = None,
    progress: Callable[[float], None] | None = None,
    arm: str | None = None,
) -> Comparison:
    """Runs all arms as matched pairs: the same people with the same luck. The numbers are those of `kantel compare`.

    scenario: a Scenario, or what one is made from.
    replicates, days, seed: instead of the scenario's own.
    replicate: this one alone.
    threads: 0 for all cores; results never depend on it.
    set: {path: value}, as --set on the command line.
    until: (metric, width): replicates in tens, until the 95% interval is no wider in any arm and paired difference.
    organisation: an Organisation, instead of the scenario's own.
    policies, interventions: {arm: function}, own rules (see kantel.rules).
    progress: called now and then with the share that is done.
    arm: this one alone, as run() does.

    Raises InputError with every problem. Ctrl-C raises KeyboardInterrupt within a day; its `result` is the Comparison of
    the replicates that were finished, or None.
    """
    core = scenario_of(scenario).core(
        days=days, replicates=replicates, seed=seed, arm=arm, organisation=organisation, set=set
    )
    arms = _core.about(core)["arms"] if policies or interventions else []
    pairs = rules.pairs_for(arms, policies, interventions)
    own = {
        kind: {name: getattr(rule, "__name__", type(rule).__name__) for name, rule in (given or {}).items()}
        for kind, given in (("policies", policies), ("interventions", interventions))
    }
    try:
        return Comparison(_core.compare(core, replicate, threads, pairs, until, progress), own, organisation)
    except BaseException as stopped:
        finished = getattr(stopped, "result", None)
        if isinstance(finished, _core.Result):  # so too where `progress` raised
            stopped.result = Comparison(finished, own, organisation)
        if isinstance(stopped, KeyboardInterrupt):
            done = len(finished.replicates) if finished else 0
            stopped.result = stopped.result if finished else None
            stopped.args = (
                f"{done} of {_core.about(core)['replicates']} replicates were finished"
                + ("; .result of this exception holds them" if done else ""),
            )
        raise


def run(
    scenario: Source,
    *,
    arm: str = "",
    policy: Callable | None = None,
    interventions: Callable | None = None,
    **options: Any,
) -> Comparison:
    """Runs one arm, which may be left out where there is but one. `policy` and `interventions` are own rules; the
    options are those of compare()."""
    name = arm
    if not arm and (policy or interventions):
        name = (scenario_of(scenario).arms or [""])[0]
    return compare(
        scenario,
        arm=arm,
        policies={name: policy} if policy else None,
        interventions={name: interventions} if interventions else None,
        **options,
    )
