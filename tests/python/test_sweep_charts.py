"""Pictures and arrays of a sweep."""

import numpy as np
import pytest

import kantel
from conftest import SMALL

THREE = {
    "replicates": 2,
    "design": {"kind": "grid"},
    "keep": {"metrics": ["practising_60"], "series": ["practising", "trust"], "every": 20},
    "factor": [
        {"key": "parameters.q", "low": 0.05, "high": 0.2, "levels": 3, "scale": "log"},
        {"key": "arm.movement.policy", "values": ["servant", "participative"]},
        {"key": "organisation.mean_degree", "values": [6, 10]},
    ],
}


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    return kantel.sweep(THREE, tmp_path_factory.mktemp("three") / "three.db", scenario=SMALL)


@pytest.fixture(scope="module")
def sobol(tmp_path_factory):
    design = {
        "replicates": 1,
        "design": {"kind": "sobol", "samples": 8},
        "keep": {"metrics": ["practising_60"]},
        "factor": [
            {"key": "parameters.q", "low": 0.05, "high": 0.2},
            {"key": "parameters.rho0", "low": 0.01, "high": 0.05},
        ],
    }
    return kantel.sweep(design, tmp_path_factory.mktemp("sobol") / "s.db", scenario=SMALL)


def rows_of(chart, name):
    return next(rows for key, rows in chart.to_dict()["datasets"].items() if key.endswith(name))


def test_a_response_curve_averages_over_the_other_factors(three):
    points = [row for row in rows_of(three.plot("practising_60", "q"), "points") if row["series"] == "movement"]
    means = three.means("practising_60", "movement").groupby("q")["mean"].mean()
    assert [row["x"] for row in points] == pytest.approx(means.index.tolist(), rel=1e-4)
    assert [row["mean"] for row in points] == pytest.approx(means.tolist(), rel=1e-4)
    assert all(row["low"] < row["mean"] < row["high"] for row in points)
    curve = three.figure("practising_60", "q", arm="movement").axes[0].get_lines()[0]
    assert curve.get_ydata().tolist() == [row["mean"] for row in points]


def test_a_heat_map_averages_over_the_third_factor_and_keeps_the_order_of_levels(three):
    chart = three.plot("practising_60", "q", "policy", arm="movement")
    assert chart.to_dict()["encoding"]["y"]["sort"] == ["participative", "servant"]  # the first level at the bottom
    cells = {(row["x"], row["y"]): row["value"] for row in rows_of(chart, "cells")}
    means = three.means("practising_60", "movement").groupby(["q", "policy"])["mean"].mean()
    assert cells[("0.05", "servant")] == pytest.approx(means.iloc[1], rel=1e-4) and len(cells) == 6
    assert max(len(label) for label, _ in cells) <= 6  # 0.05, 0.1, 0.2 and no 0.10000000000000002
    image = three.figure("practising_60", "q", "policy", arm="movement").axes[0].get_images()[0].get_array()
    assert image.shape == (2, 3) and image[0, 0] == cells[("0.05", "servant")]


def test_indices_are_bars_with_their_intervals(sobol):
    bars = {(row["factor"], row["series"]): row for row in rows_of(sobol.plot("practising_60", arm="movement"), "bars")}
    table = sobol.indices.query("arm == 'movement' and metric == 'practising_60'")
    assert len(bars) == 4 and max(row["value"] for row in bars.values()) == pytest.approx(
        table["value"].max(), rel=1e-3
    )
    assert len(sobol.figure("practising_60", arm="movement").axes[0].patches) == 4


def test_arms_stand_in_a_legend_and_pairs_can_be_drawn(three):
    convert = pytest.importorskip("vl_convert")
    drawn = {
        "curves": three.plot("practising_60", "policy"),
        "map": three.plot("practising_60"),
        "pair": three.plot("practising_60", "q", "policy", arm="movement-rollout"),
        "difference": three.plot("practising_60", kind="difference"),
    }
    svg = {name: convert.vegalite_to_svg(chart.to_json()) for name, chart in drawn.items()}
    assert "role-legend" in svg["curves"] and "movement minus rollout" in svg["pair"] + svg["difference"]
    assert [len(chart.to_dict().get("vconcat", [0])) for chart in drawn.values()] == [1, 2, 1, 3]


def test_series_of_a_sweep_are_an_array_with_its_factors(three):
    assert three.series.dims == ("point", "arm", "replicate", "measure", "group", "day")
    assert three.series.day.values.tolist() == [0, 20, 40, 60] and set(three.series.measure.values) == {
        "practising",
        "trust",
    }
    last = three.series.sel(measure="practising", group="all", day=60, arm="movement")
    np.testing.assert_allclose(
        last.transpose("point", "replicate"), three.data.practising_60.sel(arm="movement"), atol=1e-6
    )
    assert three.series.policy.values.tolist() == three.points.policy.tolist()
    assert three.attrs["commit"] == kantel._core.commit


def test_indices_of_a_sobol_design_are_read(sobol):
    assert set(sobol.indices.factor) == {"q", "rho0"}
    assert sobol.problem()["bounds"] == [[0.05, 0.2], [0.01, 0.05]]
