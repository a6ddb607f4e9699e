"""Speed and memory, measured and shown beside their targets: ``python -m tests.bench``."""
