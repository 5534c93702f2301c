"""A scenario as Python holds it: TOML text, and what has been set on top. The engine reads and checks it."""

from __future__ import annotations

import pathlib
import tomllib

import tomli_w

from . import _core
from .errors import InputError


def plain(value):
    """NumPy numbers, paths and tuples as what TOML knows."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)) or (hasattr(value, "tolist") and getattr(value, "ndim", 0) > 0):
        return [plain(item) for item in value]
    if hasattr(value, "item") and getattr(value, "ndim", 1) == 0:
        return value.item()
    return str(value) if isinstance(value, pathlib.Path) else value


def settings_of(path: str, value) -> list[str]:
    """What the command line would say after --set; a dict sets each of its keys."""
    value = plain(value)
    if isinstance(value, dict):
        return [setting for key, item in value.items() for setting in settings_of(f"{path}.{key}", item)]
    try:
        return [f"{path}={tomli_w.dumps({'v': value})[4:].strip()}"]
    except TypeError as error:
        raise InputError.of(
            path, f"cannot be set to a {type(value).__name__}", "a number, text, true, false or a list"
        ) from error


def read_text(path: str | pathlib.Path) -> str:
    try:
        return pathlib.Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
        raise InputError.of(str(path), f"cannot be read: {reason}") from error


def whole_numbers(days, replicates, seed) -> list[int | None]:
    """What overrides a scenario's own, checked."""
    whole = [None if number is None else int(number) for number in (days, replicates, seed)]
    for name, number in zip(("days", "replicates", "seed"), whole):
        if number is not None and number < (0 if name == "seed" else 1):
            raise InputError.of(name, f"is {number}, out of range", "at least " + ("0" if name == "seed" else "1"))
    return whole


class Scenario:
    """One organisation, a change and one or more arms.

    source: the path of a TOML file, TOML text (anything with a line end), or a dict of tables, as scenario() and its
        fellows make it.
    folder: what relative paths are relative to, where the source is not a file.

    Nothing is checked before it is used; then every error is raised at once as InputError.
    """

    def __init__(self, source: str | pathlib.Path | dict | "Scenario", *, folder: str | pathlib.Path = ""):
        self._settings: list[str] = []
        self.file = str(pathlib.Path(folder) / "scenario.toml")
        if isinstance(source, Scenario):
            self.text, self.file, self._settings = source.text, source.file, list(source._settings)
        elif isinstance(source, dict):
            self.text = tomli_w.dumps(plain(source)) or "\n"
        elif isinstance(source, pathlib.Path) or "\n" not in str(source):
            self.file = str(source)
            self.text = read_text(source)
        else:
            self.text = source

    def set(self, path: str, value) -> "Scenario":
        """Changes one key in place, as --set does: set("arm.rollout.policy", "servant"). Returns the scenario itself."""
        self._settings += settings_of(path, value)
        return self

    def copy(self) -> "Scenario":
        return Scenario(self)

    def core(
        self, *, days=None, replicates=None, seed=None, arm=None, organisation=None, set=None
    ) -> _core.ScenarioText:
        """What the engine is given."""
        settings = list(self._settings)
        for path, value in (set or {}).items():
            settings += settings_of(path, value)
        if organisation is not None:
            # So that the resolved scenario, and its hash, tell which organisation it was.
            settings += settings_of("organisation", {"form": "imported", "chart": f"in memory, {organisation.hash}"})
        whole = whole_numbers(days, replicates, seed)
        return _core.ScenarioText(
            self.text, self.file, settings, *whole, arm, organisation.core if organisation is not None else None
        )

    def about(self) -> dict:
        """Checks the scenario: name, question, source, model, days, replicates, seed, arms, resolved, hash."""
        return _core.about(self.core())

    check = about

    @property
    def resolved(self) -> str:
        """TOML with every default filled in."""
        return self.about()["resolved"]

    @property
    def hash(self) -> str:
        """Of the resolved scenario; the manifest of a result holds the same."""
        return self.about()["hash"]

    @property
    def arms(self) -> list[str]:
        return self.about()["arms"]

    @property
    def tables(self) -> dict:
        """The resolved scenario as a dict."""
        return tomllib.loads(self.resolved)

    def save(self, path: str | pathlib.Path) -> None:
        """Writes the resolved scenario, which `kantel compare` reads."""
        pathlib.Path(path).write_text(self.resolved, encoding="utf-8")

    def __repr__(self) -> str:
        try:
            about = self.about()
        except InputError as error:
            return f"<Scenario with {len(error.problems)} problems: {error}>"
        return f"<Scenario {about['name']}: {', '.join(about['arms'])}; {about['days']} days, hash {about['hash']}>"


def scenario_of(source) -> Scenario:
    return source if isinstance(source, Scenario) else Scenario(source)
