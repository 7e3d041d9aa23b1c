"""The ranking: ernst, urgentie and bewijs of each finding, its score, its list, and its place there."""

from __future__ import annotations

from graph.gaps.ranking.scale import CRITERIA, FORMULA, MOST, WEIGHTS
from graph.gaps.ranking.standing import DECISION_LIST, INVENTORY_LIST, LISTS, Standing, list_of
from graph.gaps.ranking.weigh import OWN, Reason, Scale, Weighing, score_of

__all__ = ["CRITERIA", "DECISION_LIST", "FORMULA", "INVENTORY_LIST", "LISTS", "MOST", "OWN", "WEIGHTS", "Reason", "Scale", "Standing",
           "Weighing", "list_of", "score_of"]
