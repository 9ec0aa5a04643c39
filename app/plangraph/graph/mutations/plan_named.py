"""How a mutation's input names a plan."""

from plangraph.graph.arguments import check_text, present
from plangraph.graph.types.plan_by import PlanBy
from plangraph.store.queries import plan_by


def plan_named(by: PlanBy) -> plan_by.PlanBy:
    for text in (by.id, by.key):
        check_text("plan", present(text))
    return plan_by.PlanBy(present(by.id), present(by.uuid), present(by.key))
