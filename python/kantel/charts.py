"""The report's charts in Python. A panel (its data and words) comes from the engine, its specification from the files of
web/charts; this turns the two into a complete Vega-Lite specification, as web/charts.js does in the browser."""

from __future__ import annotations

import functools
import importlib.resources
import json
import tempfile

from . import _core
from .errors import choice

LINE_HEIGHT = 18  # pixels between two labels at the end of a curve


@functools.cache
def _file(name: str) -> dict:
    return json.loads((importlib.resources.files("kantel") / "charts" / name).read_text(encoding="utf-8"))


def words() -> dict[str, dict[str, str]]:
    """What reports and pages say, by language and key; "{name}" stands for what is filled in."""
    return _file("words.json")


def panels(result) -> dict[str, list]:
    """Every figure of a result's report: its name and its panels. Kept with the result."""
    if not hasattr(result, "_panels"):
        with tempfile.TemporaryDirectory(prefix="kantel-") as folder:
            result.write(folder, force=True, report=False)
            result._panels = json.loads(_core.chart_data(folder))
    return result._panels


def _filled(tree, values):
    """Every text "$name" in the tree becomes values[name]."""
    if isinstance(tree, str) and tree.startswith("$") and tree[1:] in values:
        return values[tree[1:]]
    if isinstance(tree, list):
        return [_filled(part, values) for part in tree]
    if isinstance(tree, dict):
        return {key: _filled(part, values) for key, part in tree.items()}
    return tree


def _rows(axis, at, series, columns, needs):
    made = []
    for s, name in enumerate(series):
        for i, x in enumerate(at):
            row = {"series": name, axis: x} | {column: values[s][i] for column, values in columns.items()}
            if row[needs] is not None:
                made.append(row)
    return made


def _spread(labels, domain, height):
    """Labels stand at their curve's last value; those that would overlap are moved apart around their common middle."""
    bottom, top = domain
    gap = (top - bottom) * LINE_HEIGHT / height
    groups = []
    for label in sorted(labels, key=lambda one: one["at"]):
        groups.append(([label], label["at"]))
        while len(groups) > 1:
            (lower, below), (upper, above) = groups[-2:]
            if above - below >= gap * (len(lower) + len(upper)) / 2:
                break
            both = lower + upper
            half = gap * (len(both) - 1) / 2
            wanted = sum(one["at"] for one in both) / len(both)
            groups[-2:] = [(both, min(max(wanted, bottom + half), top - half))]
    return [
        {**label, "at": middle + gap * (i - (len(group) - 1) / 2)}
        for group, middle in groups
        for i, label in enumerate(group)
    ]


def _day_ticks(days, width):
    first, last = days
    steps = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2500, 5000)
    step = next((step for step in steps if (last - first) / step * 52 <= width), max(1, last - first))
    return list(range(first, last + 1, step))


def _last(rows, name):
    return next((row for row in reversed(rows) if row["series"] == name), None)


