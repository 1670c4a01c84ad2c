"""A rendered person on a mat: the demo clip, the pictures and the recordings with exactly known truth.

Development only: `coach/` never imports it, it needs no GPU, and no body data is kept in the repository.
"""
