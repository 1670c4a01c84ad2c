"""Standard JSON, without the NaN and Infinity that Python also reads."""

import json
from typing import Any


def strict_json(text: str, **hooks: Any) -> Any:  # noqa: ANN401 - whatever the text contains
    """The value of a JSON text; ``hooks`` as in ``json.loads``. Raises ValueError or RecursionError."""
    return json.loads(text, parse_constant=_refuse, **hooks)


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not a number")
