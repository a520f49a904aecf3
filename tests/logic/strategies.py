"""Conditions drawn at random, over four facts."""

from hypothesis import strategies as st

from stagiaire_cli.logic.conditions import FALSE, OPEN, TRUE, All, Any, Condition, Is, Not

FACTS = ("a", "b", "c", "d")
DOMAINS: dict[str, tuple[object, ...]] = dict.fromkeys(FACTS, (True, False))
leaves = st.sampled_from([*map(Is, FACTS), Is("a", False), TRUE, FALSE, OPEN])
conditions: st.SearchStrategy[Condition] = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map(lambda found: All(*found)),
        st.lists(parts, max_size=3).map(lambda found: Any(*found)),
        parts.map(Not),
    ),
    max_leaves=8,
)
