"""The perspective in which a camera sees a flat sheet."""

import numpy as np

from bot.images.grids import Sums


def plane_between(these: Sums, those: Sums) -> Sums | None:
    """Return the 3 × 3 matrix of the perspective that takes points to other points
    (n × 2 each, n ≥ 4), the few that disagree counting less; None for points in a row.
    """
    scale = max(float(np.abs(these).max()), float(np.abs(those).max()), 1.0)
    x, y = (these / scale).T
    u, v = (those / scale).T
    one, none = np.ones_like(x), np.zeros_like(x)
    rows = np.concatenate(
        (
            np.stack((x, y, one, none, none, none, -u * x, -u * y), axis=1),
            np.stack((none, none, none, x, y, one, -v * x, -v * y), axis=1),
        )
    )
    target = np.concatenate((u, v))
    weights = np.ones(len(target))
    for _ in range(8):
        numbers, _, rank, _ = np.linalg.lstsq(
            rows * weights[:, None], target * weights, rcond=1e-9
        )
        if rank < 8:
            return None
        off = np.abs(rows @ numbers - target).reshape(2, -1).max(axis=0)
        limit = max(float(np.median(off)) * 1.5, 0.5 / scale)
        weights = np.tile(1 / (1 + (off / limit) ** 2), 2)
    plane = np.append(numbers, 1.0).reshape(3, 3)
    zoom = np.diag((scale, scale, 1.0))
    return np.asarray(zoom @ plane @ np.linalg.inv(zoom))
