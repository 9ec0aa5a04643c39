"""The bulk pulls in the OpenAPI document: made of what the exports say of themselves."""

from collections.abc import Sequence
from typing import Any

from plangraph.rest.export.routes import FORMATS, MEDIA_TYPES
from plangraph.services.export import Format, Sheet

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
    names = dict.fromkeys(parameter.name for sheet in sheets for parameter in sheet.parameters)
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/ExportError"}}}
    media_type = MEDIA_TYPES[form].partition(";")[0]
    told = [f"{sheet.description} Columns: {', '.join(f'`{c.name}`' for c in sheet.columns)}." for sheet in sheets]
    success = {"description": " ".join([*told, _FORM[form]]), "content": {media_type: {"schema": {"type": "string"}}}}
    return {
        "tags": [TAG["name"]],
        "operationId": f"get /export/{name}.{form}",
        "summary": f"Export {name} as {form.upper() if form == 'csv' else 'newline-delimited JSON'}",
        "parameters": [_parameter(name, sheets) for name in names],
        "responses": {
            "200": success,
            **{str(status): {"description": statuses[status], "content": error} for status in (400, 401, 429, 503)},
        },
    }


def _parameter(name: str, sheets: Sequence[Sheet]) -> Json:
    """What it is in the sheets that have it, where it may differ."""
    found = [(sheet, p) for sheet in sheets for p in sheet.parameters if p.name == name]
    told: dict[str, None] = {}
    for sheet, parameter in found:
        other = sheet is not sheets[0] and not name.startswith(sheet.chosen_by or "")
        ahead = f"With `{sheet.chosen_by}`: " if other else ""
        if not any(earlier.endswith(parameter.description) for earlier in told):
            told[f"{ahead}{parameter.description}"] = None
    schema, many = {**found[0][1].schema}, found[0][1].many
    if "enum" in schema:
        schema["enum"] = list(dict.fromkeys(word for _, parameter in found for word in parameter.schema["enum"]))
    return {
        "name": name,
        "in": "query",
        "schema": {"type": "array", "items": schema} if many else schema,
        "description": " ".join([*told, *(["May be given several times."] if many else [])]),
        **({"style": "form", "explode": True} if many else {}),
    }
