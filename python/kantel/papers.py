"""Figures for papers, by Matplotlib, in the colours and dashes of the report."""

from __future__ import annotations

from .charts import _file
from .errors import choice, optional

BANDS = {"interval": ("low", "high"), "spread": ("p05", "p95"), "none": None}


def stroke(arm: int) -> dict:
    """Colour and dash of the arm with this number, as everywhere."""
    arms = _file("theme.json")["arms"]
    colors, dashes = arms["colors"], arms["dashes"]
    dash = dashes[(arm + arm // len(colors)) % len(dashes)]
    return {
        "color": colors[arm % len(colors)],
        "linestyle": "-" if dash[1] == 0 else (0, [length / 2 for length in dash]),
    }


def _clean(axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#e8e8e8", linewidth=0.8)
    axes.set_axisbelow(True)


def curves(result, measures, *, group, band, ax):
    """See Comparison.figure()."""
    pyplot = optional("matplotlib.pyplot", "plots")
    choice("band", band, BANDS)
    for measure in measures:
        choice("measure", measure, result.measures)
    if ax is None:
        width = 4.2 * len(measures) + (0.6 if len(measures) == 1 else 0)
        figure, made = pyplot.subplots(1, len(measures), figsize=(width, 3.1), squeeze=False, layout="constrained")
        every = list(made[0])
    else:
        figure, every = ax.figure, [ax]
    for axes, measure in zip(every, measures):
        frame = result.series(measure, group)
        for number, arm in enumerate(result.arms):
            own = frame[frame.arm == arm]
            axes.plot(own.day, own["mean"], label=arm, linewidth=1.8, **stroke(number))
            if BANDS[band] and len(result.replicates) > 1:
                low, high = BANDS[band]
                axes.fill_between(own.day, own[low], own[high], color=stroke(number)["color"], alpha=0.18, linewidth=0)
        axes.set_xlabel("working day" if result.about["model"] == "change" else "day")
        axes.set_ylabel(f"{measure.replace('_', ' ')}, {result.measures[measure]['unit']}")
        _clean(axes)
    every[0].legend(frameon=False, fontsize="small")
    if ax is None:
        pyplot.close(figure)  # shown by who asked for it, once
    return figure


def bars(indices, ax=None):
    """See Indices.figure()."""
    pyplot = optional("matplotlib.pyplot", "plots")
    kinds = [name for name in ("S1", "ST", "mu_star") if name in indices.table]
    words = {"S1": "alone (first order)", "ST": "with all interactions (total)", "mu_star": "mean size of effect"}
    table = indices.table.sort_values(kinds[-1])
    figure, axes = (
        (ax.figure, ax) if ax else pyplot.subplots(figsize=(5.2, 0.8 + 0.42 * len(table)), layout="constrained")
    )
    height = 0.8 / len(kinds)
    for number, kind in enumerate(kinds):
        places = [row + (number - (len(kinds) - 1) / 2) * height for row in range(len(table))]
        reach = [table[kind] - table[f"{kind}_low"], table[f"{kind}_high"] - table[kind]]
        axes.barh(
            places,
            table[kind],
            height * 0.9,
            xerr=reach,
            label=words[kind],
            color=stroke(number)["color"],
            error_kw={"elinewidth": 1},
        )
    axes.set_yticks(range(len(table)), table.index)
    axes.set_xlabel(f"{indices.method} index of {indices.measure}, with 95% interval")
    axes.axvline(0, color="#888888", linewidth=0.8)
    axes.spines[["top", "right"]].set_visible(False)
    if len(kinds) > 1:
        axes.legend(frameon=False, fontsize="small")
    if ax is None:
        pyplot.close(figure)
    return figure


def panels(found: list[dict], draw):
    """Panels of a sweep's report side by side, three a row."""
    pyplot = optional("matplotlib.pyplot", "plots")
    columns = min(3, len(found))
    rows = -(-len(found) // columns)
    figure, made = pyplot.subplots(
        rows, columns, figsize=(4.2 * columns + 0.6, 3.1 * rows), squeeze=False, layout="constrained"
    )
    for axes, panel in zip(made.flat, found):
        draw(axes, panel)
        words = f"{panel['title']}\n{panel['y']}" if panel["chart"] != "bars" else panel["title"]
        axes.set_title(words, loc="left", fontsize="medium")
    for unused in made.flat[len(found) :]:
        unused.remove()
    pyplot.close(figure)
    return figure


def heat(axes, panel) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    across, up = panel["x_order"], panel["y_order"][::-1]
    values = [[float("nan")] * len(across) for _ in up]
    for x, y, value, text, dark in panel["cells"]:
        values[up.index(y)][across.index(x)] = value
        place = (across.index(x), up.index(y))
        axes.annotate(text, place, ha="center", va="center", fontsize=7, color="white" if dark else "#111111")
    low, high = panel["domain"]
    colours = LinearSegmentedColormap.from_list("kantel", panel["range"])
    axes.imshow(values, cmap=colours, vmin=low, vmax=high, origin="lower", aspect="auto")
    crowded = sum(len(label) for label in across) > 24
    axes.set_xticks(range(len(across)), across, rotation=40 if crowded else 0, ha="right" if crowded else "center")
    axes.set_yticks(range(len(up)), up)
    axes.set_xlabel(panel["x_title"])
    axes.set_ylabel(panel["y_title"])
    axes.spines[:].set_visible(False)


def response(axes, panel) -> None:
    ordinal = panel["x_type"] == "ordinal"
    for name, colour, dash, points in zip(panel["names"], panel["colors"], panel["dashes"], panel["points"]):
        if not points:
            continue
        x, mean, low, high = zip(*points)
        at = [panel["x_order"].index(level) for level in x] if ordinal else x
        line = "-" if not dash or dash[1] == 0 else (0, [length / 2 for length in dash])
        line = line if panel["line"] else "none"  # between levels without an order there is none
        axes.plot(at, mean, "o", linestyle=line, color=colour, label=name, markersize=4, linewidth=1.6)
        reach = [(a, b, c) for a, b, c in zip(at, low, high) if b is not None and c is not None]
        if reach:
            places, lows, highs = zip(*reach)
            axes.vlines(places, lows, highs, color=colour, alpha=0.45, linewidth=2.5)
    if ordinal:
        axes.set_xticks(range(len(panel["x_order"])), panel["x_order"], rotation=40, ha="right")
    elif panel["x_scale"]["type"] == "log":
        levels = sorted({point[0] for points in panel["points"] for point in points})
        axes.set_xscale("log")
        axes.set_xticks(levels, [f"{level:.3g}" for level in levels], rotation=40, ha="right")
        axes.minorticks_off()
    if panel["zero"]:
        axes.axhline(0, color="#111111", linewidth=0.8)
    axes.set_xlabel(panel["x_title"])
    if len(panel["names"]) > 1:
        axes.legend(frameon=False, fontsize="small")
    _clean(axes)


def panel_bars(axes, panel) -> None:
    factors, kinds = panel["y_order"][::-1], panel["names"]
    height = 0.8 / len(kinds)
    for factor, kind, value, low, high in panel["bars"]:
        number = kinds.index(kind)
        at = factors.index(factor) - (number - (len(kinds) - 1) / 2) * height
        first = factor == panel["bars"][0][0]
        axes.barh(at, value, height * 0.9, color=panel["colors"][number], label=kind if first else None)
        if low is not None and high is not None:
            axes.hlines(at, low, high, color="#111111", linewidth=1)
    axes.set_yticks(range(len(factors)), factors)
    axes.set_xlabel(panel["y"])
    axes.spines[["top", "right"]].set_visible(False)
    if len(kinds) > 1:
        axes.legend(frameon=False, fontsize="small")


def predictive(posterior, frame, ax=None):
    """Observed values over what the posterior predicts, a panel a series."""
    pyplot = optional("matplotlib.pyplot", "plots")
    series = list(dict.fromkeys(zip(frame.measure, frame.group)))
    figure, made = pyplot.subplots(
        1, len(series), figsize=(4.2 * len(series) + 0.4, 3.1), squeeze=False, layout="constrained"
    )
    for axes, (measure, group) in zip(made[0], series):
        own = frame[(frame.measure == measure) & (frame.group == group)]
        axes.fill_between(
            own.day, own.low, own.high, color=stroke(0)["color"], alpha=0.2, linewidth=0, label="90% of predictions"
        )
        axes.plot(own.day, own["median"], color=stroke(0)["color"], linewidth=1.8, label="median prediction")
        seen = posterior.observed[(posterior.observed.measure == measure) & (posterior.observed.group == group)]
        axes.plot(seen.day, seen.value, "o", color="#111111", markersize=4, label="observed")
        axes.set_xlabel("day")
        axes.set_ylabel(measure.replace("_", " ") + ("" if group == "all" else f", {group}"))
        _clean(axes)
    made[0][0].legend(frameon=False, fontsize="small")
    pyplot.close(figure)
    return figure


def marginals(posterior):
    """The posterior of each parameter beside its prior."""
    pyplot = optional("matplotlib.pyplot", "plots")
    names = list(posterior.priors)
    figure, made = pyplot.subplots(1, len(names), figsize=(3.1 * len(names), 2.6), squeeze=False, layout="constrained")
    for axes, name in zip(made[0], names):
        low, high, *scale = posterior.priors[name]
        edges = [low * (high / low) ** (i / 24) if scale else low + (high - low) * i / 24 for i in range(25)]
        axes.hist(
            posterior.samples[name],
            edges,
            weights=posterior.samples["weight"] * 24,
            color=stroke(0)["color"],
            alpha=0.8,
        )
        axes.axhline(1, color="#888888", linewidth=1, linestyle="--")
        axes.set_xscale("log" if scale else "linear")
        axes.set_xlabel(name)
        axes.spines[["top", "right"]].set_visible(False)
    made[0][0].set_ylabel("density against the prior")
    pyplot.close(figure)
    return figure
