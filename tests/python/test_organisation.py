"""Organisations from frames, graphs and arrays, and back."""

import numpy as np
import pandas as pd
import pytest

import kantel
from conftest import SMALL

CHART = pd.DataFrame(
    {
        "id": ["ann", "bo", "cy", "di", "ed", "flo"],
        "manager": [None, "ann", "ann", "bo", "bo", "cy"],
    }
)
TIES = pd.DataFrame({"a": ["bo", "di", "flo"], "b": ["cy", "ed", "di"]})


def test_a_frame_becomes_a_numbered_chart_without_names():
    made = kantel.Organisation.from_pandas(CHART, TIES)
    # By name: an index written as a column, another order and capitals change nothing.
    numbered = TIES.reset_index().rename(columns={"a": "Source", "b": "Target"})[::1]
    assert kantel.Organisation.from_pandas(CHART[CHART.columns[::-1]], numbered).hash == made.hash
    assert made.employees == 6 and made.chart.manager.tolist().count(-1) == 1
    assert len(made.ties) == 3 and set(made.ties.layer) == {"informal"}
    assert not any(name in made.chart.to_string() for name in CHART.id)


def test_errors_of_a_frame_are_all_named_by_line():
    wrong = CHART.copy()
    wrong.loc[3, "manager"], wrong.loc[5, "manager"] = "bob", "flo2"
    with pytest.raises(kantel.InputError) as caught:
        kantel.Organisation.from_pandas(wrong, TIES)
    assert {problem["line"] for problem in caught.value.problems} >= {5, 7}
    assert "did you mean bo" in str(caught.value) and "/tmp" not in str(caught.value)


def test_ties_are_needed():
    with pytest.raises(kantel.InputError, match="team_ties"):
        kantel.Organisation.from_pandas(CHART)
    assert len(kantel.Organisation.from_pandas(CHART, team_ties=True).ties) == 2


def test_a_graph_goes_there_and_back():
    networkx = pytest.importorskip("networkx")
    graph = networkx.Graph()
    for row in CHART.itertuples():
        graph.add_node(row.id, manager=row.manager)
    graph.add_edges_from(TIES.itertuples(index=False))
    made = kantel.Organisation.from_networkx(graph)
    assert made.hash == kantel.Organisation.from_pandas(CHART, TIES).hash
    assert kantel.Organisation.from_networkx(made.to_networkx()).hash == made.hash


def test_igraph_goes_there_and_back():
    pytest.importorskip("igraph")
    made = kantel.Organisation.generate("sector", 60, seed=2)
    assert kantel.Organisation.from_igraph(made.to_igraph()).hash == made.hash


def test_arrays_are_the_frame():
    manager = np.array([-1, 0, 0, 1, 1, 2])
    made = kantel.Organisation.from_edges(manager, [1, 3, 5], [2, 4, 3])
    assert made.hash == kantel.Organisation.from_pandas(CHART, TIES).hash


def test_export_and_import_give_the_same(tmp_path):
    made = kantel.Organisation.generate("directorate", 300, levels=[4, 20], seed=5)
    made.export(tmp_path / "org")
    again = kantel.Organisation.from_files("chart.csv", ties="ties.csv", folder=tmp_path / "org")
    assert again.hash == made.hash and len(made.unit_names) == 5


def test_second_managers_are_kept(tmp_path):
    plain = kantel.Organisation.from_edges([-1, 0, 0, 1, 2], [1, 3], [2, 4])
    made = kantel.Organisation.from_edges([-1, 0, 0, 1, 2], [1, 3], [2, 4], dotted=[-1, -1, -1, 2, -1])
    assert made.hash != plain.hash and "dotted" not in plain.chart
    assert made.chart.dotted.tolist() == [-1, -1, 3, -1, -1]  # unit by unit
    folder = made.export(tmp_path / "org")
    assert kantel.Organisation.from_files("chart.csv", ties="ties.csv", folder=folder).hash == made.hash


def test_departments_without_managers_and_networks(tmp_path):
    (tmp_path / "people.csv").write_text("id,unit\na,x\nb,x\nc,y\n")
    (tmp_path / "ties.csv").write_text("a,b\na,b\nb,c\n")
    files = {"departments": "people.csv", "ties": "ties.csv", "folder": tmp_path}
    assert kantel.Organisation.from_files(**files).chart.manager.tolist() == [-1, 0, 0]
    assert kantel.Organisation.from_files(leaders="none", **files).chart.manager.tolist() == [-1, -1, -1]
    network = kantel.Organisation.generate("network", 120)
    assert network.facts()["mandates_from_top"] and network.facts()["depth_counts"][0] == 1


def test_facts_stand_beside_their_targets():
    facts = kantel.Organisation.generate("sector", 1000).facts()
    assert facts["employees"] == 1000 and facts["targets"]


def test_an_organisation_in_memory_is_named_by_its_hash():
    made = kantel.Organisation.generate("sector", 80, seed=4)
    ran = kantel.compare(SMALL, organisation=made, replicates=1)
    assert ran.employees == 80 and ran.attrs["organisation_hash"] == made.hash and made.hash in ran.scenario
    assert (
        ran.scenario_hash
        != kantel.compare(SMALL, organisation=kantel.Organisation.generate("sector", 80), replicates=1).scenario_hash
    )


def test_a_reference_model_has_a_network_of_its_own(root):
    with pytest.raises(kantel.InputError, match="reference model"):
        kantel.compare(root / "scenarios/reference/watts.toml", organisation=kantel.Organisation.generate("sector", 80))
