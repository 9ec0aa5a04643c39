"""What an account's own token sees: the catalogue, its account with its customer, and nothing of any other."""

import orjson

from plangraph.domain.viewer import Scope, Viewer
from plangraph.store.engine import Database
from tests.graph.running import data

ACME = Viewer("pg_acme", Scope.ACCOUNT, account_key="acme")
EVERYTHING = """{
  accounts(first: 100) { totalCount nodes { key metrics { key } plans { key } customFields { value } } }
  customers(first: 100) { totalCount nodes { name externalId ingestAliases account { key } plans { totalCount } } }
  metrics(first: 100) { totalCount nodes { accountKey account { key } history { totalCount } } }
  metricEvents(first: 100) { totalCount nodes { metric { accountKey } } }
  plans(first: 100) { totalCount nodes {
    accounts { totalCount nodes { key } }
    customers(first: 100, status: null) { totalCount customerCount statusCounts { count } nodes { name } }
    entitlements { feature { plans { plan { accounts { totalCount nodes { key } } } } } } } }
  other: account(by: {key: "globex"}) { key }
  mine: account(by: {key: "acme"}) { key customer { name account { key } } feature(key: "chat") { reason } }
  resolved: resolveFeatures(accountKey: "globex") { reason }
}"""


async def test_account_sees_its_own_alone(demo: Database) -> None:
    whole = await data(demo, EVERYTHING)
    seen = await data(demo, EVERYTHING, viewer=ACME)

    assert seen["accounts"]["totalCount"] == 1
    assert [c["name"] for c in seen["customers"]["nodes"]] == ["Acme"]
    assert {m["accountKey"] for m in seen["metrics"]["nodes"]} == {"acme"}
    assert {e["metric"]["accountKey"] for e in seen["metricEvents"]["nodes"]} == {"acme"}
    assert seen["metricEvents"]["totalCount"] == sum(m["history"]["totalCount"] for m in seen["metrics"]["nodes"])
    assert seen["plans"]["totalCount"] == whole["plans"]["totalCount"]
    assert seen["other"] is None
    assert seen["mine"]["customer"] == {"name": "Acme", "account": {"key": "acme"}}
    assert {f["reason"] for f in seen["resolved"]} == {"DEFAULT"}
    assert (
        sum(p["customers"]["totalCount"] for p in seen["plans"]["nodes"])
        == seen["customers"]["nodes"][0]["plans"]["totalCount"]
    )


async def test_no_name_key_or_id_of_another_is_found(demo: Database) -> None:
    whole = await data(demo, EVERYTHING)
    others = {a["key"] for a in whole["accounts"]["nodes"]} - {"acme"}
    others |= {c["name"] for c in whole["customers"]["nodes"]} - {"Acme"}

    text = orjson.dumps(await data(demo, EVERYTHING, viewer=ACME)).decode()

    assert {o for o in others if f'"{o}"' in text} == set()


async def test_nodes_of_others_are_absent(demo: Database) -> None:
    ids = await data(
        demo,
        """{ accounts(first: 100) { nodes { id key } } customers(first: 100) { nodes { id plans { nodes { id } } } }
             metrics(first: 100) { nodes { id accountKey history(first: 1) { nodes { id } } } } }""",
    )
    gids = [a["id"] for a in ids["accounts"]["nodes"] if a["key"] != "acme"]
    gids += [m["id"] for m in ids["metrics"]["nodes"] if m["accountKey"] != "acme"]
    gids += [h["id"] for m in ids["metrics"]["nodes"] if m["accountKey"] != "acme" for h in m["history"]["nodes"]]
    mine = await data(demo, "{ customers { nodes { id plans { nodes { id } } } } }", viewer=ACME)
    own = {c["id"] for c in mine["customers"]["nodes"]} | {
        p["id"] for c in mine["customers"]["nodes"] for p in c["plans"]["nodes"]
    }
    gids += [c["id"] for c in ids["customers"]["nodes"] if c["id"] not in own]
    gids += [p["id"] for c in ids["customers"]["nodes"] for p in c["plans"]["nodes"] if p["id"] not in own]

    for start in range(0, len(gids), 100):
        found = await data(
            demo, "query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": gids[start : start + 100]}, viewer=ACME
        )
        assert set(map(str, found["nodes"])) == {"None"}
