import pytest

from coach.languages.folders import languages
from coach.session.events import UserInput, Wish
from coach.voice.answers import grammar, normal

RESUMING = {Wish.CONTINUE, Wish.SKIP}


@pytest.mark.parametrize(
    ("heard", "wish", "number"),
    [
        ("Stop!", Wish.STOP, None),
        ("Please, stop it now.", Wish.STOP, None),
        ("That hurts.", Wish.STOP, None),
        ("Okay, stop.", Wish.STOP, None),
        ("Don't stop", Wish.STOP, None),
        ("Out.", Wish.STOP, None),
        ("Oh, oh, oh.", Wish.STOP, None),
        ("Oh!", Wish.CRY, None),
        ("Oh, it hurts.", Wish.STOP, None),
        ("Continue.", Wish.CONTINUE, None),
        ("Okay, continue please.", Wish.CONTINUE, None),
        ("Carry on.", Wish.CONTINUE, None),
        ("Yes.", Wish.YES, None),
        ("Yeah.", Wish.YES, None),
        ("Okay.", Wish.OKAY, None),
        ("No.", Wish.NO, None),
        ("I don't know.", Wish.UNSURE, None),
        ("Next.", Wish.SKIP, None),
        ("Say that again?", Wish.REPEAT, None),
        ("Hold on.", Wish.PAUSE, None),
        ("Zero.", Wish.NUMBER, 0),
        ("It's about a seven.", Wish.NUMBER, 7),
        ("10", Wish.NUMBER, 10),
    ],
)
def test_english(heard, wish, number):
    assert grammar("en").wish(heard) == UserInput(wish, "voice", number)


@pytest.mark.parametrize(
    "heard",
    ["", "...", "All right.", "Ready.", "I'm fine.",
      "Breathe out.", "And breathe out.", "eleven", "seven eight", "I continue to wonder", "okay but my leg",
     "yes but no", "the kettle is boiling"],
)  # fmt: skip
def test_doubt_is_no_wish(heard):
    assert grammar("en").wish(heard) is None


@pytest.mark.parametrize(
    ("heard", "wish"),
    [("Stopp!", Wish.STOP), ("Das tut weh.", Wish.STOP), ("Aua", Wish.STOP), ("Weiter bitte.", Wish.CONTINUE),
     ("Nein.", Wish.NO), ("Nochmal", Wish.REPEAT), ("Stop", Wish.STOP), ("it hurts", Wish.STOP)],
)  # fmt: skip
def test_german_knows_the_english_words_too(heard, wish):
    assert grammar("de").wish(heard).wish is wish


@pytest.mark.parametrize(
    ("heard", "wish"),
    [("¡Para!", Wish.STOP), ("Alto.", Wish.STOP), ("Me duele la espalda.", Wish.STOP), ("No puedo más.", Wish.STOP),
     ("Ay, ay.", Wish.STOP), ("Basta ya", Wish.STOP), ("stop", Wish.STOP), ("Seguir.", Wish.CONTINUE),
     ("Sí, seguimos.", Wish.CONTINUE), ("Sí.", Wish.YES), ("No.", Wish.NO), ("No lo sé.", Wish.UNSURE),
     ("Vale.", Wish.OKAY), ("Otra vez, por favor.", Wish.REPEAT), ("En la espalda", Wish.BACK),
     ("por la pierna", Wish.LEG), ("espera un momento", Wish.PAUSE)],
)  # fmt: skip
def test_spanish(heard, wish):
    assert grammar("es").wish(heard).wish is wish


@pytest.mark.parametrize(
    ("heard", "number"), [("Cero", 0), ("un siete", 7), ("creo que diez", 10), ("más o menos un 5", 5)]
)
def test_spanish_numbers(heard, number):
    assert grammar("es").wish(heard) == UserInput(Wish.NUMBER, "voice", number)


@pytest.mark.parametrize("heard", ["weiter", "ja", "nein", "sieben", "okay", "continue", "nine", "yeah", "next"])
def test_where_the_recogniser_knows_another_language_only_stops_count(heard):
    assert grammar("de").stops().wish(heard) is None


@pytest.mark.parametrize("heard", ["Stop.", "Oh.", "Out.", "Ouch", "Stop waiting."])
def test_what_it_makes_of_german_pain_is_a_stop(heard):
    """Heard from "stopp", "au", "halt", "autsch" and "stopp bitte" spoken by German voices."""
    assert grammar("de").stops().wish(heard).wish is Wish.STOP


@pytest.mark.parametrize("language", languages())
def test_no_word_of_pain_can_resume(language):
    words = grammar(language)
    for said in words.stop | words.stop_alone:
        assert words.wish(said).wish is Wish.STOP
    for said in words.cries:
        assert words.wish(said).wish is Wish.CRY
        assert words.wish(f"{said} {said}").wish is Wish.STOP
        assert words.stops().wish(said).wish is Wish.STOP
    for said, wish in words.whole.items():
        assert wish not in RESUMING or not words.stop.intersection(said.split())


@pytest.mark.parametrize("language", languages())
def test_every_number_from_0_to_10_has_a_word_and_a_digit(language):
    assert set(grammar(language).numbers.values()) == set(range(11))
    assert grammar(language).wish("4").number == 4


def test_an_unknown_language_falls_back_to_english():
    assert grammar("xx") == grammar("en")


def test_normal():
    assert normal("  It's -- a  THREE! ") == "its a three"


def test_our_own_cues_are_never_taken_for_a_resume():
    from coach.languages.texts import Texts

    texts = Texts("en")
    groups = ("hold.", "cycle.", "form.", "move_", "rest.", "praise.", "seeing.")
    for key in filter(lambda key: key.startswith(groups), texts.keys()):
        wish = grammar("en").wish(texts.raw(key))
        assert wish is None or wish.wish not in RESUMING, key


@pytest.mark.parametrize(
    ("language", "heard", "number"),
    [
        ("en", "Mild.", 2),
        ("en", "moderate, I think", 5),
        ("en", "Severe", 8),
        ("de", "leicht", 2),
        ("de", "Sehr stark.", 8),
        ("es", "Un poco.", 2),
        ("es", "muy fuerte", 8),
    ],
)
def test_words_for_pain_stand_for_a_score_and_say_so(language, heard, number):
    assert grammar(language).wish(heard) == UserInput(Wish.NUMBER, "voice", number, mapped=True)


@pytest.mark.parametrize(
    ("language", "heard", "wish"),
    [("en", "In my back.", Wish.BACK), ("en", "down my leg", Wish.LEG), ("de", "im Bein", Wish.LEG)],
)
def test_where_it_is(language, heard, wish):
    assert grammar(language).wish(heard).wish is wish
