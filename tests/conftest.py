"""What every test shares: hypothesis without a stop-watch, since these machines are noisy."""

from hypothesis import settings

settings.register_profile("coach", deadline=None)
settings.load_profile("coach")
