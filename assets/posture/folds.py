"""Fits one model without each fold of sources, and gives its answers for those sources."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.body.posture_model import SHAPES

from . import sheet
from .fit import Recipe, fit
from .looks import FOLDS
from .table import Table
from .taken import WORKERS

Array = NDArray[Any]


def answers(table: Table, people: Table, recipe: Recipe, keeper: Path | None) -> Array:
    """(n, shapes) the answers for ``people``, each by the model without their fold. ``keeper``: where to store the
    models."""
    chances = np.zeros((len(people.label), len(SHAPES)))
    without = partial(_without, table=table, people=people, recipe=recipe, keeper=keeper)
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        for fold, found in enumerate(pool.map(without, range(FOLDS))):
            chances[people.fold == fold] = found
            print(f"fold {fold + 1} of {FOLDS}", flush=True)
    return chances


def _without(fold: int, table: Table, people: Table, recipe: Recipe, keeper: Path | None) -> Array:
    model = fit(table.of(table.fold != fold), recipe)
    if keeper is not None:
        keeper.mkdir(parents=True, exist_ok=True)
        sheet.write_model(model, sheet.fold_file(keeper, fold))
    return model.chances(people.of(people.fold == fold).looks)
