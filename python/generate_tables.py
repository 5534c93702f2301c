"""Writes kantel/tables.py and its stub from the declared keys: a function a table, a keyword a key, the docstring from
the declaration. Usage: generate_tables.py PACKAGE_FOLDER (where the built extension is)."""

import importlib.util
import pathlib
import sys
import textwrap

package = pathlib.Path(sys.argv[1])
(extension,) = [p for p in package.glob("_core.*") if p.suffix in (".so", ".pyd")]
found = importlib.util.spec_from_file_location("_core", extension)
core = importlib.util.module_from_spec(found)
found.loader.exec_module(core)

SENTENCES = {
    "scenario": "A whole scenario: kantel.Scenario reads what this gives.",
    "organisation": "Who is there and who is tied to whom. Paths are relative to the scenario's folder.",
    "change": "The practice asked of people, and the plan behind it.",
    "parameters": "The change model. A tau of inf freezes its level.",
    "record": "What is kept of a run; `all` is kept every day.",
    "privacy": "Which groups are too small to be shown.",
    "cohort": "A group of employees with its own weight of autonomy.",
    "arm": "A way of bringing the change: an approach, a policy and interventions.",
    "champions": "Who starts with the practice.",
    "mandate": "From when the practice is demanded (rollout and hybrid).",
    "event": "An intervention on a day.",
}
NESTED = {
    "arm": {"champions": "from champions()", "mandate": "from mandate()", "event": "a list of event()"},
    "scenario": {
        "organisation": "from organisation()",
        "change": "from change()",
        "parameters": "from parameters()",
        "record": "from record()",
        "privacy": "from privacy()",
        "cohort": "a list of cohort()",
        "arm": "a list of arm()",
    },
}


def wrapped(text, indent="    "):
    return textwrap.fill(text, 116, initial_indent=indent, subsequent_indent=indent + "    ")


def function(name, rows):
    lines, stub = [], []
    keys = [(row["name"], core.types()[name][row["name"]]) for row in rows] + [
        (key, "list[dict]" if "list" in text else "dict") for key, text in NESTED.get(name, {}).items()
    ]
    signature = ", ".join(f"{key}: {type_} | None = None" for key, type_ in keys)
    lines.append(f"def {name}(*, {signature}) -> dict:")
    lines.append(f'    """{SENTENCES[name]}\n')
    for row in rows:
        parts = [row["meaning"] or row["name"]]
        if row["unit"]:
            parts.append(row["unit"])
        if row["allowed"] not in ("any number", "text", ""):
            parts.append(row["allowed"])
        if row["default"]:
            parts.append(f"default {row['default']}")
        if row["source"] and row["source"] not in ("choice", "assumed"):
            parts.append(row["source"])
        symbol = f" ({row['symbol']})" if row["symbol"] else ""
        lines.append(wrapped(f"{row['name']}{symbol}: {'; '.join(parts)}".replace("\\", "\\\\")))
    for key, text in NESTED.get(name, {}).items():
        lines.append(wrapped(f"{key}: {text}"))
    lines.append('    """')
    lines.append("    return {key: value for key, value in locals().items() if value is not None}\n\n")
    stub.append(f"def {name}(*, {signature}) -> dict: ...")
    return lines, stub


text = ['"""The tables of a scenario, generated from the declarations: a function a table, a keyword a key."""\n']
stubs = []
for name, rows in core.tables():
    lines, stub = function(name, [dict(zip(core.key_columns, row)) for row in rows])
    text += lines
    stubs += stub
names = [name for name, _ in core.tables()]
text.append(f"__all__ = {names!r}")
(package / "tables.py").write_text("\n".join(text) + "\n")
(package / "tables.pyi").write_text("\n".join(stubs) + "\n")
