"""An expression: read once, worked out many times."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.forms.fhirpath.compiler import compiled
from desktop.forms.fhirpath.errors import PathTroubleError
from desktop.forms.fhirpath.parser import tree_of
from desktop.forms.fhirpath.run import Compiled, Environment, Run
from desktop.forms.fhirpath.syntax import Call, Literal, Name, Node, walk
from desktop.forms.fhirpath.values import Value


@dataclass(frozen=True, slots=True)
class Expression:
    """`names` are the %names that it reads and does not define itself."""

    text: str
    root: Node = field(repr=False, compare=False)
    names: frozenset[str] = field(repr=False, compare=False)
    _work: Compiled = field(repr=False, compare=False)

    def evaluate(self, focus: Sequence[Value], environment: Environment) -> tuple[Value, ...]:
        """Work it out from `focus`. Raises PathTroubleError, and nothing else."""
        budget = environment.budget
        if budget is not None and budget.left <= 0:
            raise PathTroubleError("too many steps together")
        run = Run(focus, environment)
        try:
            return tuple(self._work(run))
        except RecursionError as error:
            raise PathTroubleError("nested too deep") from error
        finally:
            if budget is not None:
                budget.left -= environment.steps - run.left


def parse(text: str) -> Expression:
    """Read an expression. Raises PathRefusedError, and nothing else."""
    root = tree_of(text)
    return Expression(text=text, root=root, names=_names(root), _work=compiled(root))


def _names(root: Node) -> frozenset[str]:
    nodes = list(walk(root))
    read = {node.name for node in nodes if isinstance(node, Name)}
    defined = {
        node.arguments[0].value
        for node in nodes
        if isinstance(node, Call)
        and node.name == "defineVariable"
        and node.arguments
        and isinstance(node.arguments[0], Literal)
    }
    return frozenset(read - {name for name in defined if isinstance(name, str)})
