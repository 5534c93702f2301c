"""The notebooks, executed as their readers would: each opens with a question, runs without an error, shows what it says it
draws, ends with its answer in numbers that were computed, and keeps no output."""

import functools
import pathlib
import re

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
DRAWS = re.compile(r"\.(plot|figure|predictive_figure)\(|plt\.subplots\(")

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@functools.cache
def executed(path: pathlib.Path) -> list:
    notebook = nbformat.read(path, as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # as Jupyter does: figures are pictures
        NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(FOLDER)}}).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_picture(data: dict) -> bool:
    """Of Matplotlib, or an Altair chart, which is a page that holds its specification."""
    return "image/png" in data or "vegaEmbed" in data.get("text/html", "") and "vega-lite" in data["text/html"]


def test_there_are_nine():
    assert [notebook.name[:2] for notebook in NOTEBOOKS] == [f"{number:02}" for number in range(1, 10)]


@each
def test_a_notebook_opens_with_its_question_and_keeps_no_output(path):
    notebook = nbformat.read(path, as_version=4)
    assert notebook.cells[0].cell_type == "markdown" and "?**" in notebook.cells[0].source
    assert all(not cell.outputs and cell.execution_count is None for cell in notebook.cells if cell.cell_type == "code")


@each
def test_a_notebook_runs_without_an_error_and_shows_its_pictures(path):
    cells = executed(path)
    assert all(output.output_type != "error" for cell in cells for output in cell.outputs)
    drawing = [cell for cell in cells if DRAWS.search(cell.source)]
    assert drawing
    for cell in drawing:
        assert any(is_picture(output.get("data", {})) for output in cell.outputs), cell.source


@each
def test_a_notebook_ends_with_its_answer_in_numbers(path):
    last = executed(path)[-1]
    said = "".join(output.get("text", "") for output in last.outputs)
    numbers = set(re.findall(r"\d+(?:\.\d+)?", said))
    assert len(numbers - set(re.findall(r"\d+(?:\.\d+)?", last.source))) >= 2, said
    print(said)
