"""Migrations bring an empty database to what the tables say, on both kinds, and refuse a newer one."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from plangraph import resources
from plangraph.store import migrations
from plangraph.store.engine import Database


async def test_migrated_database_is_what_tables_say(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [d for d in compare_metadata(context, SQLModel.metadata) if "alembic_version" not in str(d)]

    async with database.reader.connect() as connection:
        found = await connection.run_sync(differences)

    assert found == []


async def test_upgrade_twice_does_nothing(database: Database) -> None:
    before = await migrations.upgrade(database)

    assert before.up_to_date
    assert (await migrations.standing(database)) == before


async def test_newer_database_is_refused(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("update alembic_version set version_num = '9999'"))

    with pytest.raises(migrations.DatabaseTooNew, match="revision 9999"):
        await migrations.upgrade(database)


async def test_every_revision_before_is_known_and_not_newest(database: Database) -> None:
    scripts = ScriptDirectory(str(resources.MIGRATIONS))
    newest, *earlier = [script.revision for script in scripts.walk_revisions()]

    assert migrations.newest() == newest
    for revision in earlier:
        async with database.transaction() as connection:
            await connection.execute(text("update alembic_version set version_num = :is"), {"is": revision})

        assert await migrations.standing(database) == migrations.Standing(revision, newest, known=True)


async def test_empty_database_has_no_revision(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("drop table alembic_version"))

    assert (await migrations.standing(database)) == migrations.Standing(None, migrations.newest(), known=True)
