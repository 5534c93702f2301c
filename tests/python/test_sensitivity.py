"""Sensitivity through SALib, and points side by side."""

import numpy as np
import pytest

import kantel
from conftest import SMALL

pytest.importorskip("SALib")
FACTORS = {"parameters.p": (3e-4, 3e-3, "log"), "parameters.rho0": (0.005, 0.05), "change.demand": None}


def ishigami(points):
    x = points.to_numpy()
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_sobol_indices_of_ishigami_are_the_known_ones():
    """First order .3139, .4424, 0 and total .5576, .4424, .2437 for a = 7, b = .1 [Ishigami & Homma 1990]."""
    cube = kantel.problem({name: (-np.pi, np.pi) for name in ("x1", "x2", "x3")})
    found = kantel.sobol(ishigami, cube, "y", n=4096, second_order=True)
    for index, known in (("S1", (0.3139, 0.4424, 0)), ("ST", (0.5576, 0.4424, 0.2437))):
        half = found.table[f"{index}_high"] - found.table[index]
        assert (abs(found.table[index] - known) < 2 * half).all() and (half < 0.06).all()
    pair = found.second.query("a == 'x1' and b == 'x3'").iloc[0]
    assert pair.S2 == pytest.approx(0.2437, abs=0.06)


def test_a_problem_has_salibs_format_and_declared_bounds():
    made = kantel.problem(FACTORS)
    assert made["names"] == list(FACTORS) and made["num_vars"] == 3 and made["dists"] == ["logunif", "unif", "unif"]
    assert made["bounds"][2] == [0, 1]


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"parameters.roh0": None}, "did you mean parameters.rho0"),
        ({"parameters.p": (0, 1, "log")}, "low > 0"),
        ({"parameters.p": (2, 1)}, "low < high"),
        ({"parametres.p": None}, "did you mean parameters"),
    ],
)
def test_a_factor_that_cannot_vary_is_refused(wrong, message):
    with pytest.raises(kantel.InputError, match=message):
        kantel.problem(wrong)


def test_indices_of_the_model_have_intervals_a_picture_and_do_not_depend_on_threads():
    indices = [
        kantel.sobol(SMALL, kantel.problem(FACTORS), "practising_60", n=16, arm="movement", threads=t) for t in (1, 2)
    ]
    assert indices[0].table.equals(indices[1].table) and len(indices[0].points) == 16 * 5
    assert set(indices[0].table.columns) >= {"S1", "S1_low", "S1_high", "ST", "ST_low", "ST_high"}
    assert len(indices[0].figure().axes[0].patches) == 6


def test_morris_finds_what_lapsing_does_to_a_pair_of_arms():
    found = kantel.morris(SMALL, kantel.problem(FACTORS), "practising_60", trajectories=6, arm="movement-rollout")
    assert (found.table.mu_star_low <= found.table.mu_star).all() and found.table.mu_star["parameters.rho0"] > 0


def test_a_whole_number_is_rounded_and_a_combination_that_cannot_be_takes_its_part_of_the_design_with_it():
    """85 managers need at least 146 people, so some points have no organisation."""
    scenario = kantel.Scenario(SMALL).set("organisation", {"form": "directorate", "levels": [5, 20, 60]})
    factors = kantel.problem({"organisation.employees": (140.5, 300), "parameters.q": (0.05, 0.2)})
    with pytest.warns(RuntimeWarning, match="runs failed; the first, point"):
        found = kantel.sobol(scenario, factors, "practising_60", n=16, arm="movement")
    failed = found.points.practising_60.isna()
    assert failed.any() and not failed.all() and 2 <= found.used < 16
    assert found.points["organisation.employees"].dtype.kind == "i" and found.table.notna().all().all()
    with pytest.warns(RuntimeWarning):
        assert kantel.morris(scenario, factors, "practising_60", trajectories=8, arm="movement").used < 8


def test_points_cost_what_runs_of_a_sweep_cost(tmp_path):
    """They record what is asked for and no more; recording every group and barrier daily would cost four times as much."""
    import resource

    def seconds(work):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        work()
        return resource.getrusage(resource.RUSAGE_SELF).ru_utime - before

    scenario = kantel.Scenario(SMALL).set("organisation.employees", 600).set("record.every", 1)
    values = np.linspace(0.05, 0.2, 40).tolist()
    design = {"replicates": 1, "design": {"kind": "grid"}, "factor": [{"key": "parameters.q", "values": values}]}
    kantel.evaluate(scenario, [{}])  # what is imported on the way
    swept = seconds(lambda: kantel.sweep(design, tmp_path / "s.db", scenario=scenario, threads=1))
    here = seconds(lambda: kantel.evaluate(scenario, [{"parameters.q": value} for value in values], threads=1))
    assert here < 1.6 * swept


def test_a_point_is_the_comparison_with_its_settings():
    points = [{"parameters.p": 0.002}, {"parameters.p": 0.02, "arm.movement.policy": "servant"}]
    found = kantel.evaluate(SMALL, points, replicates=2, first_replicate=1, series=[("practising", "structure=low")])
    for number, settings in enumerate(points):
        ran = kantel.compare(SMALL, set=settings)
        own = ran.data.durable.isel(day=-1).sel(replicate=[1, 2]).transpose("replicate", "arm")
        np.testing.assert_array_equal(found.durable_end.isel(point=number).transpose("replicate", "arm"), own)
        daily = ran.dataset(groups=True).practising.sel(group="structure=low", replicate=2, arm="movement")
        curve = daily.dropna("day")  # the comparison records groups every fifth day, points on each
        own = found.daily.isel(point=number, replicate=1, series=0).sel(arm="movement", day=curve.day)
        np.testing.assert_array_equal(own, curve)


def test_a_wrong_point_is_said_before_anything_runs():
    with pytest.raises(kantel.InputError, match="out of range"):
        kantel.evaluate(SMALL, [{"parameters.theta": 0.3}, {"parameters.theta": 3}])
    with pytest.raises(kantel.InputError, match="did you mean practising"):
        kantel.evaluate(SMALL, [{}], series=[("practicing", "all")])
