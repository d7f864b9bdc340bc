"""Codes: enough chance in them, and a check symbol that finds every slip of the finger."""

from __future__ import annotations

import random
import secrets
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from audit.collect import codes
from audit.collect.codes import ALPHABET, Mistyped
from audit.collect.limiter import Limiter

some_code = st.text(ALPHABET, min_size=12, max_size=12)


def test_a_hundred_thousand_codes_are_even_and_all_different():
    made = [codes.make(secrets.choice) for _number in range(100_000)]
    assert len(set(made)) == len(made)
    for place in range(codes.LENGTH):
        seen = Counter(code[place] for code in made)
        expected = len(made) / len(ALPHABET)
        distance = sum((seen[symbol] - expected) ** 2 / expected for symbol in ALPHABET)
        # one in ten million by chance, in each of twelve places
        assert distance < chi2.ppf(1 - 1e-7, len(ALPHABET) - 1)


def test_the_check_symbol_finds_every_wrong_symbol_and_every_swap():
    chance = random.Random(7)
    for _number in range(200):
        right = "".join(chance.choices(ALPHABET, k=12))
        whole = right + codes.check(right)
        for place in range(13):
            for symbol in set(ALPHABET) - {whole[place]}:
                assert _is_mistyped(whole[:place] + symbol + whole[place + 1 :])
        for place in range(13):
            for other in range(place + 1, 13):
                if whole[place] != whole[other]:
                    swapped = list(whole)
                    swapped[place], swapped[other] = whole[other], whole[place]
                    assert _is_mistyped("".join(swapped))


@given(some_code)
def test_what_is_shown_is_read(code: str):
    assert codes.read(codes.shown(code)) == code


@given(some_code, st.randoms(use_true_random=False))
def test_how_it_is_typed_does_not_matter(code: str, chance: random.Random):
    typed = codes.shown(code).replace("0", chance.choice("0Oo")).replace("1", chance.choice("1IilL"))
    typed = "".join(sign.lower() if chance.random() < 0.5 else sign for sign in typed)
    assert codes.read(f"  {typed.replace('-', chance.choice(['-', ' ', '', ' – ']))} ") == code


@pytest.mark.parametrize(
    "sent",
    [
        *(
            "{0}\u200b{1}",
            "{0}\u00ad{1}",
            "{0}\u2060{1}",
            "\ufeff{0}{1}",
            "<{0}{1}>",
            "{0}{1},",
            "“{0}{1}”.",
            "({0}{1})",
        ),
        *(
            "{0}{1}%",
            "https://x.example/i#{0}%E2%80%8B{1}",
            "https://x.example/i#{0}{1}%",
            "http://x.example/i#{0}{1}?%E2",
        ),
    ],
)
@given(some_code)
def test_what_mail_and_chat_put_in_a_code_does_not_matter(sent: str, code: str):
    whole = codes.shown(code)
    assert codes.read(sent.format(whole[:5], whole[5:])) == code


@pytest.mark.parametrize(
    "typed", ["", "K7QF", "u" * 13, "é" * 13, "İ" * 13, "K7QF-2M9X-H4TD-X-X", "A" * 10_000, "\x00" * 13]
)
def test_what_cannot_be_a_code_is_a_typing_error(typed: str):
    assert _is_mistyped(typed)


def _is_mistyped(typed: str) -> bool:
    try:
        codes.read(typed)
    except Mistyped:
        return True
    return False


def test_wrong_codes_of_one_visitor_wait_after_the_fifth():
    limiter = Limiter()
    assert [limiter.wrong("a", 10.0) for _try in range(7)] == [0, 0, 0, 0, 0, 2, 2]
    assert limiter.wrong("b", 10.0) == 0


def test_wrong_codes_of_everybody_wait_once_there_are_too_many():
    limiter = Limiter()
    waits = [limiter.wrong(None, 10.0) for _try in range(130)]
    assert waits[:120] == [0] * 120
    assert min(waits[120:]) > 0
    assert limiter.wrong(None, 12.0) == 0  # a second gives one back


def test_wrong_codes_are_told_once_a_minute():
    limiter = Limiter()
    for _try in range(3):
        limiter.wrong(None, 100.0)
    assert limiter.report(100.0) == 3
    assert limiter.report(200.0) is None
    limiter.wrong(None, 120.0)
    assert limiter.report(130.0) is None
    assert limiter.report(161.0) == 1
