"""Own rules: functions that lead teams, or intervene, once a day.

A rule is called as rule(teams) on every day from the first, before the day's pass, with the state of yesterday. Replicates
run side by side, so a rule should depend on `teams` alone (its day and replicate included); results are then the same on
any number of threads. A policy answers with the levers of each team; an intervention with a list of events.
"""

from __future__ import annotations

import numpy as np
import tomli_w

from . import _core
from .errors import InputError, choice
from .scenarios import plain

LEVERS = ("autonomy_support", "structure", "care", "pressure", "vision")
MEASURES = tuple(name for name, _ in _core.team_measures())


class Teams:
    """The teams of an organisation as they were yesterday. Team 0 is the top alone; then one for each manager.

    day, replicate: numbers; the rest are arrays with an entry a team: manager (number of the employee who leads it),
    size, level (of its members), unit (index), shown, and the means listed in `kantel.rules.MEASURES`.

    Of an imported organisation a team of fewer than `privacy.min_group` people is not shown, nor any team where traits of
    its people are given: `shown` is False, its means are NaN, and no event may be for it alone. Levers that are NaN leave
    such a team to the arm's own policy. Should the hidden teams together have fewer people than that, the smallest of the
    others is hidden with them.
    """

    def __init__(self, day, replicate, manager, size, level, unit, shown, means):
        self.day, self.replicate, self.manager, self.size = day, replicate, manager, size
        self.level, self.unit, self.shown = level, unit, shown.astype(bool)
        self._means = means

    def __len__(self) -> int:
        return len(self.manager)

    def __getattr__(self, name: str) -> np.ndarray:
        if name in MEASURES:
            return self._means[MEASURES.index(name)]
        raise AttributeError(
            f"teams have no {name}; they have manager, size, level, unit, shown, {', '.join(MEASURES)}"
        )


def _constant(policy: str) -> np.ndarray:
    policies = _core.policies()
    choice("policy", policy, [name for name, (levers, _, _) in policies.items() if levers is not None])
    return np.array(policies[policy][0], dtype=np.float32)


def levers_of(answer, teams: int) -> np.ndarray | None:
    """Levers per team, as an array of teams × 5, from what a policy rule may answer."""
    if answer is None:
        return None
    if isinstance(answer, str):
        rows = _constant(answer)
    elif isinstance(answer, dict):
        for name in answer:
            choice("lever", name, LEVERS)
        rows = np.zeros((teams, 5), dtype=np.float32)
        for name, value in answer.items():
            rows[:, LEVERS.index(name)] = value
    elif not isinstance(answer, np.ndarray) and len(answer) and isinstance(answer[0], str):
        rows = np.array([_constant(name) for name in answer])
    else:
        rows = np.asarray(answer, dtype=np.float32)
    try:
        return np.ascontiguousarray(np.broadcast_to(rows, (teams, 5)), dtype=np.float32)
    except ValueError as error:
        raise InputError.of(
            "policy rule",
            f"answered with shape {rows.shape}",
            f"({teams}, 5), (5,), a dict of levers, or names of policies",
        ) from error


def _named(asked, rule):
    """With the rule's name, which a result tells of."""
    asked.called = f"{getattr(rule, '__module__', '?')}.{getattr(rule, '__qualname__', type(rule).__name__)}"
    return asked


def _policy(rule):
    return _named(lambda *view: levers_of(rule(teams := Teams(*view)), len(teams)), rule)


def _interventions(rule):
    def asked(*view) -> str:
        teams = Teams(*view)
        events = rule(teams) or []
        if isinstance(events, dict):
            events = [events]
        return tomli_w.dumps(plain({"event": [{"day": teams.day, **event} for event in events]})) if events else ""

    return _named(asked, rule)


def pairs_for(arms: list[str], policies: dict | None, interventions: dict | None) -> list[tuple]:
    """(policy, interventions) of each arm, as the engine wants them; [] when there is no rule."""
    policies, interventions = policies or {}, interventions or {}
    for given in (policies, interventions):
        for arm in given:
            choice("arm", arm, arms)
    if not policies and not interventions:
        return []
    made = []
    for arm in arms:
        policy, intervention = policies.get(arm), interventions.get(arm)
        made.append((policy and _policy(policy), intervention and _interventions(intervention)))
    return made