def _events(panel, width):
    """Labels in as many rows as they need; see events() in web/charts.js."""
    names = panel.get("labelled", [])
    room = max(len(name) for name in names) * 8 + 12 if names and _is_wide(panel, width) else 8
    drawn, rows, made = width - 56 - room, [], []
    for event in reversed(panel.get("events", [])):
        x = (event["day"] - panel["days"][0]) / (panel["days"][1] - panel["days"][0]) * drawn
        length = len(event["label"]) * 6.7 + 8
        edge = x + length > drawn and x < length
        align = "left" if x + length <= drawn else "right"
        start = drawn - length if edge else x if align == "left" else x - length
        fits = (at for at, row in enumerate(rows) if all(start + length <= f or f + taken <= start for f, taken in row))
        row = next(fits, len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append((start, length))
        made.append(event | {"edge": edge, "align": align, "row_y": -15 - 16 * row})
    return made[::-1]


def _is_wide(panel, width):
    """Whether the ends of curves have room for their names; curves that are there for context have none."""
    return width >= 460 and len(panel.get("labelled", panel["names"])) <= 9


def _bands(panel):
    return {"mean": panel["mean"]} | ({"low": panel["low"], "high": panel["high"]} if "low" in panel else {})


def _ends(panel, rows, axis, wide):
    ends = [row for row in (_last(rows, name) for name in panel.get("labelled", panel["names"])) if row] if wide else []
    labels = [{"series": row["series"], axis: row[axis], "at": row["mean"]} for row in ends]
    return _spread(labels, panel["domain"], panel["height"])


def _curve(panel, width, wide):
    curves = _rows("day", panel["at"], panel["names"], _bands(panel), "mean")
    reference = [{"value": panel["reference"]}] if "reference" in panel else []
    return {
        "curves": curves,
        "events": _events(panel, width),
        "reference": reference,
        "labels": _ends(panel, curves, "day", wide),
    }


def _difference(panel, width, wide):
    return _curve(panel, width, wide) | {"zero": [{"value": 0}]}


def _shares(panel, width, wide):
    """Shares stack from the last name at the bottom to the first on top; each is named where its name fits best."""
    names, days = panel["names"], panel["days"]
    inset = (days[1] - days[0]) * min(0.3, 52 / (width - 60))
    shares = [[] for _ in names]
    for i, day in enumerate(panel["at"]):
        if any(column[i] is None for column in panel["share"]):
            continue
        bottom = 0
        for s in reversed(range(len(names))):
            top = min(1, bottom + panel["share"][s][i])
            shares[s].append({"series": names[s], "day": day, "bottom": bottom, "top": top})
            bottom = top
    labels = []
    for s, areas in enumerate(shares):
        best = {"room": (LINE_HEIGHT + 3) / panel["height"]}
        for area in areas:
            day = area["day"]
            if day - inset < days[0] or day + inset > days[1]:
                continue
            near = [other for other in areas if abs(other["day"] - day) <= inset]
            bottom, top = max(one["bottom"] for one in near), min(one["top"] for one in near)
            if top - bottom > best["room"]:
                best = {
                    "room": top - bottom,
                    "day": day,
                    "at": (top + bottom) / 2,
                    "series": names[s],
                    "ink": panel["inks"][s],
                }
        if "series" in best:
            labels.append(best)
    return {"shares": [area for areas in shares for area in areas], "events": _events(panel, width), "labels": labels}


def _amounts(panel, width, wide):
    keys = ("series", "value", "low", "high", "text")
    bars = [dict(zip(keys, bar)) for bar in panel["bars"]]
    ends = (max(bar["value"], bar["value"] if bar["high"] is None else bar["high"], 0) for bar in bars)
    return {"bars": [bar | {"end": end} for bar, end in zip(bars, ends)]}


def _terciles(panel, width, wide):
    points = _rows("group", panel["at"], panel["names"], _bands(panel), "mean")
    return {"points": points, "labels": _ends(panel, points, "group", wide)}


def _heat(panel, width, wide):
    fits = (width - 130) / len(panel["x_order"]) >= 26
    cells = [
        {"x": x, "y": y, "value": value, "text": text if fits else "", "ink": "#fefefe" if dark else "#101010"}
        for x, y, value, text, dark in panel["cells"]
    ]
    return {"cells": cells}


def _response(panel, width, wide):
    points = [
        {"series": name, "x": x, "mean": mean, "low": low, "high": high}
        for name, points in zip(panel["names"], panel["points"])
        for x, mean, low, high in points
    ]
    return {"zero": [{"value": 0}] if panel.get("zero") else [], "points": points}


def _bars(panel, width, wide):
    keys = ("factor", "series", "value", "low", "high")
    return {"bars": [dict(zip(keys, bar)) for bar in panel["bars"]]}


BUILDERS = {
    "curve": _curve,
    "difference": _difference,
    "shares": _shares,
    "amounts": _amounts,
    "terciles": _terciles,
    "heat": _heat,
    "response": _response,
    "bars": _bars,
}


def _renamed(tree, start: str):
    """Named data get names of their own, so that panels can stand beside each other."""
    if isinstance(tree, dict):
        if set(tree) == {"name"}:
            return {"name": start + tree["name"]}
        return {key: _renamed(part, start) for key, part in tree.items()}
    return [_renamed(part, start) for part in tree] if isinstance(tree, list) else tree


def specification(panel: dict, width: int = 640) -> dict:
    """The complete Vega-Lite specification of a panel that is `width` pixels wide, as the page makes it."""
    wide = _is_wide(panel, width)
    ticks = {"hour_ticks": max(3, width // 110), "label_limit": 0.45 * width}
    if "days" in panel:
        ticks["day_ticks"] = _day_ticks(panel["days"], width - 60)
    made = _filled(_file(panel["chart"] + ".vl.json"), ticks | panel)
    datasets = BUILDERS[panel["chart"]](panel, width, wide)
    return made | {"config": _file("theme.json")["config"], "datasets": datasets}


def chart(result, figure, *, group, panel, width):
    """An Altair chart of a figure; of one panel, or of all below each other."""
    figures = panels(result)
    figure = next(iter(figures)) if figure is None else figure
    choice("figure", figure, figures)
    found = figures[figure]
    if isinstance(found, dict):  # barriers, by group
        choice("group", group, found)
        found = found[group]
    if panel is not None:
        choice("panel", panel, range(len(found)))
        found = [found[panel]]
    if not found:
        raise ValueError(f"there is nothing to draw in {figure}: it needs more than one arm")
    found = [one | {"y": f"{one['title']}: {one['y']}"} if "title" in one else one for one in found]
    return assembled(found, width)


def _with_legend(tree):
    """The page has a legend of its own, a chart by itself needs one."""
    if isinstance(tree, dict):
        made = {key: _with_legend(part) for key, part in tree.items()}
        if "legend" in made and made["legend"] is None and made.get("field") == "series":
            made["legend"] = {"title": None, "orient": "top", "labelLimit": 0}
        return made
    return [_with_legend(part) for part in tree] if isinstance(tree, list) else tree


def assembled(found: list[dict], width: int, *, legend: bool = False):
    """An Altair chart of panels, below each other."""
    import altair

    datasets, made = {}, []
    for number, one in enumerate(found):
        spec = specification(one, width)
        if legend and len(one["names"]) > 1:
            spec = _with_legend(spec)
        datasets |= {f"{number} {name}": rows for name, rows in spec.pop("datasets").items()}
        for of_the_page in ("$schema", "autosize", "config"):
            spec.pop(of_the_page)
        made.append(_renamed(spec, f"{number} ") | {"width": width})
    whole = {"config": _file("theme.json")["config"], "datasets": datasets}
    if len(made) == 1:
        return altair.Chart.from_dict(made[0] | whole)
    return altair.VConcatChart.from_dict({"vconcat": made} | whole)
