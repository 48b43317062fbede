"""Quality and speed, measured: each module prints one table; README.md keeps the figures and the commands."""
