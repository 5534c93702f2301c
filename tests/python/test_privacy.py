"""What is shown of imported people: no figure of few of them, to nobody's own rule either, and traits in none but those
of everybody. One test plays somebody who wants to know one person's trait and may run every grouping there is."""

import numpy as np
import pandas as pd
import pytest

import kantel

PEOPLE = 72


def chart(units=None, cohorts=None) -> pd.DataFrame:
    """Person 0 leads 1 to 6, 1 to 6 lead teams of 3, 5, 8, 10, 12 and 27; the last leads the last."""
    managers = [""] + [0] * 6
    for boss, size in zip(range(1, 7), (3, 5, 8, 10, 12, 26)):
        managers += [boss] * size
    managers.append(PEOPLE - 2)
    frame = pd.DataFrame({"id": range(PEOPLE), "manager": managers})
    if units is not None:
        frame["unit"] = units
    if cohorts is not None:
        frame["cohort"] = cohorts
    return frame


def scenario(folder, frame, *, traits=None, days=20, **keys) -> kantel.Scenario:
    frame.to_csv(folder / "chart.csv", index=False)
    organisation = {"form": "imported", "chart": str(folder / "chart.csv"), "team_ties": True, "add_manager_ties": True}
    if traits is not None:
        traits.to_csv(folder / "traits.csv", index=False)
        organisation["traits"] = str(folder / "traits.csv")
    organisation |= keys.pop("organisation", {})
    arms = [
        {"name": "a", "approach": "diffusion", "policy": "participative", "champions": {"share": 0.03}},
        {"name": "b", "approach": "rollout", "policy": "directive"},
    ]
    return kantel.Scenario({"days": days, "replicates": 1, "organisation": organisation, "arm": arms, **keys})


def same(a, b):
    return np.array_equal(a._core.recordings(True), b._core.recordings(True), equal_nan=True)


def seen_by_a_rule(given, organisation=None):
    seen = []
    kantel.run(given, arm="a", replicates=1, days=3, interventions=seen.append, organisation=organisation)
    return seen[-1]


class TestRules:
    """Rules written in Python."""

    def test_a_rule_sees_no_small_team_of_imported_people(self, tmp_path):
        teams = seen_by_a_rule(scenario(tmp_path, chart()))
        assert list(teams.size) == [1, 6, 3, 5, 8, 10, 12, 26, 1]
        assert list(teams.shown) == [False, True, False, True, True, True, True, True, False]
        for measure in kantel.rules.MEASURES:
            assert list(np.isnan(getattr(teams, measure))) == list(~teams.shown)

    def test_min_group_says_how_small(self, tmp_path):
        teams = seen_by_a_rule(scenario(tmp_path, chart(), privacy={"min_group": 10}))
        assert list(teams.shown) == list(teams.size >= 10)

    def test_what_is_hidden_is_not_what_is_left_of_everybody(self, tmp_path):
        """The top alone would be everybody less the teams that are shown: the smallest of these is hidden with it."""
        frame = chart().iloc[: PEOPLE - 1].copy()
        frame.loc[7:9, "manager"] = 2  # no team of three
        teams = seen_by_a_rule(scenario(tmp_path, frame))
        assert list(teams.size) == [1, 6, 8, 8, 10, 12, 26]
        assert list(teams.shown) == [False, False, True, True, True, True, True]

    def test_a_rule_sees_no_team_where_traits_of_imported_people_are_given(self, tmp_path):
        traits = pd.DataFrame({"id": range(PEOPLE), "autonomy": 0.5})
        teams = seen_by_a_rule(scenario(tmp_path, chart(), traits=traits))
        assert not teams.shown.any() and np.isnan(teams.autonomy).all()

    def test_a_rule_sees_all_teams_of_a_generated_organisation(self, small):
        teams = seen_by_a_rule(
            kantel.Scenario({"organisation": {"employees": 60}, "arm": [{"name": "a", "approach": "diffusion"}]})
        )
        assert teams.size.min() == 1 and teams.shown.all() and not np.isnan(teams.trust).any()

    def test_an_organisation_from_memory_is_imported_too(self, tmp_path):
        given = kantel.Organisation.from_pandas(chart(), team_ties=True)
        assert not seen_by_a_rule(kantel.Scenario({"arm": [{"name": "a", "approach": "diffusion"}]}), given).shown.all()

    def test_levers_made_of_what_is_not_shown_leave_the_team_to_the_arms_policy(self, tmp_path):
        given = scenario(tmp_path, chart())
        own = np.array(kantel._core.policies()["participative"][0], dtype=np.float32)
        led = kantel.run(given, arm="a", policy=lambda teams: own + 0 * teams.trust[:, None])
        assert same(led, kantel.run(given, arm="a"))
        harder = kantel.run(given, arm="a", policy=lambda teams: {"pressure": 0.9 + 0 * teams.trust})
        assert not same(harder, led)

    def test_a_rule_that_names_a_policy_for_all_leads_those_it_does_not_see_too(self, tmp_path):
        given = scenario(tmp_path, chart())
        led = kantel.run(given, arm="a", policy=lambda teams: "servant")
        assert same(led, kantel.run(given, arm="a", set={"arm.a.policy": "servant"}))

    @pytest.mark.parametrize("team", [0, 2, 8])
    def test_no_event_is_for_a_team_that_is_not_shown(self, tmp_path, team):
        def train(teams):
            return [kantel.event(do="train", target=f"team={team}", hours=2)]

        message = rf"team {team} of the imported organisation is not shown to rules; allowed .*privacy.min_group"
        with pytest.raises(kantel.InputError, match=message):
            kantel.run(scenario(tmp_path, chart()), arm="a", interventions=train)

    def test_nan_for_a_team_that_is_shown_is_refused(self, tmp_path):
        with pytest.raises(kantel.InputError, match="structure: is nan for team 1 on day 1"):
            kantel.run(scenario(tmp_path, chart()), arm="a", policy=lambda teams: {"structure": np.nan})


