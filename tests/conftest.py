"""What every test shares: hypothesis without a stop-watch, since these machines are noisy, and signals that work."""

import signal

from hypothesis import settings

settings.register_profile("coach", deadline=None)
settings.load_profile("coach")

# A suite in the background, or under nohup, is started with these ignored, and would hand that down to its programs.
for name, usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    number = getattr(signal, name, None)
    if number is not None and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, usual)
