"""Features, their variants, and which variant a plan grants."""

from sqlalchemy import Index, UniqueConstraint

from plangraph.domain.feature import FeatureType
from plangraph.store.tables import columns


class Feature(columns.Row, table=True):
    __table_args__ = (Index("feature_search_key", "key_folded"), Index("feature_search_name", "name_folded"))

    id: int = columns.key()
    gid: str = columns.gid()
    key: str = columns.text(unique=True)
    key_folded: str = columns.text()
    name: str = columns.text()
    name_folded: str = columns.text()
    type: FeatureType = columns.one_of(FeatureType)
    default_variant: str = columns.text()
    on_variant: str | None = columns.text()
    off_variant: str | None = columns.text()


class Variant(columns.Row, table=True):
    __table_args__ = (UniqueConstraint("feature_id", "key"), UniqueConstraint("feature_id", "position"))

    id: int = columns.key()
    feature_id: int = columns.to("feature.id", cascade=True)
    position: int
    key: str = columns.text()
    value: str = columns.json()


class Entitlement(columns.Row, table=True):
    __table_args__ = (UniqueConstraint("plan_id", "feature_id"),)

    id: int = columns.key()
    plan_id: int = columns.to("plan.id", cascade=True)
    feature_id: int = columns.to("feature.id", cascade=True, index=True)
    variant_id: int = columns.to("variant.id")
