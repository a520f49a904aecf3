"""The questionnaire as a graph, a person's path through it, and drawings of both."""
