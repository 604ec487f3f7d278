"""Says problems, receipts and amounts to people, in Swedish or English. Pure."""

from dagmar.words.amounts import Lang, kronor
from dagmar.words.problems import hint, say

__all__ = ["Lang", "hint", "kronor", "say"]
