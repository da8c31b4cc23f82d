"""Placeholders pass where a package is only named, and say no where it is used."""

from __future__ import annotations

import importlib
import sys
from typing import Any, Optional

import pytest

from bot.dialogue.placeholders import PlaceholderUsed, placeholders_for

PACKAGE = "package_that_is_not_installed"


@pytest.fixture
def package() -> Any:
    with placeholders_for({PACKAGE}):
        return importlib.import_module(PACKAGE)


def test_placeholder_may_be_subclassed_annotated_and_caught(package: Any) -> None:
    class Layer(package.keras.layers.Layer):  # type: ignore[misc]  # -- it is Any
        def call(self, value: Optional[package.Tensor[int]]) -> package.Tensor | None:
            """Never called."""

    with pytest.raises(KeyError):
        try:
            {}["missing"]
        except package.errors.NotFound:
            pass

    assert issubclass(Layer, package.keras.layers.Layer)


@pytest.mark.parametrize(
    ("used", "name"),
    [
        (lambda package: package.Client(), f"{PACKAGE}.Client"),
        (lambda package: package.random.set_seed(1), f"{PACKAGE}.random.set_seed"),
    ],
)
def test_placeholder_raises_when_called(package: Any, used: Any, name: str) -> None:
    with pytest.raises(PlaceholderUsed) as caught:
        used(package)

    assert caught.value.name == name


def test_subclass_of_placeholder_raises_when_instantiated(package: Any) -> None:
    class Model(package.Model):  # type: ignore[misc]  # -- it is Any
        pass

    with pytest.raises(PlaceholderUsed):
        Model()


def test_placeholder_module_has_no_special_attributes(package: Any) -> None:
    assert not hasattr(package, "__version__")
    assert not hasattr(package.Client, "__version__")


def test_submodules_of_a_named_package_are_placeholders() -> None:
    with placeholders_for({PACKAGE}):
        submodule = importlib.import_module(f"{PACKAGE}.some.where")

        assert submodule.Thing.__module__ == f"{PACKAGE}.some.where"


def test_only_the_named_submodule_is_a_placeholder() -> None:
    sys.modules.pop("xml.dom.minidom", None)

    with placeholders_for({"xml.dom.minidom"}):
        minidom = importlib.import_module("xml.dom.minidom")
        pulldom = importlib.import_module("xml.etree.ElementTree")

    assert minidom.Node.__mro__[1].__name__ == "_Placeholder"
    assert pulldom.__file__ is not None


def test_placeholders_are_gone_after_the_block() -> None:
    with placeholders_for({PACKAGE}):
        importlib.import_module(PACKAGE)

    with pytest.raises(ModuleNotFoundError):
        importlib.import_module(PACKAGE)


def test_loaded_package_is_left_alone() -> None:
    import json

    with placeholders_for({"json"}):
        assert importlib.import_module("json") is json
