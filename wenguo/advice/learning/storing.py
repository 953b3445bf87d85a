"""Keeps a classifier in a folder: arrays without pickle, a manifest that names every file's hash and is signed.

A model is read only where the signature fits the key of this installation, and only the very bytes that were hashed
are opened: a folder that a stranger put there is refused, whatever it holds.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from wenguo.advice.learning.calibration import Calibration
from wenguo.advice.learning.classifier import Classifier
from wenguo.advice.learning.counting import Vocabulary
from wenguo.advice.learning.fitting import Fitted
from wenguo.advice.learning.recipe import Recipe

FORMAT = 1
MANIFEST, ARRAYS, MODEL, CARD = "manifest.json", "arrays.npz", "model.json", "card.json"
_LARGEST = 64 * 1024 * 1024  # bytes of one file: a folder is not trusted with our memory


class BadModel(Exception):
    """A folder that is no model of ours: unsigned, changed, cut off, or of a newer format."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in the folder; `signature` is over all the rest."""

    format: int
    name: str
    version: str
    files: dict[str, str]  # file → SHA-256
    signature: str = ""


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """What is no array."""

    recipe: Recipe
    classes: tuple[str, ...]
    calibration: Calibration
    dampened: tuple[bool, ...]
    spread: tuple[float, ...]


def write(
    folder: Path, classifier: Classifier, *, name: str, version: str, key: bytes, card: dict[str, Any] | None = None
) -> Manifest:
    """Write the folder at once or not at all; one that is there already stays as it is. Raises FileExistsError."""
    if classifier.networks:
        raise ValueError("a view that reads words in their order is for measuring only: it is not kept")
    contents = {
        MODEL: msgspec.json.encode(_model(classifier)),
        ARRAYS: _packed(_arrays(classifier)),
        CARD: msgspec.json.encode(card or {}),
    }
    files = {file: hashlib.sha256(content).hexdigest() for file, content in contents.items()}
    bare = Manifest(format=FORMAT, name=name, version=version, files=files)
    manifest = msgspec.structs.replace(bare, signature=_signature(bare, key))
    if folder.exists():
        raise FileExistsError(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for file, content in {**contents, MANIFEST: msgspec.json.encode(manifest)}.items():
            with (making / file).open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
        making.chmod(0o755)
        making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)  # gone already where all went well
    return manifest


def manifest_of(folder: Path, key: bytes) -> Manifest:
    """The manifest, its signature checked. Raises BadModel."""
    try:
        manifest = msgspec.json.decode(_bytes(folder / MANIFEST), type=Manifest)
    except msgspec.DecodeError as error:
        raise BadModel(f"{folder.name}: the manifest cannot be read: {error}") from error
    if manifest.format != FORMAT:
        raise BadModel(f"{folder.name}: format {manifest.format}, this version reads {FORMAT}")
    if not hmac.compare_digest(manifest.signature, _signature(manifest, key)):
        raise BadModel(f"{folder.name}: the signature does not fit; the model was not made here, or was changed")
    return manifest


def read(folder: Path, key: bytes) -> Classifier:
    """The classifier, ready to use. Raises BadModel."""
    manifest = manifest_of(folder, key)
    try:
        model = msgspec.json.decode(checked(folder, MODEL, manifest), type=Model)
        with np.load(io.BytesIO(checked(folder, ARRAYS, manifest)), allow_pickle=False) as packed:
            arrays = {name: packed[name] for name in packed.files}
        return _restored(model, arrays)
    except (msgspec.DecodeError, KeyError, ValueError, IndexError) as error:
        raise BadModel(f"{folder.name}: {type(error).__name__}: {error}") from error


def card_of(folder: Path, key: bytes) -> dict[str, Any]:
    """The model's card. Raises BadModel."""
    card: dict[str, Any] = msgspec.json.decode(checked(folder, CARD, manifest_of(folder, key)))
    return card


def checked(folder: Path, file: str, manifest: Manifest) -> bytes:
    """The bytes of a file, if they are those that were signed. Raises BadModel."""
    content = _bytes(folder / file)
    if hashlib.sha256(content).hexdigest() != manifest.files.get(file):
        raise BadModel(f"{folder.name}: {file} is not the file that was signed")
    return content


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise BadModel(f"{path.parent.name}: {path.name} is too large")
        return path.read_bytes()
    except OSError as error:
        raise BadModel(f"{path.parent.name}: {path.name}: {error.strerror}") from error


def _signature(manifest: Manifest, key: bytes) -> str:
    bare = msgspec.to_builtins(msgspec.structs.replace(manifest, signature=""))
    return hmac.new(key, b"wenguo model\n" + msgspec.json.encode(bare, order="sorted"), hashlib.sha256).hexdigest()


def _model(classifier: Classifier) -> Model:
    return Model(
        recipe=classifier.recipe,
        classes=classifier.classes,
        calibration=classifier.calibration,
        dampened=tuple(view.dampened for view in classifier.views),
        spread=tuple(view.spread for view in classifier.views),
    )


def _arrays(classifier: Classifier) -> dict[str, NDArray[Any]]:
    """Half precision is enough: weights are summed by the hundred, and their errors cancel."""
    found: dict[str, NDArray[Any]] = {
        "hashes": classifier.vocabulary.hashes,
        "kind": classifier.vocabulary.kind.astype(np.uint8),
    }
    for number, view in enumerate(classifier.views):
        loud = float(np.abs(view.weights).max(initial=0)) or 1.0  # so that the largest weight is one
        found[f"take{number}"] = view.take.astype(np.uint32)
        found[f"scale{number}"] = view.scale.astype(np.float16)
        found[f"weights{number}"] = (view.weights / loud).astype(np.float16)
        found[f"bias{number}"] = np.concatenate([view.bias, [loud]]).astype(np.float32)
    return found


def _packed(arrays: dict[str, NDArray[Any]]) -> bytes:
    """The bytes of an .npz; pressed, since most weights of rare grams are alike."""
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type] # its stub takes the arrays for its flags
    return out.getvalue()


def _restored(model: Model, arrays: dict[str, NDArray[Any]]) -> Classifier:
    classifier = Classifier(model.recipe)
    classifier.classes = model.classes
    classifier.calibration = model.calibration
    hashes = arrays["hashes"].astype(np.uint64)
    if len(hashes) > 1 and not (hashes[1:] > hashes[:-1]).all():
        raise ValueError("the vocabulary is not sorted")
    classifier.vocabulary = Vocabulary(hashes, arrays["kind"].astype(np.int16))
    views = []
    for number, (dampened, spread) in enumerate(zip(model.dampened, model.spread, strict=True)):
        bias = arrays[f"bias{number}"].astype(np.float32)
        take = arrays[f"take{number}"].astype(np.int64)
        weights = np.ascontiguousarray(arrays[f"weights{number}"].astype(np.float32) * bias[-1])
        scale = arrays[f"scale{number}"].astype(np.float32)
        if (
            weights.shape != (len(take), len(model.classes))
            or scale.shape != take.shape
            or len(bias) != len(model.classes) + 1
        ):
            raise ValueError("the arrays do not fit one another")
        if len(take) and int(take.max()) >= len(hashes):
            raise ValueError("a view looks beyond the vocabulary")
        views.append(Fitted(take, scale, weights, bias[:-1], dampened, spread))
    classifier.views = tuple(views)
    return classifier
