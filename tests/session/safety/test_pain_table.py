"""The decision table after a pain report, row by row (clinical notes, 3.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.safety.pain_table import DECISIONS, Next, PainReport, decide


def report(score, before=2, leg=False, numb=False, reports=1, rested=False):
    return PainReport(score, before, leg, numb, reports, rested)


@pytest.mark.parametrize(
    ("given_report", "then"),
    [
        (report(0, numb=True), Next.EMERGENCY),
        (report(9, leg=True, numb=True), Next.EMERGENCY),
        (report(1, leg=True), Next.END_TELL_THERAPIST),
        (report(7), Next.END_CONTACT_TODAY),
        (report(10, before=9), Next.END_CONTACT_TODAY),
        (report(5, before=2), Next.END),
        (report(4, before=1), Next.END),
        (report(4, before=3), Next.REST),
        (report(6, before=5), Next.REST),
        (report(3, before=1), Next.REST),
        (report(3, before=2), Next.CHOOSE),
        (report(0, before=0), Next.CHOOSE),
        (report(3, before=3, reports=2), Next.END),
        (report(None), Next.END),
        (report(2, leg=None), Next.END),
        (report(2, numb=None), Next.END),
        (report(3, before=None), Next.CHOOSE),
        (report(4, before=None), Next.REST),
        (report(4, before=3, rested=True), Next.CHOOSE),
        (report(5, before=3, rested=True), Next.END),
        (report(4, before=None, rested=True), Next.END),
        (report(8, before=6, rested=True), Next.END_CONTACT_TODAY),
    ],
)
def test_row(given_report, then):
    assert decide(given_report) is then


reports = st.builds(
    PainReport,
    st.one_of(st.none(), st.integers(0, 10)),
    st.one_of(st.none(), st.integers(0, 10)),
    st.one_of(st.none(), st.booleans()),
    st.one_of(st.none(), st.booleans()),
    st.integers(1, 4),
    st.booleans(),
)


@given(reports)
def test_only_a_whole_and_harmless_answer_leads_on(given_report):
    if decide(given_report) is Next.CHOOSE:
        assert given_report.score is not None
        assert given_report.score < 7
        assert given_report.reports == 1
        assert given_report.new_in_leg is False
        assert given_report.numb_or_weak is False


@given(reports)
def test_after_a_rest_there_is_no_other_rest(given_report):
    if given_report.rested:
        assert decide(given_report) is not Next.REST


def test_every_row_names_its_source():
    assert all(row.source for row in DECISIONS)
