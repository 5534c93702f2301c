"""A run that is stepped has the numbers of a comparison, and shows its people without copying them."""

import numpy as np
import pytest

import kantel


@pytest.fixture
def stepped(small):
    return kantel.start(small, small.arms[0], 1)


def test_a_stepped_run_has_the_numbers_of_compare(small):
    arm = small.arms[0]
    run = kantel.start(small, arm, 1)
    assert run.day == 0 and not run.finished
    while not run.finished:
        run.advance(7)
    result = kantel.compare(small, replicates=2)
    expected = result.data.practising.sel(arm=arm, replicate=1)
    np.testing.assert_array_equal(run.recording.practising.sel(group="all"), expected)


def test_people_are_views_of_the_engine_and_flags_are_fresh(stepped):
    trust = stepped.people["trust"]
    assert trust.dtype == np.float32 and len(trust) == stepped.employees
    assert not trust.flags.writeable and not trust.flags.owndata
    before = trust.copy()
    stepped.advance(5)
    assert not np.array_equal(before, stepped.people["trust"])
    practising = stepped.people["practising"]
    assert practising.dtype == bool
    share = stepped.recording.practising.sel(group="all", day=stepped.day)
    assert practising.mean() == pytest.approx(float(share), abs=1e-6)


def test_columns_are_named_and_a_wrong_name_is_told(stepped):
    assert {"trust", "skill", "autonomy", "practising"} <= set(stepped.people)
    with pytest.raises(kantel.InputError, match="trust"):
        stepped.people["trsut"]


def test_nobody_of_an_imported_organisation_is_shown_alone(tmp_path):
    chart = tmp_path / "chart.csv"
    chart.write_text("id,manager\n" + "".join(f"{i},{'' if i == 0 else (i - 1) // 4}\n" for i in range(40)))
    scenario = kantel.Scenario(
        {
            "days": 10,
            "organisation": {"form": "imported", "chart": str(chart), "team_ties": True},
            "arm": [{"name": "a", "approach": "diffusion"}],
        }
    )
    run = kantel.start(scenario).advance(3)
    assert run.recording.sizes["day"] == 4
    with pytest.raises(kantel.InputError, match="imported"):
        list(run.people)


def test_own_rules_lead_a_stepped_run_and_a_model_without_leaders_refuses_them(small):
    def nobody_presses(teams):
        return {"autonomy_support": 1, "structure": 0.5, "care": 0.5, "pressure": 0, "vision": 0.5}

    arm = small.arms[0]
    led = kantel.start(small, arm, policy=nobody_presses).advance(20)
    plain = kantel.start(small, arm).advance(20)
    assert not np.array_equal(led.people["autonomy"], plain.people["autonomy"])
    watts = kantel.Scenario({"model": "watts", "days": 5, "network": {"form": "poisson", "people": 100}})
    with pytest.raises(kantel.InputError, match="nobody who leads"):
        kantel.start(watts, policy=nobody_presses)
    with pytest.raises(kantel.InputError, match="nobody who leads"):
        kantel.compare(watts, replicates=1, policies={"watts": nobody_presses})
