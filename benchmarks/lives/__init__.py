"""Turn a seed into two dated views of invented lives: member profiles, then candidates, with the truth between."""

from benchmarks.lives.population import make_batches, make_tables, write_tables
from benchmarks.lives.presets import PRESETS, Preset

__all__ = ["PRESETS", "Preset", "make_batches", "make_tables", "write_tables"]
