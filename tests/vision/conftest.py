"""Real parts where they are: the pose model, reference photographs, the bundled clip. What is absent is said."""

from pathlib import Path

import pytest

from coach.errors import ModelError
from coach.resources import find_resource
from coach.vision.model import ensure_model

PHOTOS = Path(__file__).parents[3] / "shared" / "photos"


@pytest.fixture(scope="session")
def model() -> Path:
    """The pose model, prepared if need be."""
    try:
        return ensure_model()
    except ModelError as error:
        pytest.skip(f"no pose model: {error}")


@pytest.fixture(scope="session")
def photos() -> Path:
    if not PHOTOS.is_dir():
        pytest.skip(f"no reference photographs in {PHOTOS}")
    return PHOTOS


@pytest.fixture(scope="session")
def clip() -> Path:
    """The bundled demo clip."""
    found = find_resource("assets", "demo", "demo.mp4")
    if not isinstance(found, Path):
        pytest.skip("the demo clip is not in this checkout")
    return found
