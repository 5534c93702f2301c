"""Scenarios from text, files and dicts; every error at once."""

import pathlib

import numpy as np
import pytest

import kantel
from conftest import SMALL


def test_every_error_is_raised_at_once_with_place_range_and_nearest_name():
    with pytest.raises(kantel.InputError) as caught:
        kantel.compare(SMALL + '\n[parameters]\ntheta = 7\nroh0 = 1\n\n[[arm]]\nname = "c"\napproach = "rolout"\n')
    problems = {problem["key"]: problem for problem in caught.value.problems}
    assert problems["parameters.theta"]["allowed"] == "0 to 1" and problems["parameters.theta"]["line"] > 0
    assert problems["parameters.roh0"]["nearest"] == "rho0"
    assert problems["arm.c.approach"]["nearest"] == "rollout"
    assert all(key in str(caught.value) for key in problems)


def test_an_unknown_arm_and_a_missing_one_are_named(small):
    with pytest.raises(kantel.InputError, match="did you mean movement"):
        kantel.run(small, arm="movment")
    with pytest.raises(kantel.InputError, match="rollout, movement"):
        kantel.run(small)


def test_a_dict_made_of_declared_keywords_is_the_scenario_of_the_text():
    made = kantel.Scenario(
        kantel.scenario(
            name="small",
            question="Does a mandate beat a movement?",
            days=60,
            replicates=4,
            seed=7,
            organisation=kantel.organisation(employees=200),
            record=kantel.record(every=5),
            arm=[
                kantel.arm(
                    name="rollout",
                    approach="rollout",
                    policy="directive",
                    event=[kantel.event(day=30, do="lift_mandate")],
                ),
                kantel.arm(
                    name="movement",
                    approach="diffusion",
                    policy="participative",
                    champions=kantel.champions(share=0.05, chosen="by_degree"),
                ),
            ],
        )
    )
    assert made.resolved == kantel.Scenario(SMALL).resolved
    assert made.hash == kantel.Scenario(SMALL).hash


def test_what_is_resolved_reads_back_to_the_same(small, tmp_path):
    small.save(tmp_path / "again.toml")
    assert kantel.Scenario(tmp_path / "again.toml").hash == small.hash


def test_set_takes_numpy_numbers_lists_and_dicts(small):
    small.set("parameters.p", np.float64(0.01)).set("arm.movement.champions", {"share": 0.1, "chosen": "at_random"})
    small.set("organisation.form", "directorate").set("organisation.levels", np.array([3, 9]))
    tables = small.tables
    assert tables["parameters"]["p"] == 0.01 and tables["organisation"]["levels"] == [3, 9]
    assert tables["arm"][1]["champions"] == {"share": 0.1, "chosen": "at_random"}


def test_a_copy_does_not_change_the_original(small):
    before = small.hash
    assert small.copy().set("parameters.p", 0.3).hash != before
    assert small.hash == before


def test_files_that_cannot_be_read_are_said_so(tmp_path):
    with pytest.raises(kantel.InputError, match="cannot be read"):
        kantel.Scenario(tmp_path / "absent.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(kantel.InputError, match="UTF-8"):
        kantel.Scenario(pathlib.Path(tmp_path / "binary.toml"))


@pytest.mark.parametrize("wrong", [{"days": 0}, {"replicates": -1}, {"seed": -3}])
def test_numbers_out_of_range_are_refused(small, wrong):
    with pytest.raises(kantel.InputError, match=next(iter(wrong))):
        kantel.compare(small, **wrong)


def test_keywords_and_docstrings_are_the_declarations():
    for table, rows in kantel._core.tables():
        function = getattr(kantel, table)
        keywords = function.__kwdefaults__
        for row in rows:
            row = dict(zip(kantel._core.key_columns, row))
            assert row["name"] in keywords
            assert row["name"] in function.__doc__
            assert " ".join(row["meaning"].split()) in " ".join(function.__doc__.split())
    assert kantel.describe("parameters").set_index("name").loc["p", "default"] == "0.01"
    assert list(kantel.describe("words").set_index("key").loc["gate.want"]) == ["not wanting", "niet willen"]


def test_keywords_have_the_types_of_the_declarations_and_calls_are_typed():
    import inspect
    import typing

    types = inspect.get_annotations(kantel.scenario, eval_str=True)
    assert types["days"] == int | None and types["seed"] == int | None and types["factorial"] == bool | None
    assert inspect.get_annotations(kantel.organisation, eval_str=True)["employees"] == int | None
    assert inspect.get_annotations(kantel.parameters, eval_str=True)["p"] == float | None
    assert inspect.get_annotations(kantel.event, eval_str=True)["do"] == str | None
    for call in (kantel.compare, kantel.run):
        hints = typing.get_type_hints(call)
        assert set(hints) == {*inspect.signature(call).parameters, "return"}


def test_a_key_by_its_former_name_is_refused_and_its_present_name_is_said():
    with pytest.raises(kantel.InputError, match="f: is now called social_proof"):
        kantel.change(f="step")
    with pytest.raises(kantel.InputError, match="parameters.xi: is now called after_lapse"):
        kantel.Scenario({"parameters": {"xi": 0.2}, "arm": [{"name": "a", "approach": "diffusion"}]}).check()
    assert kantel.change(social_proof="step") == {"social_proof": "step"}
