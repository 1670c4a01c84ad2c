"""``export`` and ``import``: sessions and routines for other programs, and routines from clinics."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.commands.options import LOGS
from coach.commands.past_sessions import recorded_sessions
from coach.commands.printing import say
from coach.errors import InputError
from coach.user_folders import own_routines

if TYPE_CHECKING:
    from coach.record.session_record import SessionRecord
    from coach.routine.loader import Loaded

FHIR = ".fhir.json"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@LOGS
@click.option(
    "--routine", metavar="ROUTINE", help="For .fhir.json: include this routine; alone if there is no session."
)
def export(file: Path, logs: tuple[Path, ...], routine: str | None) -> int:
    """Write sessions to FILE for other programs: .csv and .json with everything, .fhir.json for clinics."""
    from coach.output_file import write_output
    from coach.record.export import FORMATS

    if file.name.lower().endswith(FHIR):
        return _export_to_clinic(file, logs, routine)
    chosen = FORMATS.get(file.suffix.lower())
    if chosen is None:
        raise InputError(f"{file}: the name must end with {FHIR}, .json or .csv")
    if routine is not None:
        raise InputError(f"{file}: --routine is for a name that ends with {FHIR}")
    sessions, status = recorded_sessions(logs)
    write_output(file, chosen.write(sessions), begins=chosen.begins, private=True)
    say(f"{file}: written; sessions in it: {len(sessions)}")
    return status


def _export_to_clinic(file: Path, logs: tuple[Path, ...], routine: str | None) -> int:
    from coach.output_file import write_output
    from coach.record.fhir.clinic_bundle import BEGINS, as_fhir
    from coach.routine.loader import load
    from coach.routine.shelf import find

    named = None if routine is None else load(find(routine, own_routines()))
    try:
        sessions, status = recorded_sessions(logs)
    except InputError:
        if logs or named is None:
            raise
        sessions, status = [], 0
    wanted = {session.sha256 for session in sessions if named is None or session.sha256 != named.sha256}
    routines = [*_with_hashes(wanted), *([] if named is None else [named])]
    write_output(file, as_fhir(sessions, routines), begins=BEGINS, private=True)
    codes = [session.patient for session in sessions] + [loaded.routine.patient for loaded in routines]
    for note in (*_left_out_codes(codes), *_without_file(sessions, wanted - {loaded.sha256 for loaded in routines})):
        say(f"{file}: {note}", err=True)
    say(f"{file}: written; sessions in it: {len(sessions)}, routines: {len(routines)}")
    return status


def _with_hashes(wanted: Collection[str]) -> "list[Loaded]":
    """The available routines that the sessions followed."""
    from coach.routine.loader import Loaded, examine_file
    from coach.routine.shelf import list_routines

    found: dict[str, Loaded] = {}
    for entry in list_routines(own_routines()) if wanted else ():
        examined = examine_file(entry.path)
        if examined.routine is not None and examined.sha256 in wanted:
            found[examined.sha256] = Loaded(examined.routine, examined.warnings, examined.sha256, examined.name)
    return list(found.values())


def _left_out_codes(codes: list[str | None]) -> list[str]:
    from coach.routine.personal import personal

    looks = {code: personal(code) for code in codes if code is not None}
    return [f'the code after "for:" looks like {what} and is left out' for what in looks.values() if what is not None]


def _without_file(sessions: "list[SessionRecord]", hashes: Collection[str]) -> list[str]:
    names = {session.sha256: session.routine for session in sessions if session.sha256 in hashes}
    return [
        f"the file of routine {name} ({sha256[:8]}) is not among yours; name it with --routine to include it"
        for sha256, name in names.items()
    ]


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("routine", type=click.Path(path_type=Path), required=False)
def import_(file: Path, routine: Path | None) -> None:
    """Read a routine from FILE, a FHIR CarePlan or ServiceRequest of a clinic, and write it to ROUTINE.

    Without ROUTINE, the name is that of FILE, ending in .yaml.
    """
    from coach.output_file import write_output
    from coach.record.fhir.json_place import read_json
    from coach.record.fhir.received_plan import received_routine

    received = received_routine(read_json(file))
    target = routine or file.with_name(f"{file.name.removesuffix('.json').removesuffix('.fhir')}.yaml")
    if target.suffix.lower() not in (".yaml", ".yml"):
        raise InputError(f"{target}: the name of a routine ends with .yaml; name another file")
    if target.exists():
        raise InputError(f"{target}: already exists; name another file after {file.name}")
    write_output(target, received, begins="", private=True)
    say(f"{target}: written; read it, and run: coach check {target}")
