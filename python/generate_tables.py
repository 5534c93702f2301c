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

WORDS = core.words_of_tables()


def nested(path):
    """The tables inside the table of that path: name, whether it is a list."""
    inside = path + "." if path else ""
    for name, (own, _, _) in WORDS.items():
        rest = own.removeprefix(inside).removesuffix(".*")
        if own.startswith(inside) and own != path and "." not in rest and rest != "":
            yield name, own.endswith(".*")


def wrapped(text, indent="    "):
    return textwrap.fill(text, 116, initial_indent=indent, subsequent_indent=indent + "    ")


def function(name):
    lines, stub = [], []
    path, sentence, declared = WORDS[name]
    rows = [dict(zip(core.key_columns, row)) for row, _, _ in declared]
    tables = list(nested(path))
    keys = [(row["name"], type_) for row, (_, type_, _) in zip(rows, declared)]
    keys += [(table, "list[dict]" if many else "dict") for table, many in tables]
    signature = ", ".join(f"{key}: {type_} | None = None" for key, type_ in keys)
    former = ", ".join(f"{old}={row[0]!r}" for row, _, old in declared if old)
    if former:
        lines.append(f"@_formerly({former})")
    lines.append(f"def {name}(*, {signature}) -> dict:")
    lines.append(f'    """{sentence or ("A whole " if not path else "Keys of a ") + name + "."}\n')
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
    for table, many in tables:
        lines.append(wrapped(f"{table}: {'a list of' if many else 'from'} {table}()"))
    lines.append('    """')
    lines.append("    return {key: value for key, value in locals().items() if value is not None}\n\n")
    stub.append(f"def {name}(*, {signature}) -> dict: ...")
    return lines, stub


text = [
    '''"""The tables of a scenario, generated from the declarations: a function a table, a keyword a key."""

import functools

from .errors import InputError


def _formerly(**names):
    """Refuses the names that keys had before, by those they have now."""

    def refusing(function):
        @functools.wraps(function)
        def checked(**keys):
            for old, now in names.items():
                if old in keys:
                    raise InputError.of(old, f"is now called {now}")
            return function(**keys)

        checked.__kwdefaults__ = function.__kwdefaults__
        return checked

    return refusing

'''
]
stubs = []
for name in WORDS:
    lines, stub = function(name)
    text += lines
    stubs += stub
text.append(f"__all__ = {list(WORDS)!r}")
(package / "tables.py").write_text("\n".join(text) + "\n")
(package / "tables.pyi").write_text("\n".join(stubs) + "\n")
