"""From the text of a document to an operation that may run: parsed, counted, validated, and remembered by its text."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    Lexer,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    Source,
    Token,
    TokenKind,
    parse,
    specified_rules,
    validate,
)

from plangraph.domain.errors import LimitExceeded
from plangraph.graph import errors, limits
from plangraph.graph.cost import Cost, cost_of
from plangraph.graph.errors import Refused
from plangraph.graph.limits import Limits
from plangraph.graph.scopes import Demand, demands_of
from plangraph.graph.variables import Leaves, leaves_of
from plangraph.store.kept import Kept

_MOST_ERRORS = 20
MOST_DIGITS = 4_300
_BYTES_OF_A_TOKEN = 1_700  # measured: the syntax tree and the costs of a dense document
_LONG_NUMBER = re.compile(rf"\d{{{MOST_DIGITS}}}")
_NO_SUBSCRIPTIONS = "Subscriptions are not served; send a query instead, and again when you want to know more."


@dataclass(frozen=True, eq=False, slots=True)
class Operation:
    """One operation of a valid document, with all that can be known without its variables."""

    node: OperationDefinitionNode
    name: str | None
    kind: OperationType
    document: "Document"
    cost: Cost
    demands: tuple[Demand, ...]
    leaves: Leaves | None


@dataclass(eq=False, slots=True)
class Document:
    """A valid document; `weight` is about what it takes in memory, in bytes."""

    text: str
    weight: int
    node: DocumentNode
    fragments: Mapping[str, FragmentDefinitionNode]
    operations: Mapping[str | None, Operation]

    def choose(self, name: str | None) -> Operation:
        """The operation that is meant. Raises Refused when that is not clear, as the specification has it."""
        if name is None:
            if len(self.operations) == 1:
                return next(iter(self.operations.values()))
            names = ", ".join(n for n in self.operations if n)
            raise _unresolved(f"The document has several operations; say which as operationName: {names}.")
        found = self.operations.get(name)
        if found is None:
            raise _unresolved("The document has no operation of that name.")
        return found


class Documents:
    """Reads documents; the valid ones are kept by their text, bounded by number and by bytes, oldest use first out."""

    def __init__(self, schema: GraphQLSchema, allowed: Limits) -> None:
        self.schema, self.limits = schema, allowed
        self.rules = [*specified_rules, *([] if allowed.introspection else [NoSchemaIntrospectionCustomRule])]
        self._kept: Kept[str, Document] = Kept(allowed.cached_documents, allowed.cached_bytes)

    def read(self, text: str) -> Document:
        """Raises Refused or LimitExceeded."""
        document = self._kept.get(text)
        if document is None:
            document = self._prepared(text)
            self._kept.keep(text, document, document.weight)
        return document

    def _prepared(self, text: str) -> Document:
        node = _parsed(text, self.limits)
        defined = [d for d in node.definitions if isinstance(d, OperationDefinitionNode)]
        limits.check(node, self.limits)
        if any(d.operation is OperationType.SUBSCRIPTION for d in defined):
            raise _unresolved(_NO_SUBSCRIPTIONS)
        wrong = validate(self.schema, node, self.rules, _MOST_ERRORS, hide_suggestions=not self.limits.introspection)
        if wrong:
            raise Refused(wrong, errors.VALIDATION_FAILED)
        if not defined:
            raise _unresolved("The document has no operation, only fragments.")
        fragments = {d.name.value: d for d in node.definitions if isinstance(d, FragmentDefinitionNode)}
        operations: dict[str | None, Operation] = {}
        document = Document(text, _weight(text, node), node, fragments, operations)
        for d in defined:
            cost = cost_of(self.schema, d, fragments, self.limits)
            demands = demands_of(self.schema, d, fragments)
            name = d.name.value if d.name else None
            leaves = leaves_of(self.schema, d)
            operations[name] = Operation(d, name, d.operation, document, cost, demands, leaves)
        return document


def _parsed(text: str, allowed: Limits) -> DocumentNode:
    size = len(text) if text.isascii() else len(text.encode(errors="surrogatepass"))
    if size > allowed.query_bytes:
        raise LimitExceeded("bytes of query text", size, allowed.query_bytes)
    problem: GraphQLError
    try:
        node = parse(text, max_tokens=allowed.tokens)
    except GraphQLSyntaxError as error:
        problem = error
    except RecursionError:
        problem = GraphQLError("Syntax Error: The document is nested too deeply.")
    else:
        _check_numbers(text)
        return node
    tokens = sum(1 for _ in _tokens(text))
    if tokens > allowed.tokens:
        raise LimitExceeded("tokens", tokens, allowed.tokens)
    raise Refused([problem], errors.PARSE_FAILED)


def _weight(text: str, node: DocumentNode) -> int:
    tokens, token = 0, node.loc.start_token if node.loc else None
    while token is not None:
        tokens, token = tokens + 1, token.next
    return len(text) + _BYTES_OF_A_TOKEN * tokens


def _check_numbers(text: str) -> None:
    """Python itself reads no integer of more digits, and says so in its own words."""
    if _LONG_NUMBER.search(text):
        numbers = (t for t in _tokens(text) if t.kind in (TokenKind.INT, TokenKind.FLOAT))
        digits = max((len(t.value or "") for t in numbers), default=0)
        if digits > MOST_DIGITS:
            raise LimitExceeded("digits in a number", digits, MOST_DIGITS)


def _tokens(text: str) -> Iterator[Token]:
    """Backwards, from the last that can be read. Comments are tokens too: the parser has to read them."""
    lexer = Lexer(Source(text))
    with suppress(GraphQLSyntaxError):
        while lexer.advance().kind is not TokenKind.EOF:
            pass
    token: Token | None = lexer.token
    while token is not None:
        if token.kind not in (TokenKind.SOF, TokenKind.EOF):
            yield token
        token = token.prev


def _unresolved(message: str) -> Refused:
    return Refused(message, errors.OPERATION_RESOLUTION_FAILURE)
