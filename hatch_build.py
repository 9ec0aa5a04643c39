"""Puts the contract folders into the wheel; an editable install reads them from the checkout."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleContracts(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "standard":
            return
        root = Path(self.root)
        for folder in ("graphql", "db"):
            build_data["force_include"][str(root / folder)] = f"plangraph/_bundled/{folder}"
