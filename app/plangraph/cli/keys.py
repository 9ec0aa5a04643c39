"""`plangraph keys`: make, list and revoke the keys that open the service."""

import re
from datetime import timedelta
from typing import Annotated, Any

import typer

from plangraph.cli.failures import Mistake
from plangraph.cli.session import hint, load_settings, now, print_json, print_table, with_database
from plangraph.domain.times import print_time
from plangraph.domain.viewer import Scope

app = typer.Typer(help="Make, list and revoke keys.", no_args_is_help=True)
_SPAN = re.compile(r"(\d{1,6})([smhd])", re.ASCII)
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


@app.command()
def create(
    name: Annotated[str, typer.Option(help="What the key is for, as `list` will show it.")],
    scope: Annotated[
        Scope, typer.Option(help="What it may do; each of read, write and admin includes the one before.")
    ],
    account: Annotated[
        str | None, typer.Option(help="With the scope account: the key of the one account it sees.")
    ] = None,
    expires: Annotated[str | None, typer.Option(help="How long it lives: 30m, 12h, 90d. Never ends without.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the key with what is known of it.")] = False,
) -> None:
    """Make a key. Only the token goes to stdout, this one time.

    A key of scope account is for a browser in front of a customer: it sees that account and lives an hour at most.

    Examples:

      plangraph keys create --name reports --scope read

      TOKEN=$(plangraph keys create --name portal --scope account --account acme --expires 15m)
    """
    from plangraph.services import api_keys

    lifetime = span(expires) if expires else None
    made = with_database(
        load_settings(),
        lambda database: api_keys.create(
            database, now(), name=name, scope=scope, account_key=account, lifetime=lifetime
        ),
    )
    if as_json:
        print_json(_shown(made) | {"token": made.token})
        return
    ends = f"until {print_time(made.expires_at)}" if made.expires_at else "without end"
    hint(f"Key {made.prefix} ({made.scope.value}, {ends}). It is shown this once:")
    print(made.token)


@app.command("list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List keys, newest first, by their prefixes; tokens are not kept.

    Example: plangraph keys list --json
    """
    from plangraph.services import api_keys

    found = with_database(load_settings(), api_keys.listed)
    if as_json:
        print_json([_shown(key) | _since(key) for key in found])
        return
    rows = [[k.prefix, k.name, k.scope.value, k.account_key or "", print_time(k.created_at), _state(k)] for k in found]
    print_table(["prefix", "name", "scope", "account", "created", "state"], rows, "There are no keys yet.")


@app.command()
def revoke(
    prefix: Annotated[str, typer.Argument(help="The key's prefix, as `list` shows it: pg_ and eight characters.")],
) -> None:
    """Revoke a key, with the sessions that were made with it. It opens nothing from a second later on.

    Example: plangraph keys revoke pg_k3jX81Qa
    """
    from plangraph.services import api_keys

    with_database(load_settings(), lambda database: api_keys.revoke(database, now(), prefix))
    hint(f"{prefix} is revoked.")


def span(text: str) -> timedelta:
    """`30m`, `12h`, `90d` as a time span; raises Mistake."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise Mistake(f"{text!r} is not a time span; write for example 30m, 12h or 90d")
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def _shown(key: Any) -> dict[str, Any]:
    return {
        "prefix": key.prefix,
        "name": key.name,
        "scope": key.scope.value,
        "accountKey": key.account_key,
        "expiresAt": print_time(key.expires_at) if key.expires_at else None,
    }


def _since(key: Any) -> dict[str, Any]:
    return {
        "createdAt": print_time(key.created_at),
        "revokedAt": print_time(key.revoked_at) if key.revoked_at else None,
        "state": _state(key),
    }


def _state(key: Any) -> str:
    if key.revoked_at is not None:
        return "revoked"
    return "valid" if key.valid(now()) else "expired"
