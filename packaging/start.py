"""The built program. Its own processes start it with ``-m MODULE`` or ``-c CODE``, just as they start Python
elsewhere."""

import multiprocessing
import runpy
import sys


def main() -> None:
    multiprocessing.freeze_support()
    match sys.argv[1:]:
        case ["-m", module, *rest]:
            sys.argv = [module, *rest]
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        case ["-c", code]:
            exec(compile(code, "<code>", "exec"), {"__name__": "__main__"})
        case _:
            from coach.cli import main as run

            run()


if __name__ == "__main__":
    main()
