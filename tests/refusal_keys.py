"""Finds every refusal that the bot's source raises: its key and its parameters."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import bot

_SOURCE = Path(bot.__file__).parent
_ROOT = "Refusal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """One way to refuse, and where it stands in the source."""

    place: str
    key: str
    params: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Module:
    name: str
    tree: ast.Module

    def within(self, node: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Return the functions around a node, the outermost first."""
        return [
            it
            for it in ast.walk(self.tree)
            if isinstance(it, ast.FunctionDef | ast.AsyncFunctionDef)
            and any(inner is node for inner in ast.walk(it))
        ]


class RefusalScan:
    """Reads the source once. Where a key is no literal, it follows names to their
    assignments, parameters to their callers, and functions to what they return."""

    def __init__(self) -> None:
        self._modules = [
            _Module(str(path.relative_to(_SOURCE.parent)), ast.parse(path.read_text()))
            for path in sorted(_SOURCE.rglob("*.py"))
        ]
        self._classes = {
            node.name: node
            for module in self._modules
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ClassDef)
        }
        self._refusals = {name for name in self._classes if self._is_refusal(name)}

    def raised(self) -> Iterator[Raised]:
        """Yield each key with what its text may name."""
        for module in self._modules:
            for node in ast.walk(module.tree):
                place = f"{module.name}:{getattr(node, 'lineno', 0)}"
                match node:
                    case ast.Call(func=ast.Name(id=name)) if name in self._refusals:
                        params = frozenset(it.arg or "**" for it in node.keywords)
                        for key in self._key_of_call(module, node, name):
                            yield Raised(place=place, key=key, params=params)
                    case ast.Raise(exc=ast.Name(id=name)) if name in self._refusals:
                        key = self._usual_key(name)
                        yield Raised(place=place, key=key, params=frozenset())

    def _is_refusal(self, name: str) -> bool:
        bases = self._classes[name].bases if name in self._classes else []
        above = [base.id for base in bases if isinstance(base, ast.Name)]
        return name == _ROOT or any(self._is_refusal(base) for base in above)

    def _usual_key(self, name: str) -> str:
        """Return the key of a class that is raised without one."""
        for node in ast.walk(self._classes[name]):
            match node:
                case ast.arguments(defaults=[ast.Constant(value=str(key))]):
                    return key
        raise AssertionError(f"{name} is raised without a key")

    def _key_of_call(self, module: _Module, call: ast.Call, name: str) -> set[str]:
        if not call.args:
            return {self._usual_key(name)}
        return self._keys(module, call.args[0])

    def _keys(self, module: _Module, node: ast.expr) -> set[str]:
        match node:
            case ast.Constant(value=str(key)):
                return {key}
            case ast.IfExp(body=one, orelse=other):
                return self._keys(module, one) | self._keys(module, other)
            case ast.Attribute(value=ast.Name(id=name), attr=member):
                return self._keys(module, _assigned(self._classes[name], member)[0])
            case ast.Subscript(value=ast.Name(id=name)):
                (table,) = _assigned(module.tree, name)
                assert isinstance(table, ast.Dict)
                return self._all(module, table.values)
            case ast.Call(func=ast.Name(id=name)):
                return self._all(module, _returned(module.tree, name))
            case ast.Name(id=name):
                around = module.within(node)[-1]
                found = _assigned(around, name)
                return self._all(module, found) or self._passed(around, name)
        raise AssertionError(f"{module.name}:{node.lineno}: which key is this?")

    def _all(self, module: _Module, nodes: list[ast.expr]) -> set[str]:
        return {key for node in nodes for key in self._keys(module, node)}

    def _passed(
        self, function: ast.FunctionDef | ast.AsyncFunctionDef, parameter: str
    ) -> set[str]:
        names = [it.arg for it in function.args.args if it.arg != "self"]
        index = names.index(parameter)
        return {
            key
            for module in self._modules
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call) and _called(node) == function.name
            if len(node.args) > index and isinstance(node.args[index], ast.Constant)
            for key in self._keys(module, node.args[index])
        }


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _assigned(scope: ast.AST, name: str) -> list[ast.expr]:
    found: list[ast.expr] = []
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value):
                found += [value] if target == name else []
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value):
                found += [value] if target == name else []
    return found


def _returned(scope: ast.AST, name: str) -> list[ast.expr]:
    return [
        inner.value
        for node in ast.walk(scope)
        if isinstance(node, ast.FunctionDef) and node.name == name
        for inner in ast.walk(node)
        if isinstance(inner, ast.Return) and inner.value
    ]
