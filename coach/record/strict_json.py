"""JSON as its standard has it, without the NaN and Infinity that Python reads too."""

import json
from typing import Any


def strict_json(text: str, **hooks: Any) -> Any:  # noqa: ANN401 - whatever the text holds
    """What a JSON text holds; ``hooks`` as in ``json.loads``. Raises ValueError or RecursionError."""
    return json.loads(text, parse_constant=_refuse, **hooks)


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not a number")
