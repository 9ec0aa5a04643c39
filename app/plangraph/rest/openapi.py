"""The OpenAPI 3.1 document of all REST, made of the wire shapes that the surfaces speak. Served to anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from plangraph.rest.export import openapi as export
from plangraph.services.export import Exports
from plangraph.wire import kickplan, metronome, ofrep

Json = dict[str, Any]
Shape = type[BaseModel]

STATUSES = {
    400: "Something of the request is wrong; every wrong part is told.",
    401: "No key, or one that is wrong, revoked or expired.",
    403: "The key's scope does not allow this.",
    404: "There is no such thing.",
    413: "The body is larger than the server takes.",
    415: "The body is not `application/json`.",
    429: "The server does as much of this at once as it may; try again after `Retry-After` seconds.",
    503: "The database is away; try again after `Retry-After` seconds.",
}
# What an answer may say as null; anything else that has no value is left out.
NULLABLE = {
    "next_page",
    "salesforce_account_id",
    "archived_at",
    "ending_before",
    "effective_at",
    "variant",
    "error_code",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. `answer`: its shape, a list of one shape, or None for an empty body."""

    method: str
    path: str
    summary: str
    answer: Shape | list[Shape] | None
    body: Shape | None = None
    optional_body: bool = False
    parameters: tuple[str, ...] = ()
    success: int = 200
    etag: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Surface:
    """The operations of one product, and how it tells failures."""

    name: str
    description: str
    error: Shape
    operations: Sequence[Operation]


METRONOME = Surface(
    "Metronome",
    "Metronome's Plans API: point its SDK at this server. Reads only.",
    metronome.Error,
    [
        Operation("get", "/v1/plans", "List plans", metronome.Plans, parameters=("limit", "next_page"), etag=True),
        Operation(
            "get", "/v1/planDetails/{plan_id}", "Get a plan's details", metronome.PlanDetails, etag=True, missing=True
        ),
        Operation(
            "get",
            "/v1/planDetails/{plan_id}/charges",
            "List a plan's charges",
            metronome.Charges,
            parameters=("limit", "next_page"),
            etag=True,
            missing=True,
        ),
        Operation(
            "get",
            "/v1/planDetails/{plan_id}/customers",
            "List customers on a plan",
            metronome.PlanCustomers,
            parameters=("limit", "next_page", "status"),
            etag=True,
            missing=True,
        ),
    ],
)
KICKPLAN = Surface(
    "Kickplan",
    "Kickplan's Control API: accounts, features and metrics, with the older paths that its clients still call.",
    kickplan.Error,
    [
        Operation("post", "/api/accounts", "Create or update an account", kickplan.Account, kickplan.AccountUpsert),
        Operation(
            "put", "/api/accounts/{key}", "Update an account", kickplan.Account, kickplan.AccountUpdate, missing=True
        ),
        Operation(
            "post", "/api/features/resolve", "Resolve every feature", [kickplan.Resolved], kickplan.Resolve, True
        ),
        Operation("get", "/api/features/resolve", "Resolve every feature for nobody", [kickplan.Resolved]),
        Operation(
            "post", "/api/features", "Resolve every feature (older)", [kickplan.Resolved], kickplan.Resolve, True
        ),
        Operation(
            "post", "/api/features/{key}/resolve", "Resolve a feature", kickplan.Resolved, kickplan.Resolve, True
        ),
        Operation(
            "post", "/api/features/{key}", "Resolve a feature (older)", kickplan.Resolved, kickplan.Resolve, True
        ),
        Operation("post", "/api/metrics/set", "Set a metric", None, kickplan.MetricSet, success=202),
        Operation("post", "/api/metrics/flush", "Flush metrics", None, kickplan.Flush, True, success=202),
        Operation("post", "/api/metrics/{key}/set", "Set a metric (older)", None, kickplan.MetricChange, success=202),
        Operation("post", "/api/metrics/{key}/increment", "Add to a metric", None, kickplan.MetricChange, success=202),
        Operation(
            "post", "/api/metrics/{key}/decrement", "Subtract from a metric", None, kickplan.MetricChange, success=202
        ),
        Operation(
            "post",
            "/api/billable_objects",
            "Create or update a billable object",
            kickplan.BillableObjectAnswer,
            kickplan.BillableObject,
        ),
    ],
)
OFREP = Surface(
    "OpenFeature",
    "OpenFeature's remote evaluation protocol: the targeting key is an account's key.",
    ofrep.Failure,
    [
        Operation(
            "post",
            "/ofrep/v1/evaluate/flags/{key}",
            "Evaluate a flag",
            ofrep.Flag,
            ofrep.Evaluate,
            True,
            missing=True,
        ),
        Operation(
            "post", "/ofrep/v1/evaluate/flags", "Evaluate every flag", ofrep.Flags, ofrep.Evaluate, True, etag=True
        ),
        Operation("get", "/ofrep/v1/configuration", "Get the configuration", ofrep.Configuration, etag=True),
    ],
)
SURFACES = (METRONOME, KICKPLAN, OFREP)
_QUERY: dict[str, Json] = {
    "limit": {"schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 100}, "description": "Page size."},
    "next_page": {"schema": {"type": "string"}, "description": "The cursor that the page before gave."},
    "status": {
        "schema": {
            "type": "array",
            "items": {"enum": ["all", "active", "ended", "upcoming"]},
            "minItems": 1,
            "default": ["active"],
        },
        "style": "form",
        "explode": False,
        "description": "Where customer plans stand now; several are joined by commas.",
    },
}
_PATH: dict[str, Json] = {
    "plan_id": {"schema": {"type": "string", "format": "uuid"}, "description": "The plan's id."},
    "key": {"schema": {"type": "string", "minLength": 1, "maxLength": 255}, "description": "The key."},
}


def document(exports: Exports) -> Json:
    schemas: Json = {**export.SCHEMAS}
    paths: Json = {}
    for surface in SURFACES:
        schemas |= _schemas(surface)
        for operation in surface.operations:
            paths.setdefault(operation.path, {})[operation.method] = _operation(surface, operation)
    paths |= export.paths(exports.sheets, STATUSES)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "PlanGraph REST",
            "version": version("plangraph"),
            "description": "The vendors' APIs as PlanGraph serves them, and lists in bulk. Amounts are exact: "
            "read numbers as decimals.",
        },
        "tags": [*({"name": surface.name, "description": surface.description} for surface in SURFACES), export.TAG],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "A key of this server."}},
        },
    }


