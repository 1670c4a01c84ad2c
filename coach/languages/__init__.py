"""One folder for each language: ``texts.toml`` is spoken and shown in a session, ``app.toml`` is shown around it,
``answers.toml`` is understood when spoken, and ``routine.toml`` is understood in routine files.

There is no other list of languages. A new one is a new folder; the tests compare it with the others.
"""
