"""The pictures of a sweep: the panels of its report (indices, heat maps, response curves), which the engine makes, as
Altair charts or for papers as Matplotlib figures."""

from __future__ import annotations

import json

from . import _core, charts
from .errors import InputError, choice

CURVES = ("response", "baseline", "difference")  # a panel a factor; the others have a panel an arm or pair


def chosen(sweep, measure: str, x, y, arm, kind) -> tuple[str, list[dict]]:
    """The kind and its panels; see Sweep.plot()."""
    choice("measure", measure, sweep.metrics)
    for factor in (x, y):
        if factor is not None:
            choice("factor", factor, sweep.factors)
    if y is not None and (x is None or x == y):
        raise InputError.of("y", "needs another factor for x", f"x and y of {', '.join(sweep.factors)}")
    axes = None if y is None else (x, y)
    figures = json.loads(_core.sweep_panels(str(sweep.path), measure, axes))
    found = {name.removesuffix(f"-{measure}"): panels for name, panels in figures.items()}
    if not found:
        raise InputError.of(measure, "has no value in any run that is done", "a measure that has, or more runs")
    if kind is None and y is not None:
        kind = "heat"
    elif kind is None:
        kind = next((one for one in found if x is None or one in CURVES), "response")
    choice("kind", kind, found)
    panels = found[kind]
    words = {one: one for one in sweep.arms}
    words |= {f"{b}-{a}": f"{b} minus {a}" for i, b in enumerate(sweep.arms) for a in sweep.arms[:i]}
    if kind == "baseline":
        words = {one: f"{one} against the baseline" for one in sweep.arms}
    told = {name for panel in panels for name in (panel["names"] if kind in CURVES else [panel["title"]])}
    if arm is not None:
        choice("arm", arm, [name for name, shown in words.items() if shown in told])
    if kind not in CURVES:
        return kind, [one for one in panels if one["title"] in ([words[arm]] if arm else sweep.arms)]
    if x is not None:
        panels = [one for one in panels if one["title"] == x]
    return kind, [_of_arm(one, words[arm]) if arm else one for one in panels]


def _of_arm(panel: dict, name: str) -> dict:
    at = panel["names"].index(name)
    return panel | {key: [panel[key][at]] for key in ("names", "colors", "dashes", "points")}


def plot(sweep, measure, x, y, arm, kind, width):
    kind, panels = chosen(sweep, measure, x, y, arm, kind)
    titled = [one | {"y": f"{measure}{_of(one, kind)}: {one['y']}"} for one in panels]
    return charts.assembled(titled, width, legend=True)


def _of(panel: dict, kind: str) -> str:
    """Whose the numbers are, where no legend says it."""
    if kind not in CURVES:
        return f" of {panel['title']}"
    return f" of {panel['names'][0]}" if len(panel["names"]) == 1 else ""


def figure(sweep, measure, x, y, arm, kind):
    from . import papers

    kind, panels = chosen(sweep, measure, x, y, arm, kind)
    draw = {"heat": papers.heat, "indices": papers.panel_bars}.get(kind, papers.response)
    return papers.panels([one | {"title": measure + _of(one, kind)} for one in panels], draw)