def _operation(surface: Surface, operation: Operation) -> Json:
    found: Json = {
        "tags": [surface.name],
        "operationId": f"{operation.method} {operation.path}",
        "summary": operation.summary,
        "responses": _responses(surface, operation),
    }
    names = [part[1:-1] for part in operation.path.split("/") if part.startswith("{")]
    parameters = [{"name": name, "in": "path", "required": True, **_PATH[name]} for name in names]
    parameters += [{"name": name, "in": "query", **_QUERY[name]} for name in operation.parameters]
    if parameters:
        found["parameters"] = parameters
    if operation.body:
        content = {"application/json": {"schema": _ref(surface, operation.body)}}
        found["requestBody"] = {"required": not operation.optional_body, "content": content}
    return found


def _responses(surface: Surface, operation: Operation) -> Json:
    success: Json = {"description": "Done." if operation.answer is None else "What was asked for."}
    if operation.answer is not None:
        one = operation.answer[0] if isinstance(operation.answer, list) else operation.answer
        schema = _ref(surface, one)
        listed = isinstance(operation.answer, list)
        success["content"] = {"application/json": {"schema": {"type": "array", "items": schema} if listed else schema}}
    found: Json = {str(operation.success): success}
    if operation.etag:
        success["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "For `If-None-Match`."}}
        found["304"] = {"description": "What `If-None-Match` names is what there is."}
    with_body = {413, 415} if operation.body else set()
    told = {400, 401, 503} | with_body | ({404} if operation.missing or "{key}" in operation.path else set())
    told |= (
        {403} if operation.answer is None or operation.path.startswith(("/api/accounts", "/api/billable")) else set()
    )
    for status in sorted(told):
        content = {"application/json": {"schema": _ref(surface, surface.error)}}
        found[str(status)] = {"description": STATUSES[status], "content": content}
    return found


def _ref(surface: Surface, shape: Shape) -> Json:
    return {"$ref": f"#/components/schemas/{surface.name}{shape.__name__}"}


def _schemas(surface: Surface) -> Json:
    bodies = {operation.body for operation in surface.operations if operation.body}
    answers: set[Shape] = {surface.error}
    for operation in surface.operations:
        answer = operation.answer
        answers |= {answer[0]} if isinstance(answer, list) else {answer} if answer else set()
    found = {name: _trimmed(schema, answer=False) for name, schema in _defined(surface, bodies).items()}
    return found | {name: _trimmed(schema, answer=True) for name, schema in _defined(surface, answers).items()}


def _defined(surface: Surface, shapes: set[Shape]) -> Json:
    template = f"#/components/schemas/{surface.name}{{model}}"
    ordered = sorted(shapes, key=lambda shape: shape.__name__)
    if not ordered:
        return {}
    _, schema = models_json_schema([(shape, "validation") for shape in ordered], ref_template=template)
    return {f"{surface.name}{name}": definition for name, definition in schema["$defs"].items()}


def _trimmed(schema: Json, *, answer: bool) -> Json:
    """Without pydantic's titles, and for answers without the nulls that are never sent."""
    found = {name: value for name, value in schema.items() if name != "title"}
    found["properties"] = {name: _property(name, value, answer) for name, value in schema.get("properties", {}).items()}
    return found


def _property(name: str, given: Json, answer: bool) -> Json:
    found = {key: value for key, value in given.items() if key != "title" and (key, value) != ("default", None)}
    choices = [choice for choice in found.get("anyOf", []) if choice != {"type": "null"}]
    if answer and name not in NULLABLE and len(choices) == 1:
        del found["anyOf"]
        found |= choices[0]
    return found