def test_where_traits_are_given_no_figure_is_of_few(tmp_path):
    """Those who practise, in one arm or in two, and those who know and do not: of one of them it would be a person's."""
    traits = pd.DataFrame({"id": range(PEOPLE), "competence": 0.5})
    result = kantel.compare(scenario(tmp_path, chart(), days=40, traits=traits, parameters={"p": 0.02}))
    rows = result.data
    practising, aware = (np.round(rows[name].values * PEOPLE) for name in ("practising", "aware"))
    for names, people in (
        (("internalisation", "durable", "committed", "phase_exploration", "phase_commitment"), practising),
        (("phase_denial", "phase_resistance"), aware - practising),
    ):
        few, many = (people > 0) & (people < 5), people >= 5
        assert few.any() and many.any()
        for name in names:
            assert np.isnan(rows[name].values[few]).all() and not np.isnan(rows[name].values[many]).any()
    knowing = (aware - practising)[..., :-1]  # of yesterday
    for name in ("barrier_want", "gain_dare"):
        assert np.isnan(rows[name].values[..., 1:][(knowing > 0) & (knowing < 5)]).all()
    for day in (20, 40):
        both = result.summary.query(f"metric == 'same_people_share_{day}'")["mean"].iloc[0] * PEOPLE
        told = result.summary.query(f"metric == 'same_people_autonomy_{day}'")["mean"].iloc[0]
        assert np.isnan(told) == (both < 5)


class Attacker:
    """Runs whatever groups there are, on a chart whose other columns are the attacker's own, and gathers each number."""

    def __init__(self, folder):
        self.folder = folder
        draw = np.random.default_rng(5)
        letters = np.array(list("abcdef"))
        others = np.where(np.arange(PEOPLE) == 40, "x", "y")  # all but one in a unit, the one in another
        columns = [(None, None), (others, others)]
        columns += [(letters[draw.integers(0, n, PEOPLE)], letters[draw.integers(0, n, PEOPLE)]) for n in (2, 3, 6)]
        every = {"by_unit": True, "by_level": True, "by_structure": True, "by_cohort": True}
        self.ways = [(units, cohorts, {"record": every}) for units, cohorts in columns]
        self.ways += [(None, None, {"record": every, "organisation": {"unit_level": level}}) for level in (1, 2, 3)]
        self.ways += [(*columns[3], {"record": every, "privacy": {"min_group": least}}) for least in (2, 3, 7)]

    def numbers(self, values, trait) -> np.ndarray:
        """Every figure of days 0 and 1: by a comparison, and those that an own rule sees."""
        traits = pd.DataFrame({"id": range(PEOPLE), trait: values})
        gathered = []
        for units, cohorts, keys in self.ways:
            given = scenario(self.folder, chart(units, cohorts), traits=traits, days=1, **keys)
            seen = []
            result = kantel.compare(given, threads=1, interventions={"a": seen.append})
            gathered += [np.asarray(result._core.recordings(True), dtype=float).ravel()]
            gathered += [np.concatenate([getattr(teams, m) for teams in seen for m in kantel.rules.MEASURES])]
        return np.nan_to_num(np.concatenate(gathered))


def test_no_person_can_be_solved_for(tmp_path):
    """Each number's slope by each person's trait, one row a number: nobody's own unit vector is among what the rows span.
    What a number is rounded to (32 bits) is the noise that slopes are told from."""
    attacker = Attacker(tmp_path)
    base = np.full(PEOPLE, 0.5)
    step = 0.125  # sums of these are exact
    plain = attacker.numbers(base, "autonomy")
    slopes = np.empty((len(plain), PEOPLE))
    for person in range(PEOPLE):
        one = base.copy()
        one[person] += step
        slopes[:, person] = (attacker.numbers(one, "autonomy") - plain) / step
    assert np.abs(slopes).max(axis=0).min() > 0.9 / PEOPLE  # everybody counts
    _, sizes, directions = np.linalg.svd(slopes, full_matrices=False)
    spanned = directions[sizes > 1e-3 * sizes[0]]
    nearest = np.linalg.norm(spanned, axis=0)  # of each unit vector, how much of it is spanned: 1 is solved
    assert len(spanned) < PEOPLE / 4 and nearest.max() < 0.9, (len(spanned), nearest.max())


def test_figures_of_the_first_day_do_not_tell_who_has_which_trait(tmp_path):
    """Two people who exchange their values, whoever they are, change none of the means that are linear in them."""
    attacker = Attacker(tmp_path)
    draw = np.random.default_rng(3)
    values = draw.integers(10, 50, PEOPLE) / 64

    def means(of):
        shown = []
        for units, cohorts, keys in attacker.ways:
            traits = pd.DataFrame({"id": range(PEOPLE), "competence": of})
            given = scenario(tmp_path, chart(units, cohorts), traits=traits, days=1, **keys)
            shown.append(kantel.start(given, "a").recording.competence.values[0])
        return np.concatenate(shown)

    expected = means(values)
    for one, other in ((0, 40), (1, 70), (8, 33)):
        exchanged = values.copy()
        exchanged[[one, other]] = values[[other, one]]
        np.testing.assert_allclose(means(exchanged), expected, rtol=1e-6)
    assert abs(means(np.append(values[:-1], 0.9)) - expected).max() > 1e-3
