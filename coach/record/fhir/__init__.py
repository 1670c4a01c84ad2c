"""Routines and sessions as FHIR R4 (4.0.1), for the systems of clinics, and routines back from there.

No resource has a name of a person: the person is the initials or the code that the routine file has under ``for``.
"""
