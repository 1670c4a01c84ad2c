"""Home's host on real files: routines by their rank, kept files, reminders, sessions, settings."""

import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from coach.errors import CoachError, InputError
from coach.home_host import HomeHost
from coach.preferences import KeyPreferences, Preferences
from coach.preferences_file import change_preferences
from coach.record.store import Store
from coach.session.flow.listening import Listening
from coach.user_folders import own_routines, settings_file
from coach.view.home.host import RoutineCard
from coach.view.learnt_keys import LEARNABLE

NOW = datetime(2027, 3, 1, 18, 30)
SENT = "routine: {name}\nassigned_by: K. L.\nvalid_until: {until}\nsteps:\n  - knee_to_chest\n  - rest: 1 min\n"


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HomeHost:
    monkeypatch.setenv("COACH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COACH_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return HomeHost(lambda: NOW)


def sent(folder: Path, name: str, until: str = "2027-04-01") -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(SENT.format(name=name, until=until), encoding="utf-8")
    return file


def card(host: HomeHost, title: str) -> RoutineCard:
    return next(card for card in host.routines() if card.title == title)


def test_what_is_assigned_comes_first_and_what_has_ended_last(host: HomeHost, tmp_path: Path):
    for file in (sent(tmp_path, "over", "2027-02-01"), sent(tmp_path, "now")):
        host.keep_routine(file)
    (own_routines() / "mine.yaml").write_text("routine: mine\nsteps:\n  - cat_cow\n")
    (own_routines() / "broken.yaml").write_text("routine: x\nsteps:\n  - cat_bow\n")
    titles = [card.title for card in host.routines()]
    assert titles[:3] == ["now", "mine", "daily"]
    assert titles[-2:] == ["over", "broken"]
    assert "demo" not in titles
    assert card(host, "over").ended == date(2027, 2, 1)
    assert "line 3" in card(host, "broken").mistakes[0]


def test_a_card_says_what_the_routine_asks_for(host: HomeHost, tmp_path: Path):
    found = host.keep_routine(sent(tmp_path, "now"))
    assert found.about == ("Assigned by K. L.", "Valid until 2027-04-01")
    assert [step.name for step in found.steps] == ["Knee to chest, one knee", "Rest"]
    assert found.steps[0].picture is not None
    assert found.steps[0].picture[:2] == b"\xff\xd8"


def test_each_section_is_a_card_and_what_is_due_now_comes_first(host: HomeHost, tmp_path: Path):
    file = tmp_path / "sent.yaml"
    steps = "  - section: morning\n  - cat_cow\n  - section: evening\n  - knee_to_chest\n"
    file.write_text(f"routine: twice\nassigned_by: K. L.\nsteps:\n{steps}")
    assert [card.section for card in host.open_routine(file).cards] == ["evening", "morning"]
    host.keep_routine(file)
    first, second = host.routines()[:2]
    assert [step.name for step in first.steps] == ["Knee to chest, one knee"]
    assert host.command(second, by_ear=True)[3:7] == ["run", second.file, "--section", "morning"]
    assert first.key != second.key


def test_a_card_has_the_dose_of_its_week(host: HomeHost, tmp_path: Path):
    file = tmp_path / "sent.yaml"
    step = "  - stretch: knee_to_chest\n    hold: 10 s\n    weeks:\n      3:\n        hold: 30 s\n"
    for start, hold in (("2027-02-22", "10 s"), ("2027-02-01", "30 s")):
        file.write_text(f"routine: weeks\nstarts_on: {start}\nsteps:\n{step}")
        (found,) = host.open_routine(file).cards
        assert f"held {hold}" in found.steps[0].dose


def test_an_opened_file_is_checked_and_kept_byte_by_byte(host: HomeHost, tmp_path: Path):
    file = sent(tmp_path, "from my therapist")
    opened = host.open_routine(file)
    assert opened.cards
    assert not opened.replaces
    kept = host.keep_routine(file)
    assert Path(kept.key).read_bytes() == file.read_bytes()
    assert Path(kept.key).parent == own_routines()
    again = tmp_path / "again.yaml"
    again.write_text(SENT.format(name="from my therapist", until="2027-06-01"))
    assert host.open_routine(again).replaces
    assert host.keep_routine(again).key == kept.key
    assert len(list(own_routines().iterdir())) == 1


@pytest.mark.parametrize("name", ["../../evil", "Übung für Anna", "...", "a" * 60])
def test_a_name_of_a_routine_leads_to_no_other_folder(host: HomeHost, tmp_path: Path, name: str):
    file = tmp_path / "sent.yaml"
    file.write_text(f'routine: "{name}"\nsteps:\n  - cat_cow\n', encoding="utf-8")
    assert Path(host.keep_routine(file).key).parent == own_routines()


def test_a_file_with_mistakes_is_reported_line_by_line_and_not_kept(host: HomeHost, tmp_path: Path):
    file = tmp_path / "bad.yaml"
    file.write_text("routine: x\nsteps:\n  - knee_to_chets\n  - hold: 20 s\n")
    opened = host.open_routine(file)
    assert not opened.cards
    assert [line.split(":")[0] for line in opened.mistakes] == ["line 3", "line 4"]
    with pytest.raises(CoachError, match=r"bad\.yaml:3:"):
        host.keep_routine(file)
    with pytest.raises(InputError, match="No such file"):
        host.keep_routine(tmp_path / "none.yaml")


def test_an_own_routine_is_removed_and_reminded_of(host: HomeHost, tmp_path: Path):
    kept = host.keep_routine(sent(tmp_path, "now"))
    host.remind(kept, tmp_path / "now.ics")
    assert b"UNTIL=20270401" in (tmp_path / "now.ics").read_bytes()
    host.remove_routine(kept)
    assert "now" not in [card.title for card in host.routines()]


def test_the_command_of_a_session(host: HomeHost):
    daily = card(host, "daily")
    program = [sys.executable, "-m", "coach"]
    assert host.command(None, by_ear=False) == [*program, "demo"]
    assert host.command(daily, by_ear=True) == [*program, "run", daily.key, "--audio-only", "--window"]
    assert host.command(daily, by_ear=False) == [*program, "run", daily.key, "--source", "camera"]
    host.change({("session", "camera"): "unplugged"})
    assert host.command(daily, by_ear=False)[-1] == "camera"
    host.change({("session", "camera"): "2"})
    assert host.command(daily, by_ear=False)[-1] == "2"


def test_settings_hold_at_once_and_in_the_file(host: HomeHost):
    host.change({("language",): "de", ("welcomed",): True})
    assert host.text("home.today") == "Heute"
    assert card(host, "daily").summary.startswith("Etwa")
    assert HomeHost().setting(("welcomed",)) is True


def test_a_broken_settings_file_is_reported_and_left_alone(host: HomeHost):
    settings_file().parent.mkdir()
    settings_file().write_text("[voice]\nrate = 900\n")
    broken = HomeHost()
    assert "settings.toml:2:1: rate" in broken.settings_trouble()
    assert broken.setting(("voice", "rate")) == 150
    with pytest.raises(InputError):
        broken.change({("language",): "de"})
    assert settings_file().read_text() == "[voice]\nrate = 900\n"


def test_a_learnt_key_is_one_that_is_free(host: HomeHost):
    assert set(KeyPreferences.model_fields) == set(LEARNABLE)
    host.learn_key("stop", "PgDown")
    assert host.setting(("keys", "stop")) == "PgDown"
    for action, key in (("skip", "PgDown"), ("skip", " "), ("skip", "5")):
        with pytest.raises(InputError, match="press another key"):
            host.learn_key(action, key)
    host.learn_key("stop", "none")
    assert host.setting(("keys", "stop")) == Preferences().keys.stop


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere it would delete this user's own cache")
def test_forgetting_says_what_was_deleted(host: HomeHost):
    Store().keep_listening(Listening(allowed=True))
    change_preferences(settings_file(), {("language",): "de"})
    assert [path.name for path in host.forgettable() if path.suffix == ".db"] == ["sessions.db"]
    deleted = host.forget(settings=True, routines=False)
    assert {"sessions.db", "settings.toml"} <= {path.name for path in deleted}
    assert host.setting(("language",)) == "system"


def test_without_sessions_there_is_no_report(host: HomeHost):
    assert host.sessions() == ([], [])
    with pytest.raises(InputError, match="there are no sessions"):
        host.report_page()
