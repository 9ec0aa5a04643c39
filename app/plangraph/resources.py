"""Where the contracts (schema, operations, migrations, seeds) are, in a checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_bundled"

ROOT = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parents[1]
STATIC = _PACKAGE / "static"
MIGRATIONS = ROOT / "db" / "migrations"
SEEDS = ROOT / "db" / "seeds"
SCHEMA = ROOT / "graphql" / "schema.graphql"
OPERATIONS = ROOT / "graphql" / "operations"
