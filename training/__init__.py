"""How the shipped models are made; README.md lists what was tried and what came of it."""
