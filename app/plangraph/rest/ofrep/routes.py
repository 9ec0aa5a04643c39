"""Flags by OpenFeature's remote evaluation protocol: features, resolved for the account that is the targeting key.

Without a targeting key, or for an unknown account, flags have their defaults.
"""

from collections.abc import Sequence
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from plangraph.domain.errors import InvalidInput
from plangraph.rest.answers import conditional, json_answer
from plangraph.rest.body import json_object
from plangraph.rest.ofrep.errors import invalid
from plangraph.services import resolution
from plangraph.services.input import validated
from plangraph.services.resolution import Reason, Resolution
from plangraph.store.basis import Noted
from plangraph.store.queries.resolution import Direct
from plangraph.store.reads import Reads
from plangraph.web.kept import keepable
from plangraph.web.viewers import viewer_of
from plangraph.wire import ofrep as wire

# What a provider may rely on: every type of flag, and asking again at most this often.
CONFIGURATION = {
    "name": "PlanGraph",
    "capabilities": {
        "cacheInvalidation": {"polling": {"enabled": True, "minPollingIntervalMs": 1_000}},
        "flagEvaluation": {"supportedTypes": ["boolean", "string", "int", "object"]},
    },
}


def ofrep_routes(reads: Reads) -> list[BaseRoute]:
    async def one(request: Request) -> Response:
        key: str = request.path_params["key"]
        try:
            (found,), noted = await resolved(request, [key])
        except InvalidInput as error:
            return json_answer({"key": key, **invalid(error)}, 400)
        if found.reason is Reason.UNKNOWN_FEATURE:
            missing = {"key": key, "errorCode": "FLAG_NOT_FOUND", "errorDetails": "There is no such feature."}
            return json_answer(missing, 404)
        return keepable(request, json_answer(_flag(found)), noted)

    async def every(request: Request) -> Response:
        found, noted = await resolved(request, None)
        return conditional(request, orjson.dumps({"flags": [_flag(feature) for feature in found]}), noted)

    async def resolved(request: Request, keys: Sequence[str] | None) -> tuple[Sequence[Resolution], Noted]:
        body = validated(wire.Evaluate, await json_object(request, optional=True))
        account = body.context.targeting_key if body.context else None
        noted = Noted(reads)
        view = Direct(noted, viewer_of(request), request.state.now)
        return (await resolution.resolve(view, [account], keys))[account], noted

    async def configuration(request: Request) -> Response:
        return conditional(request, orjson.dumps(CONFIGURATION))

    return [
        Route("/ofrep/v1/evaluate/flags", every, methods=["POST"]),
        Route("/ofrep/v1/evaluate/flags/{key:path}", one, methods=["POST"]),
        Route("/ofrep/v1/configuration", configuration),
    ]


def _flag(found: Resolution) -> dict[str, Any]:
    metadata = {"name": found.name or found.key, "source": found.reason.value.lower()}
    if found.plan_key is not None:
        metadata["plan"] = found.plan_key
    return {
        "key": found.key,
        "reason": "DEFAULT" if found.reason is Reason.DEFAULT else "TARGETING_MATCH",
        "variant": found.variant,
        "value": orjson.Fragment(found.value or "null"),
        "metadata": metadata,
    }
