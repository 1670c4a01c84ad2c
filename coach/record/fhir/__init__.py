"""Routines and sessions as FHIR R4 (4.0.1) for the systems of clinics, and routines read back from them.

No resource contains a person's name: the person is identified by the initials or code under ``for`` in the routine
file.
"""
