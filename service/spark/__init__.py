"""Turn a match of two files into jobs of an engine that spreads them over machines: Spark, or Sail.

Nothing here is imported unless asked for: the engines are extras of their own.
"""

from service.spark.match import match_on_spark

__all__ = ["match_on_spark"]
