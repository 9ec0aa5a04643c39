"""One mutation a module: its input, its payload and its resolver, over a service that REST shares."""
