"""The demonstration data from `db/seeds`: loading it again changes nothing, on whatever day."""

from dataclasses import fields
from datetime import datetime
from itertools import chain

from plangraph import resources
from plangraph.domain import ids
from plangraph.services import catalogue
from plangraph.services.imports import ImportSummary, import_catalogue
from plangraph.store.engine import Database
from plangraph.store.queries import plans

FILES = ("price_lists.json", "plans.json", "features.json", "customers.json", "accounts.json")
FIRST_PLAN = ids.plan_of_key("essentials")


def read_demo(today: datetime) -> catalogue.Catalogue:
    """All seed files as one catalogue whose days count from `today`."""
    read = [catalogue.read((resources.SEEDS / name).read_bytes(), today) for name in FILES]
    parts = {f.name: tuple(chain.from_iterable(getattr(c, f.name) for c in read)) for f in fields(catalogue.Catalogue)}
    return catalogue.Catalogue(**parts)


async def load_demo(database: Database, now: datetime) -> ImportSummary:
    """Its dates are days from the day of the first load, which the first plan's own time remembers."""
    first_loaded = await plans.inserted_at(database, FIRST_PLAN)
    return await import_catalogue(database, read_demo(first_loaded or now), now)
