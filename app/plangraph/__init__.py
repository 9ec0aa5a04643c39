"""PlanGraph: one graph over plans, prices, customers, accounts, features and metrics."""

__version__ = "0.1.0"
