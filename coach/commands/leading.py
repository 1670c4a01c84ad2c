"""``run`` and ``demo``: a session."""

from contextlib import ExitStack
from datetime import date
from typing import Any

import click

from coach.bar import Bar
from coach.commands.options import preferences, session_options, set_to
from coach.commands.printing import say
from coach.errors import InputError
from coach.user_folders import own_routines


@click.command()
@click.argument("routine", required=False)
@click.option(
    "--source",
    metavar="SOURCE",
    help="camera, a camera by number or name, a video file, or demo; by default camera.",
)
@click.option("--audio-only", is_flag=True, help="Use no camera: the same routine by the clock.")
@click.option(
    "--listen/--no-listen", default=set_to("session", "listen"), help="Open the microphone, so that you can say stop."
)
@click.option("--section", metavar="NAME", help="The section of ROUTINE to do, such as morning, if it has sections.")
@click.option("--skip-questions", is_flag=True, help="Ask nothing before the session; for recordings and trials.")
@session_options
def run(routine: str | None, source: str | None, audio_only: bool, **options: Any) -> int:  # noqa: ANN401 - click's own
    """Lead through ROUTINE: a file, or the name of a shipped routine.

    Without ROUTINE, the daily one runs. `coach list` names them all.
    """
    from coach.preferences import FIRST
    from coach.routine.shelf import DEFAULT

    if audio_only and source is not None:
        raise InputError(f"--audio-only --source {source}: these exclude each other; leave one out")
    if source is None and not audio_only:
        chosen = preferences().session
        source = None if chosen.audio_only else "camera" if chosen.camera == FIRST else chosen.camera
    return _session(routine or DEFAULT, source, **options)


@click.command()
@session_options
def demo(**options: Any) -> int:  # noqa: ANN401 - click's own
    """Show what the coach does, on the shipped clip."""
    from coach.resources import resource_path

    routine = str(resource_path("routines", "demo.yaml"))
    return _session(routine, "demo", section=None, listen=False, skip_questions=True, **options)


def _session(
    named: str,
    source: str | None,
    *,
    section: str | None,
    listen: bool,
    skip_questions: bool,
    window: bool | None,
    debug: bool,
    **options: Any,  # noqa: ANN401
) -> int:
    from coach.app import Options, run_session
    from coach.chosen_language import in_language, resolved
    from coach.commands.sections import chosen_section
    from coach.debug_log import debug_log
    from coach.preferences import BEST
    from coach.routine.loader import load
    from coach.routine.plan import plan
    from coach.routine.shelf import find
    from coach.session.actions import Outcome

    loaded = load(find(named, own_routines()))
    part = chosen_section(loaded.routine, loaded.name, section, may_ask=not skip_questions)
    for warning in loaded.warnings:
        say(warning.at(loaded.name), err=True)
    speaker = options.pop("speaker")
    chosen = Options(
        source=source,
        window=source is not None if window is None else window,
        learnt=preferences().keys.learnt(),
        listen=listen,
        ask=not skip_questions,
        rate_wpm=options.pop("rate"),
        speaker=None if speaker == BEST else speaker,
        keep=preferences().session.keep,
        **options,
    )
    with ExitStack() as around:
        if debug:
            say(f"Debug log: {around.enter_context(debug_log())}", err=True)
        progress = around.enter_context(Bar("Preparing the pose model (once)"))
        routine = in_language(loaded.routine, resolved(preferences().language))
        outcome = run_session(plan(routine, loaded.sha256, date.today(), part), chosen, progress)
    return 0 if outcome is Outcome.DONE else 1
