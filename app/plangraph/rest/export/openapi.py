"""The bulk pulls in the OpenAPI document: made of what the exports say of themselves."""

from collections.abc import Sequence
from typing import Any

from plangraph.rest.export.routes import FORMATS, MEDIA_TYPES
from plangraph.services.export import Format, Parameter, Sheet

Json = dict[str, Any]
TAG = {
    "name": "Export",
    "description": "Every row of a list, as it was at one moment, streamed. Parameters are the arguments of the "
    "graph's lists in snake case; one that is not known is refused by name. A body that was cut ends without its last "
    "chunk, which HTTP clients report.",
}
SCHEMAS: Json = {
    "ExportError": {
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["code", "message", "requestId"],
                "properties": {
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                    "requestId": {"type": "string", "description": "The log knows the request by it."},
                    "fields": {
                        "type": "array",
                        "description": "Every wrong parameter.",
                        "items": {
                            "type": "object",
                            "required": ["field", "message", "code"],
                            "properties": {name: {"type": "string"} for name in ("field", "message", "code")},
                        },
                    },
                },
            }
        },
    }
}
_FORM = {
    "csv": "RFC 4180 with a head, UTF-8. A text that spreadsheets would take for a formula has an apostrophe before "
    "it; lists and objects are JSON.",
    "ndjson": "An object in each line.",
}


def paths(sheets: Sequence[Sheet], statuses: dict[int, str]) -> Json:
    names = dict.fromkeys(sheet.name for sheet in sheets)
    return {
        f"/export/{name}.{form}": {"get": _operation(name, form, [s for s in sheets if s.name == name], statuses)}
        for name in names
        for form in FORMATS
    }


def _operation(name: str, form: Format, sheets: Sequence[Sheet], statuses: dict[int, str]) -> Json:
    parameters: dict[str, Json] = {}
    for sheet in sheets:
        for parameter in sheet.parameters:
            parameters.setdefault(parameter.name, _parameter(parameter))
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/ExportError"}}}
    media_type = MEDIA_TYPES[form].partition(";")[0]
    told = [f"{sheet.description} Columns: {', '.join(f'`{c.name}`' for c in sheet.columns)}." for sheet in sheets]
    success = {"description": " ".join([*told, _FORM[form]]), "content": {media_type: {"schema": {"type": "string"}}}}
    return {
        "tags": [TAG["name"]],
        "operationId": f"get /export/{name}.{form}",
        "summary": f"Export {name} as {form.upper() if form == 'csv' else 'newline-delimited JSON'}",
        "parameters": list(parameters.values()),
        "responses": {
            "200": success,
            **{str(status): {"description": statuses[status], "content": error} for status in (400, 401, 429, 503)},
        },
    }


def _parameter(parameter: Parameter) -> Json:
    schema = {"type": "array", "items": parameter.schema} if parameter.many else parameter.schema
    more = " May be given several times." if parameter.many else ""
    return {
        "name": parameter.name,
        "in": "query",
        "schema": schema,
        "description": f"{parameter.description}{more}",
        **({"style": "form", "explode": True} if parameter.many else {}),
    }
