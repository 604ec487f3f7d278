"""Room to work in, used again month after month: to ask for memory anew costs more than the work that is done in it."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Room:
    """Arrays by their names. One asked for anew lies where the last of that name lay: what that held is gone."""

    def __init__(self) -> None:
        self._kept: dict[str, NDArray[np.uint64]] = {}

    def zeros(self, name: str, shape: tuple[int, ...], kind: Any) -> NDArray[Any]:
        """An array of zeros."""
        found = self.empty(name, shape, kind)
        found.fill(0)
        return found

    def empty(self, name: str, shape: tuple[int, ...], kind: Any) -> NDArray[Any]:
        """An array of anything."""
        size = prod(shape) * np.dtype(kind).itemsize
        words = -(-size // 8)
        if name not in self._kept or len(self._kept[name]) < words:
            self._kept[name] = np.empty(words, dtype=np.uint64)
        found: NDArray[Any] = self._kept[name].view(np.uint8)[:size].view(kind).reshape(shape)
        return found
