"""Results as frames, arrays and pictures, each with its units and where it comes from."""

import json

import numpy as np
import pytest

import kantel
from conftest import SMALL


def test_a_dataset_has_every_replicate_and_its_units(result):
    data = result.data
    assert dict(data.sizes) == {"arm": 2, "replicate": 4, "day": 61}
    assert data.practising.attrs["units"] == "share of employees"
    for key in ("seed", "scenario", "scenario_hash", "version", "commit"):
        assert data.attrs[key] == result.attrs[key]
    runs = result.runs[result.runs.arm == "movement"]
    np.testing.assert_array_equal(data.practising.sel(arm="movement", day=60), runs.practising_60.astype("float32"))


def test_groups_are_there_when_asked_for(result):
    data = result.dataset(groups=True)
    assert "structure=low" in data.group.values and data.sizes["group"] == len(result.groups)
    assert np.isnan(data.morale.sel(group="structure=low", day=7)).all()  # recorded every fifth day
    assert not np.isnan(data.morale.sel(group="structure=low", day=10)).any()


def test_frames_say_where_they_come_from(result):
    for frame in (
        result.runs,
        result.summary,
        result.differences,
        result.series("trust"),
        result.metric("durable_end"),
    ):
        assert frame.attrs["scenario_hash"] == result.scenario_hash and frame.attrs["seed"] == 7
    assert result.runs.attrs["units"]["t50"] == "day"
    assert result.series("trust").attrs["units"] == {"trust": "level, 0 to 1"}


def test_paired_differences_are_the_arms_differences(result):
    mean = result.metric("practising_60")["mean"]
    assert mean["movement-rollout"] == pytest.approx(mean["movement"] - mean["rollout"])


@pytest.mark.parametrize(
    "call",
    [
        lambda r: r.series("practicing"),
        lambda r: r.series("practising", "unit=None"),
        lambda r: r.metric("t51"),
        lambda r: r.plot("adaption"),
        lambda r: r.figure("moral"),
        lambda r: r.plot("barriers", group="unit=x"),
    ],
)
def test_a_wrong_name_is_answered_with_those_there_are(result, call):
    with pytest.raises(kantel.InputError, match="one of"):
        call(result)


def test_a_folder_with_results_is_not_overwritten(result, tmp_path):
    result.write(tmp_path / "out", report=False)
    with pytest.raises(kantel.InputError, match="already holds files"):
        result.write(tmp_path / "out", report=False)
    result.write(tmp_path / "out", report=False, force=True)


def test_a_dataset_survives_a_file(result, tmp_path):
    """What xarray and pandas write and read back still says where it comes from."""
    again = result.data.to_dict()
    assert json.loads(json.dumps(again["attrs"])) == result.attrs


class TestCharts:
    altair = pytest.importorskip("altair")

    def test_every_figure_of_the_report_is_drawn(self, result):
        convert = pytest.importorskip("vl_convert")
        for name in result.figures():
            svg = convert.vegalite_to_svg(result.plot(name).to_json())
            assert svg.startswith("<svg") and len(svg) > 3000, name

    def test_a_chart_holds_the_specification_of_the_report(self, result, root):
        spec = result.plot("adoption").to_dict()
        told = json.loads((root / "web/charts/curve.vl.json").read_text())
        assert [layer["mark"]["type"] for layer in spec["layer"]] == [layer["mark"]["type"] for layer in told["layer"]]
        rows = [row for values in spec["datasets"].values() for row in values if row.get("day") == 60]
        rows = [row for row in rows if row.get("series") == "movement"]
        assert rows[0]["mean"] == pytest.approx(
            float(result.data.practising.sel(arm="movement", day=60).mean()), abs=1e-3
        )

    def test_the_specification_is_what_the_page_makes_of_the_panel(self, result, root, tmp_path):
        """web/charts.js and charts.py turn the same panel into the same data and ticks."""
        import shutil
        import subprocess

        from kantel import charts

        if not shutil.which("node"):
            pytest.skip("needs node")
        flat = {}
        for name, panels in charts.panels(result).items():
            flat[name] = (panels["all"] if isinstance(panels, dict) else panels)[0]
        factor = {"key": "parameters.q", "low": 0.05, "high": 0.2}
        designs = {
            "grid": [{**factor, "levels": 2}, {"key": "arm.movement.policy", "values": ["servant", "directive"]}],
            "sobol": [factor, {"key": "parameters.rho0", "low": 0.01, "high": 0.05}],
        }
        for kind, factors in designs.items():
            design = {"kind": kind} | ({"samples": 4} if kind == "sobol" else {})
            made = {"replicates": 2, "design": design, "keep": {"metrics": ["practising_60"]}, "factor": factors}
            store = kantel.sweep(made, tmp_path / f"{kind}.db", scenario=SMALL)
            for name, panels in json.loads(kantel._core.sweep_panels(str(store.path), "practising_60", None)).items():
                flat[f"{kind} {name}"] = panels[0]
        assert {"heat", "response", "bars"} <= {panel["chart"] for panel in flat.values()}
        (tmp_path / "panels.json").write_text(json.dumps(flat))
        script = f"""
            import {{ readFileSync }} from "node:fs";
            import "{root}/web/charts.js";
            const read = (file) => JSON.parse(readFileSync(file, "utf8"));
            const panels = read("{tmp_path}/panels.json"), made = {{}};
            for (const [name, panel] of Object.entries(panels)) {{
              const files = {{ [panel.chart]: read(`{root}/web/charts/${{panel.chart}}.vl.json`) }};
              made[name] = globalThis.kantelCharts.specification(files, {{ config: {{}} }}, panel, 640);
            }}
            console.log(JSON.stringify(made));
        """
        (tmp_path / "page.mjs").write_text(script)
        page = json.loads(
            subprocess.run(["node", tmp_path / "page.mjs"], check=True, capture_output=True, text=True).stdout
        )
        for name, panel in flat.items():
            assert charts.specification(panel, 640) | {"config": {}} == page[name], name


class TestFigures:
    matplotlib = pytest.importorskip("matplotlib")

    def test_curves_are_the_means(self, result):
        figure = result.figure("practising", "morale", band="spread")
        lines = figure.axes[0].get_lines()
        assert [line.get_label() for line in lines] == result.arms
        np.testing.assert_allclose(lines[1].get_ydata(), result.series("practising", "all", "movement")["mean"])
        assert "share of employees" in figure.axes[0].get_ylabel()
