"""Plain rules of plans, prices, features and metrics: no framework, no database, no clock of their own."""
