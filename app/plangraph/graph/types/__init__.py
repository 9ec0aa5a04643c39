"""The graph's types, one noun a module: how each looks and how each field is read."""
