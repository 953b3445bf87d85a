"""How sure it may be: margins become probabilities that come true as often as they say (Guo et al. 2017)."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


class Calibration(msgspec.Struct, frozen=True):
    """`softmax(slope * margin + bias)` gives probabilities; `shift` is added to their logs to choose the class."""

    slope: float
    bias: tuple[float, ...]
    shift: tuple[float, ...]

    def probabilities(self, margins: Matrix) -> Matrix:
        """One row a text, summing to one."""
        return softmax(self.slope * margins + np.array(self.bias))

    def choice(self, probabilities: Matrix) -> NDArray[np.int64]:
        """The class chosen for each row."""
        found = np.argmax(np.log(np.maximum(probabilities, 1e-12)) + np.array(self.shift), axis=1)
        return found.astype(np.int64)


def softmax(values: Matrix) -> Matrix:
    """Row by row."""
    raised = np.exp(values - values.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def plain(classes: int, slope: float = 3.0) -> Calibration:
    """Where there were too few texts to learn it from."""
    return Calibration(slope, (0.0,) * classes, (0.0,) * classes)


def calibrated(margins: Matrix, truth: NDArray[np.int64], *, tune: bool = False) -> Calibration:
    """Learned from margins of texts that had no part in learning; one slope for all classes and a bias for each."""
    from scipy.optimize import minimize

    count = margins.shape[1]
    rows = np.arange(len(truth))

    def loss(at: Matrix) -> tuple[float, Matrix]:
        said = softmax(at[0] * margins + at[1:])
        value = -np.log(np.maximum(said[rows, truth], 1e-12)).mean() + 1e-3 * (at[1:] ** 2).mean()
        wrong = said.copy()
        wrong[rows, truth] -= 1
        wrong /= len(truth)
        return float(value), np.concatenate([[(wrong * margins).sum()], wrong.sum(0) + 2e-3 * at[1:] / count])

    found = minimize(loss, np.array([3.0, *[0.0] * count]), jac=True, method="L-BFGS-B").x
    made = Calibration(float(max(found[0], 1e-3)), tuple(map(float, found[1:])), (0.0,) * count)
    if not tune:
        return made
    return msgspec.structs.replace(made, shift=shifted(made.probabilities(margins), truth))


def shifted(probabilities: Matrix, truth: NDArray[np.int64]) -> tuple[float, ...]:
    """Shifts of the classes' log probabilities that raise macro-F1: class by class, smoothed so as not to trust luck."""
    from wenguo.advice.learning.scores import macro_f1

    count = probabilities.shape[1]
    logs = np.log(np.maximum(probabilities, 1e-12))
    shift = np.zeros(count)
    steps = np.linspace(-1.5, 1.5, 31)
    for _ in range(3):
        for number in range(count):
            tried = []
            for step in steps:
                moved = shift.copy()
                moved[number] = step
                tried.append(macro_f1(truth, np.argmax(logs + moved, axis=1), count))
            smooth = np.convolve(np.pad(tried, 2, mode="edge"), np.ones(5) / 5, mode="valid")
            shift[number] = steps[int(np.argmax(smooth))]
        shift -= shift.mean()
    return tuple(float(one) for one in shift)


def reliability(sure: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 10) -> list[tuple[float, float, int]]:
    """(mean said, share that came true, how many) for equally filled bins: a line of slope one is honest."""
    order = np.argsort(sure, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    return [(float(sure[part].mean()), float(right[part].mean()), len(part)) for part in parts]


def error(points: list[tuple[float, float, int]]) -> float:
    """The expected calibration error of reliability points."""
    total = sum(count for _, _, count in points)
    return sum(abs(said - true) * count for said, true, count in points) / total if total else 0.0
