"""Prices for an account, apart from what is read for them."""

import asyncio

from plangraph.services import account_estimates
from tests.price_lists import charge, plan


async def test_others_have_turns_while_many_plans_are_priced() -> None:
    """A request of a millisecond need not wait for two hundred plans."""
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    waiting = asyncio.create_task(other())
    found = await account_estimates._ranked([plan(charge("Calls", (0, 1)))] * 200, 0, {})
    waiting.cancel()

    assert len(found) == 200
    assert turns >= 20
