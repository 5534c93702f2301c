"""Calibration: parameters that made a series are found again from it."""

import numpy as np
import pandas as pd
import pytest

import kantel
from conftest import SMALL

pytest.importorskip("pyabc")
BASS = """
model = "bass"
days = 60
replicates = 1
seed = 3
[network]
form = "complete"
people = 400
"""
PRIORS = {"parameters.p": (0.001, 0.1, "log"), "parameters.q": (0.01, 0.5, "log")}


@pytest.fixture(scope="module")
def observed():
    """Made by p = .01, q = .1, with luck that calibration does not use."""
    truth = kantel.run(BASS, set={"parameters.p": 0.01, "parameters.q": 0.1}, seed=99)
    days = np.arange(5, 61, 5)
    counts = (truth.data.adopted.isel(arm=0, replicate=0).sel(day=days) * 400).round().astype(int)
    return kantel.observe(pd.DataFrame({"day": days, "count": counts.to_numpy()}), people=400, measure="adopted")


@pytest.mark.parametrize("method", ["rejection", "smc"])
def test_what_made_the_series_is_inside_the_posterior(observed, method):
    found = kantel.calibrate(BASS, PRIORS, observed, method=method, population=60, generations=4, accept=0.05, seed=1)
    for name, truth in (("parameters.p", 0.01), ("parameters.q", 0.1)):
        low, high = found.summary().loc[name, ["p05", "p95"]]
        assert low < truth < high
    assert found.samples.weight.sum() == pytest.approx(1)
    prior_width = np.log(0.1 / 0.001)
    assert np.log(found.samples["parameters.p"]).std() < prior_width / np.sqrt(12) / 2


def test_the_same_seed_gives_the_same_samples_and_leaves_numpys_stream_alone(observed):
    before = np.random.get_state()[1].copy()
    one, two = (kantel.calibrate(BASS, PRIORS, observed, population=20, generations=2, seed=5) for _ in range(2))
    pd.testing.assert_frame_equal(one.samples, two.samples)
    assert (np.random.get_state()[1] == before).all()


def test_rejection_keeps_the_nearest_of_its_draws_on_any_number_of_threads(observed):
    one, two = (
        kantel.calibrate(BASS, PRIORS, observed, method="rejection", population=20, accept=0.1, seed=4, threads=threads)
        for threads in (1, 2)
    )
    pd.testing.assert_frame_equal(one.samples, two.samples)
    assert one.simulations == 201 and one.generations.simulations.tolist() == [200]
    wider = kantel.calibrate(BASS, PRIORS, observed, method="rejection", population=200, accept=1, seed=4).samples
    pd.testing.assert_series_equal(
        one.samples.distance, wider.distance.sort_values(ignore_index=True)[:20], check_exact=True
    )


def test_the_posterior_predicts_what_was_seen(observed):
    found = kantel.calibrate(BASS, PRIORS, observed, population=60, generations=4, seed=1)
    predicted = found.predict(80).set_index("day")
    inside = [
        predicted.low[row.day] - row.error <= row.value <= predicted.high[row.day] + row.error
        for row in observed.itertuples()
    ]
    assert np.mean(inside) >= 0.8
    assert len(found.figure().axes) == 2 and len(found.predictive_figure(20).axes) == 1


def test_adoption_by_unit_and_surveys_are_weighed_together():
    truth = kantel.run(SMALL, arm="movement", replicate=0)
    units = [group for group in truth.groups if group.startswith("unit=")][:2]
    daily = truth.dataset(groups=True).isel(arm=0, replicate=0)
    adoption = pd.DataFrame(
        [
            {
                "day": day,
                "unit": unit.removeprefix("unit="),
                "share": float(daily.practising.sel(day=day, group=unit)),
                "people": 60,
            }
            for day in (20, 40, 60)
            for unit in units
        ]
    )
    surveys = pd.DataFrame(
        [
            {
                "day": day,
                "measure": measure,
                "mean": float(daily[measure].sel(day=day, group="all")),
                "sd": 0.15,
                "n": 120,
            }
            for day in (20, 60)
            for measure in ("autonomy", "competence")
        ]
    )
    observed = kantel.observe(adoption, surveys)
    assert len(observed) == 10 and set(observed.group) == {"all", *units}
    found = kantel.calibrate(
        SMALL,
        {"parameters.q": (0.02, 0.5, "log")},
        observed,
        method="rejection",
        arm="movement",
        population=15,
        accept=0.2,
        seed=2,
    )
    assert found.samples.distance.max() < 3
    assert found.predict(10).groupby(["measure", "group"]).ngroups == 4


def test_no_observation_is_left_out_because_its_day_is_not_recorded():
    """Groups of this scenario are recorded every fiftieth day; observations count on any."""
    seldom = kantel.Scenario(SMALL).set("record.every", 50)
    daily = kantel.run(SMALL, arm="movement", replicate=0, set={"record.every": 1}).dataset(groups=True)
    unit = next(group for group in daily.group.values if group.startswith("unit="))
    rows = [{"day": day, "unit": unit.removeprefix("unit="), "share": 0.5, "people": 50} for day in (7, 13)]
    simulator = kantel.calibration._Simulator(seldom, kantel.observe(pd.DataFrame(rows)), "movement", None, 1)
    expected = daily.practising.isel(arm=0, replicate=0).sel(group=unit, day=[7, 13])
    np.testing.assert_array_equal(simulator([[]])[0], expected.to_numpy())


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: kantel.observe(), "is empty"),
        (lambda: kantel.observe(pd.DataFrame({"day": [1], "count": [3]})), "how many people"),
        (lambda: kantel.observe(pd.DataFrame({"day": [1], "count": [30]}), people=20), "0 to 1"),
        (lambda: kantel.observe(pd.DataFrame({"month": [1]})), "no column day"),
        (
            lambda: kantel.observe(
                surveys=pd.DataFrame({"day": [1], "measure": ["trust"], "mean": [0.5], "sd": [0], "n": [9]})
            ),
            "sd",
        ),
        (
            lambda: kantel.calibrate(
                BASS, PRIORS, kantel.observe(pd.DataFrame({"day": [90], "count": [3]}), people=9, measure="adopted")
            ),
            "outside the run",
        ),
        (
            lambda: kantel.calibrate(BASS, PRIORS, kantel.observe(pd.DataFrame({"day": [9], "count": [3]}), people=9)),
            "there is no measure",
        ),
        (
            lambda: kantel.calibrate(
                BASS,
                {"parameters.z": (0.1, 1)},
                kantel.observe(pd.DataFrame({"day": [9], "count": [3]}), people=9, measure="adopted"),
            ),
            "unknown key",
        ),
        (
            lambda: kantel.calibrate(
                BASS,
                {"parameters.p": (0, 1, "log")},
                kantel.observe(pd.DataFrame({"day": [9], "count": [3]}), people=9, measure="adopted"),
            ),
            "low > 0",
        ),
    ],
)
def test_what_cannot_be_is_said(call, message):
    with pytest.raises(kantel.InputError, match=message):
        call()
