"""Own rules: policies and interventions as functions, per team and day."""

import numpy as np
import pytest

import kantel
from conftest import SMALL


def same(a, b):
    return np.array_equal(a._core.recordings(True), b._core.recordings(True), equal_nan=True)


def test_a_rule_that_answers_the_arms_policy_changes_nothing(result):
    ruled = kantel.compare(SMALL, policies={"movement": lambda teams: "participative"})
    assert same(ruled, result)


def test_a_rule_that_answers_nothing_changes_nothing(result):
    ruled = kantel.compare(
        SMALL, policies={"movement": lambda teams: None}, interventions={"movement": lambda teams: None}
    )
    assert same(ruled, result)


def test_events_of_a_rule_are_those_of_the_scenario():
    """The same events, written and decided on the day, give the same bytes."""
    written = (
        SMALL
        + """
[[arm.event]]
day = 10
do = "train"
hours = 8
target = "managers"

[[arm.event]]
day = 20
do = "set_policy"
policy = "servant"

[[arm.event]]
day = 25
do = "announce"
target = "level=2"
"""
    )
    days = {
        10: [kantel.event(do="train", hours=8, target="managers")],
        20: [kantel.event(do="set_policy", policy="servant")],
        25: kantel.event(do="announce", target="level=2"),
    }
    ruled = kantel.compare(SMALL, interventions={"movement": lambda teams: days.get(teams.day)})
    assert same(ruled, kantel.compare(written))


def test_mandates_and_celebrations_of_a_rule_are_those_of_the_scenario():
    text = SMALL.replace('approach = "diffusion"', 'approach = "hybrid"\nmandate = { from_day = 60 }')
    events = (
        '\n[[arm.event]]\nday = 8\ndo = "mandate"\ndelay_per_level = 3\n\n[[arm.event]]\nday = 30\ndo = "celebrate"\n'
    )
    days = {8: [kantel.event(do="mandate", delay_per_level=3)], 30: [kantel.event(do="celebrate")]}
    ruled = kantel.compare(text, interventions={"movement": lambda teams: days.get(teams.day)})
    assert same(ruled, kantel.compare(text + events))


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_results_with_rules_do_not_depend_on_threads(threads):
    def lead(teams):
        return {
            "autonomy_support": np.where(teams.skill < 0.4, 0.2, 0.9),
            "structure": 1 - teams.skill,
            "care": 0.5,
            "vision": 0.4,
        }

    def coach(teams):
        weakest = int(np.argmin(teams.need_satisfaction))
        return [kantel.event(do="train", target=f"team={weakest}", hours=2)] if teams.day % 7 == 0 else []

    given = {"policies": {"movement": lead}, "interventions": {"movement": coach}}
    assert same(kantel.compare(SMALL, threads=threads, **given), kantel.compare(SMALL, threads=1, **given))


def test_a_rule_sees_yesterdays_teams_and_reaches_the_team_it_means():
    seen = []

    def train_third(teams):
        seen.append((teams.day, len(teams), teams.size.sum(), teams.skill.copy()))
        return [kantel.event(do="train", target="team=3", hours=20)] if teams.day == 5 else None

    kantel.run(SMALL, arm="movement", replicates=1, days=7, interventions=train_third)
    assert [day for day, *_ in seen] == list(range(1, 8))
    assert all(people == 200 for _, _, people, _ in seen)
    gained = seen[5][3] - seen[4][3]
    assert np.argmax(gained) == 3 and gained[3] > 0.1


def test_levers_out_of_range_are_refused_with_team_and_day():
    with pytest.raises(kantel.InputError, match=r"structure: is 1.5 for team 0 on day 1; allowed 0 to 1"):
        kantel.run(SMALL, arm="movement", policy=lambda teams: {"structure": 1.5})


@pytest.mark.parametrize(
    "answer, message",
    [
        ("participatve", "participative"),
        ({"warmth": 1}, "lever"),
        (np.zeros((3, 4)), "shape"),
        ("situational", "one of"),
    ],
)
def test_an_answer_of_another_kind_is_refused(answer, message):
    with pytest.raises(kantel.InputError, match=message):
        kantel.run(SMALL, arm="movement", policy=lambda teams: answer)


def test_events_are_checked_as_in_a_scenario():
    with pytest.raises(kantel.InputError, match="did you mean train"):
        kantel.run(SMALL, arm="movement", interventions=lambda teams: [{"do": "trian", "hours": 2}])
    with pytest.raises(kantel.InputError, match="there is no team 999"):
        kantel.run(SMALL, arm="movement", interventions=lambda teams: [{"do": "announce", "target": "team=999"}])


def test_an_exception_of_a_rule_is_raised_as_it_is():
    def broken(teams):
        raise ZeroDivisionError("on purpose")

    with pytest.raises(ZeroDivisionError, match="on purpose"):
        kantel.compare(SMALL, policies={"rollout": broken})


def test_results_say_which_rules_they_had():
    def gentle(teams):
        return "servant"

    ran = kantel.compare(SMALL, replicates=1, policies={"movement": gentle})
    assert "gentle" in ran.attrs["rules_policies"]


def test_a_result_says_that_the_scenario_alone_does_not_remake_it():
    """Who led by a function, and that the organisation came from memory."""

    def lead(teams):
        return "servant"

    plain = kantel.compare(SMALL, replicates=1)
    assert "not_remade_from_scenario" not in plain.manifest
    led = kantel.compare(SMALL, replicates=1, policies={"rollout": lead}).manifest["not_remade_from_scenario"]
    assert len(led) == 1 and "arm rollout was led by own rules: policy" in led[0] and "lead" in led[0]
    given = kantel.Organisation.generate(employees=60)
    made = kantel.compare(SMALL, organisation=given, replicates=1).manifest["not_remade_from_scenario"]
    assert len(made) == 1 and "in memory" in made[0]
