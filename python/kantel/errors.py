"""What is wrong with the input, all of it at once."""


class InputError(ValueError):
    """The scenario, data or arguments are wrong. `problems` lists each: file, line, key, message, allowed, nearest."""

    def __init__(self, text: str, problems: list[dict] | None = None):
        super().__init__(text)
        self.problems = problems or []

    @classmethod
    def of(cls, key: str, message: str, allowed: str = "", nearest: str = "") -> "InputError":
        text = f"{key}: {message}" + (f"; allowed {allowed}" if allowed else "")
        text += f"; did you mean {nearest}?" if nearest else ""
        problem = {"file": "", "line": 0, "key": key, "message": message, "allowed": allowed, "nearest": nearest}
        return cls(text, [problem])


def choice(key: str, value, allowed) -> None:
    """Refuses a value that is none of those allowed, with the nearest that is."""
    import difflib

    allowed = list(allowed)
    if value in allowed:
        return
    near = difflib.get_close_matches(str(value), [str(a) for a in allowed], 1)
    shown = ", ".join(str(a) for a in allowed[:40]) + (", …" if len(allowed) > 40 else "")
    raise InputError.of(key, f"there is no {value!r}", f"one of {shown}", near[0] if near else "")


def optional(module: str, extra: str):
    """A package that only some functions need. The message names the extra as one installs it, from the clone."""
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        root = module.split(".")[0]
        raise ImportError(f"this needs {root}, which is not installed: pip install '.[{extra}]'") from error
