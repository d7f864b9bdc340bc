"""The plain pages through which people come in: cookies, sentences, and what another site cannot do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from audit import settings
from audit.access import links, log, reader, sessions, setup
from audit.collect import tickets
from audit.manage import codes
from audit.storage import Store
from audit.views import navigation
from audit.web import entering
from audit.web.cookies import CODE, LINK, MORE, RECOVERY, SENT, SESSION
from audit.web.cookies import READER as READER_COOKIE
from audit.web.leaf import way_on
from tests.helpers.asking import Answer, ask
from tests.helpers.house import PASSPHRASE, READER, House

NEW = "negen groene lampen dansen"
PRINTED = re.compile("<code>((?:[0-9A-Z]{5}\u2011?){4})</code>")


def told(answer: Answer, language: str = "en") -> Answer:
    """The page that a refused code leads to."""
    assert (answer.status, answer.header("location")) == (303, "i")
    return ask("/i", language=language, cookie=answer.cookie("problem").split(";")[0])


def by_link(path: str, key: str) -> str:
    """The cookie of a browser that opened this page by a link with a key behind the #."""
    answer = ask(path, {"key": key})
    assert (answer.status, answer.header("location")) == (303, path[1:])
    assert "HttpOnly" in answer.cookie("key")
    return answer.cookie("key").split(";")[0]


def shown(answer: Answer) -> Answer:
    """The page of the recovery code, to which setting a passphrase leads."""
    assert (answer.status, answer.header("location")) == (303, "recovery-code")
    return ask("/recovery-code", cookie="; ".join(answer.cookie(name).split(";")[0] for name in (SESSION, RECOVERY)))


POSTS: list[tuple[str, dict[str, str]]] = [
    ("/i", {"code": "K7QF"}),
    ("/leave", {}),
    ("/sign-in", {"passphrase": PASSPHRASE}),
    ("/sign-out", {}),
    ("/link", {"code": "x"}),
    ("/passphrase", {"old": PASSPHRASE, "passphrase": NEW, "again": NEW}),
]


@pytest.mark.parametrize(("path", "form"), POSTS)
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": ""},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "http://here.example.elsewhere.example"},
    ],
)
def test_another_site_cannot_send_our_forms(house: House, path: str, form: dict[str, str], headers: dict[str, str]):
    answer = ask(path, form, cookie=f"{SESSION}={house.token}", **headers)
    assert answer.status == 403
    assert not answer.header("set-cookie")
    assert sessions.principal(house.store, house.token).role == "management"


def test_another_site_cannot_set_up(store: Store):
    form = {"name": "X", "passphrase": NEW, "again": NEW}
    assert ask("/set-up", form, sec_fetch_site="cross-site").status == 403
    assert setup.is_empty(store)


@pytest.mark.parametrize("typed", [lambda code: code, lambda code: code.lower().replace("-", " ")])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_code_becomes_a_cookie_that_is_not_the_code(house: House, typed: Callable[[str], str], scheme: str):
    code = house.codes["wonen/noord"][0]
    answer = ask("/i", {"code": typed(code)}, scheme=scheme, origin=f"{scheme}://here.example")
    assert (answer.status, answer.header("location")) == (303, "answer")
    cookie = answer.cookie(CODE)
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "max-age" not in cookie.lower()  # gone when the browser closes
    assert ("Secure" in cookie) == (scheme == "https")
    assert code.replace("-", "") not in str(answer).replace("-", "")
    assert tickets.unseal(house.store, cookie.split("=", 1)[1].split(";")[0])


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "Deze code is al gebruikt of niet bekend. Had je al verzonden?"), ("en", "already been used")],
)
def test_a_code_that_is_not_open_is_told_like_one_that_never_was(house: House, language: str, sentence: str):
    code = house.codes["wonen/noord"].pop()
    codes.reissue(house.store, house.principal, house.round.id, "wonen/noord")
    answer = ask("/i", {"code": code}, language=language)
    assert answer.cookie(CODE) == ""
    assert sentence in told(answer, language).body


def test_a_typing_error_is_told_without_waiting_and_stays_in_the_field(house: House, monkeypatch: pytest.MonkeyPatch):
    waited: list[float] = []
    monkeypatch.setattr(entering._limiter, "wrong", lambda *_given: waited.append(1.0) or 0.0)
    code = house.codes["wonen/noord"][0]
    wrong = ("A" if code[0] != "A" else "B") + code[1:]
    answer = ask("/i", {"code": wrong})
    assert f'value="{wrong}"' in told(answer).body
    assert waited == []
    assert wrong not in str(answer)  # not in the address, and not to be read in the cookie


def test_what_is_wrong_is_a_page_of_its_own_that_says_it_once(house: House):
    """The answer to a form cannot be gone back to (`ERR_CACHE_MISS`), and says it again at every refresh."""
    answer = ask("/i", {"code": "K7QF"})
    assert (answer.status, answer.header("location"), answer.body) == (303, "i", "")
    assert "Max-Age=60" in answer.cookie("problem")
    page = told(answer)
    assert (page.status, 'role="alert"' in page.body) == (200, True)
    assert "Max-Age=0" in page.cookie("problem")
    assert 'role="alert"' not in ask("/i").body
    assert 'role="alert"' not in ask("/i", cookie="problem=AAAA").body


def test_wrong_codes_are_counted_in_the_log_and_nothing_else(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(entering, "_limiter", entering.Limiter())
    used = house.codes["wonen/noord"].pop()
    codes.reissue(house.store, house.principal, house.round.id, "wonen/noord")
    for _guess in range(3):
        ask("/i", {"code": used})
    assert [record.getMessage() for record in caplog.records if record.name == "audit"] == [
        "Wrong codes since the last line: 1"
    ]


def test_a_code_on_a_device_of_management_signs_management_out_and_says_so(house: House):
    code = house.codes["wonen/noord"][0]
    assert ask("/i", {"code": code[:-1] + "I"}, cookie=f"{SESSION}={house.token}").cookie(SESSION) == ""
    assert sessions.principal(house.store, house.token).role == "management"
    answer = ask("/i", {"code": code}, cookie=f"{SESSION}={house.token}")
    assert (answer.status, answer.header("location")) == (303, "answer?signed=out")
    assert "Max-Age=0" in answer.cookie(SESSION)
    assert sessions.principal(house.store, house.token).role == "nobody"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_link_becomes_a_cookie_and_asks_before_it_signs_management_out(house: House, scheme: str):
    token = links.make(house.store, house.principal, "wonen/noord", "read")
    page = ask("/link")
    assert (page.status, 'src="./i.js"' in page.body, 'name="code"' in page.body) == (200, True, True)
    assert 'action="link" hidden data-link' in page.body  # by which the script finds it
    form, origin = {"code": token}, f"{scheme}://here.example"
    answer = ask("/link", form, scheme=scheme, origin=origin)
    assert (answer.status, answer.header("location")) == (303, "results?unit=wonen%2Fnoord")
    cookie = answer.cookie(LINK)
    assert {"HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))
    assert "max-age" not in cookie.lower()
    assert ("Secure" in cookie) == (scheme == "https")
    assert cookie.startswith(f"{LINK}={token};")
    assert "Max-Age=0" in answer.cookie(CODE)
    asked = ask("/link", form, scheme=scheme, origin=origin, cookie=f"{SESSION}={house.token}")
    assert (asked.status, asked.header("set-cookie"), "Stay signed in" in asked.body) == (200, "", True)
    assert sessions.principal(house.store, house.token).role == "management"
    sure = form | {"sure": "1"}
    answer = ask("/link", sure, scheme=scheme, origin=origin, cookie=f"{SESSION}={house.token}")
    assert answer.header("location") == "results?unit=wonen%2Fnoord&signed=out"
    assert "Max-Age=0" in answer.cookie(SESSION)
    assert sessions.principal(house.store, house.token).role == "nobody"
    for path, sent in (("/sign-out", {}), ("/sign-in", {"passphrase": PASSPHRASE})):
        assert "Max-Age=0" in ask(path, sent).cookie(LINK)


def test_a_link_that_opens_nothing_is_told_and_leaves_management_signed_in(house: House):
    token = links.make(house.store, house.principal, "wonen/noord", "read")
    links.withdraw(house.store, house.principal, links.all(house.store, house.principal)[0].id)
    for wrong in (token, "", "x" * 5000):
        answer = ask("/link", {"code": wrong}, cookie=f"{SESSION}={house.token}")
        assert (answer.status, answer.header("set-cookie")) == (403, "")
        assert "Ask whoever gave it to you for a new one" in answer.body
    assert sessions.principal(house.store, house.token).role == "management"


def test_signing_in_leaves_what_somebody_was_filling_in_on_this_device(house: House):
    answer = ask("/sign-in", {"passphrase": PASSPHRASE}, cookie=f"{CODE}=x")
    assert "Max-Age=0" in answer.cookie(CODE)


def test_after_leaving_the_field_for_the_next_code_is_there_at_once(house: House):
    answer = ask("/leave", {})
    assert (answer.status, answer.header("location")) == (303, "leave?done=1")
    assert '<form method="post" action="i" data-link>' in ask("/leave?done=1").body


def test_guessing_gets_slow_and_a_right_code_never_waits(house: House, monkeypatch: pytest.MonkeyPatch):
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(entering, "_limiter", entering.Limiter())
    monkeypatch.setattr(entering.asyncio, "sleep", sleep)
    used = house.codes["wonen/noord"].pop()
    codes.reissue(house.store, house.principal, house.round.id, "wonen/noord")
    for _guess in range(7):
        ask("/i", {"code": used}, cookie="tries=some-body_12")
    assert waited == [0, 0, 0, 0, 0, 2, 2]
    assert ask("/i", {"code": house.codes["wonen/zuid"][0]}, cookie="tries=some-body_12").status == 303
    assert len(waited) == 7


def test_leaving_takes_every_cookie_back(house: House):
    answer = ask("/leave", {})
    assert answer.cookie(MORE)  # what stands in other tabs may be of somebody else from here on
    dropped = [value for name, value in answer.headers if name == "set-cookie" and not value.startswith(MORE)]
    assert {value.split("=")[0] for value in dropped} == {CODE, SENT, LINK, "tries", "problem"}
    assert all("Max-Age=0" in value for value in dropped)


def test_the_picture_of_the_thank_you_drops_the_code_only_for_our_own_page(house: House):
    assert "Max-Age=0" in ask("/sent.svg", sec_fetch_site="same-origin").cookie(CODE)
    assert not ask("/sent.svg", sec_fetch_site="cross-site").header("set-cookie")


def test_the_picture_leaves_the_code_of_who_came_in_since(house: House):
    """In another tab of the same browser somebody else is half way: nothing of theirs was sent."""
    other = tickets.seal(house.store, tickets.enter(house.store, house.codes["wonen/zuid"][0]))
    cookie = f"{CODE}={other}"
    assert not ask("/sent.svg", sec_fetch_site="same-origin", cookie=cookie).header("set-cookie")


def test_a_second_code_in_a_browser_is_told_from_the_first(house: House):
    first, second = house.codes["wonen/zuid"][:2]
    here = ask("/i", {"code": first})
    assert not here.cookie(MORE)
    kept = here.cookie(CODE).split(";")[0]
    assert ask("/i", {"code": second}, cookie=kept).cookie(MORE)


def test_signing_in_goes_to_where_somebody_was_going(house: House):
    wrong = ask("/sign-in?to=results", {"passphrase": "not this one, surely"})
    assert wrong.status == 422
    assert "not this one" not in wrong.body
    house.store.clock.turn(seconds=2)  # type: ignore[attr-defined]
    right = ask("/sign-in?to=rounds%3Fround%3Dabc", {"passphrase": PASSPHRASE})
    assert (right.status, right.header("location")) == (303, "rounds?round=abc")
    token = right.cookie(SESSION).split("=", 1)[1].split(";")[0]
    assert sessions.principal(house.store, token) == house.principal


def value(answer: Answer, name: str) -> str:
    """What a cookie that was given holds."""
    return answer.cookie(name).split("=", 1)[1].split(";")[0]


def test_a_device_that_signed_in_is_known_from_then_on(house: House):
    first = ask("/sign-in", {"passphrase": PASSPHRASE})
    cookie = first.cookie("device")
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Max-Age=34560000"))
    name = house.store.secret.unseal("device", value(first, "device"))
    assert name not in (None, "")
    for _guess in range(3):
        ask("/sign-in", {"passphrase": "not this one, surely"})
    assert ask("/sign-in", {"passphrase": PASSPHRASE}).status == 422
    again = ask("/sign-in", {"passphrase": PASSPHRASE}, cookie=cookie.split(";")[0])
    assert again.status == 303
    assert house.store.secret.unseal("device", value(again, "device")) == name


def test_a_device_is_known_by_setting_up_and_by_another_passphrase_too(store: Store):
    form = {"name": "CAW Ergens", "kind": "caw", "passphrase": PASSPHRASE, "again": PASSPHRASE}
    done = ask("/set-up", form)
    assert ask("/sign-in", {"passphrase": "not this one, surely"}).status == 422
    cookies = f"device={value(done, 'device')}; {SESSION}={value(done, SESSION)}"
    changed = ask("/passphrase", {"old": PASSPHRASE, "passphrase": NEW, "again": NEW}, cookie=cookies)
    assert (changed.status, bool(changed.cookie("device"))) == (303, True)


def test_after_another_passphrase_only_the_device_that_set_it_is_known(house: House):
    """Whoever managed before has names of devices left, and could take all places with them."""
    old = ask("/sign-in", {"passphrase": PASSPHRASE})
    cookies = f"device={value(old, 'device')}; {SESSION}={value(old, SESSION)}"
    changed = ask("/passphrase", {"old": PASSPHRASE, "passphrase": NEW, "again": NEW}, cookie=cookies)
    assert ask("/sign-in", {"passphrase": "not this one, surely"}).status == 422
    assert ask("/sign-in", {"passphrase": NEW}, cookie=f"device={value(old, 'device')}").status == 422
    assert ask("/sign-in", {"passphrase": NEW}, cookie=f"device={value(changed, 'device')}").status == 303


@pytest.mark.parametrize("device", ["known", "", "A" * 60, "tickets"])
def test_a_device_cannot_be_made_up(house: House, device: str):
    """Nor can another cookie that was sealed here be used as one."""
    if device == "tickets":
        device = tickets.seal(house.store, house.ticket("wonen/noord"))
    ask("/sign-in", {"passphrase": "not this one, surely"})
    assert ask("/sign-in", {"passphrase": PASSPHRASE}, cookie=f"device={device}").status == 422


@pytest.mark.parametrize("made", ["x", "x" * 60_000, "abcdefghijk!", ""])
def test_who_makes_up_a_name_for_wrong_codes_gets_another(house: House, made: str):
    used = house.codes["wonen/noord"].pop()
    codes.reissue(house.store, house.principal, house.round.id, "wonen/noord")
    answer = ask("/i", {"code": used}, cookie=f"tries={made}")
    assert re.fullmatch("[A-Za-z0-9_-]{12}", value(answer, "tries"))


def test_signing_in_leads_on_to_every_view_of_who_signed_in_and_to_no_other(monkeypatch: pytest.MonkeyPatch):
    later = [navigation.View(role, "later.py", "Later", (role,)) for role in ("management", "meeting", "nobody")]
    registered = (*navigation.views(), *later)
    monkeypatch.setattr(navigation, "views", lambda: registered)
    for view in navigation.views():
        ours = bool(view.address) and "management" in view.menu_of  # a link is no signing in
        assert way_on(view.address) == (view.address if ours else "rounds")
        assert way_on(f"{view.address}?unit=zorg%2Fnoord") == (
            f"{view.address}?unit=zorg%2Fnoord" if ours else "rounds"
        )


@pytest.mark.parametrize(
    "wanted",
    [
        "//elsewhere.example",
        "https://elsewhere.example",
        "rounds//x",
        "../x",
        "",
        "rounds?a=b\r\nSet-Cookie: x",
        "rounds?" + "a" * 301,
    ],
)
def test_nobody_is_led_elsewhere(wanted: str):
    assert way_on(wanted) == "rounds"


def test_signing_out_ends_the_session_here_and_there(house: House):
    answer = ask("/sign-out", {}, cookie=f"{SESSION}={house.token}")
    assert "Max-Age=0" in answer.cookie(SESSION)
    assert sessions.principal(house.store, house.token).role == "nobody"


def test_another_passphrase_ends_the_other_sessions(house: House):
    other = sessions.sign_in(house.store, PASSPHRASE)
    cookie = f"{SESSION}={house.token}"
    differs = ask("/passphrase", {"old": PASSPHRASE, "passphrase": NEW, "again": NEW + "!"}, cookie=cookie)
    assert differs.status == 422
    assert NEW not in differs.body
    answer = ask("/passphrase", {"old": PASSPHRASE, "passphrase": NEW, "again": NEW}, cookie=cookie)
    assert PRINTED.search(shown(answer).body)
    assert sessions.principal(house.store, other).role == "nobody"
    assert ask("/passphrase").header("location") == "sign-in?to=organisation"


def test_setting_up_is_done_once_and_keeps_what_was_typed(store: Store):
    short = ask("/set-up", {"name": '"><script>x</script>', "kind": "caw", "passphrase": "kort", "again": "kort"})
    assert short.status == 422
    assert "<script>x" not in short.body
    assert '<option value="caw" selected>' in short.body
    done = ask("/set-up", {"name": "CAW Ergens", "kind": "caw", "passphrase": NEW, "again": NEW})
    assert PRINTED.search(shown(done).body)
    assert "HttpOnly" in done.cookie(SESSION)
    assert "Already set up" in ask("/set-up", {"name": "Y", "passphrase": NEW, "again": NEW}).body


def test_a_form_that_is_too_large_is_refused(house: House):
    assert ask("/i", {"code": "A" * 9_000}).status == 413


@pytest.mark.parametrize(("language", "title"), [("nl", "Vul in met je code"), ("en", "Fill in with your code")])
def test_a_page_says_its_language_and_is_never_kept(house: House, language: str, title: str):
    answer = ask("/i?lang=x&a=b", language=language)
    assert f'<html lang="{language}">' in answer.body
    assert f"<h1>{title}</h1>" in answer.body
    assert answer.header("cache-control") == "no-store"
    assert answer.header("content-language") == language


def test_where_others_reach_the_app_setting_up_needs_the_key(store: Store, monkeypatch: pytest.MonkeyPatch):
    hosted = settings.read().model_copy(update={"public_url": "http://here.example"})
    monkeypatch.setattr(settings, "read", lambda: hosted)
    form = {"name": "CAW Ergens", "kind": "caw", "passphrase": NEW, "again": NEW}
    for cookie in ("", by_link("/set-up", ""), by_link("/set-up", "0" * 32), by_link("/reader-key", setup.key(store))):
        assert ask("/set-up", cookie=cookie).status == ask(f"/set-up?key={setup.key(store)}").status == 403
        refused = ask("/set-up", form, cookie=cookie)
        assert (refused.status, "python -m audit setup-link" in refused.body) == (403, True)
    assert setup.is_empty(store)
    cookie = by_link("/set-up", setup.link(store, "http://here.example"))  # as whoever pastes it does
    assert ask("/set-up", cookie=cookie).status == 200
    assert ask("/set-up", form, cookie=cookie).status == 303
    assert not setup.is_empty(store)


def test_the_recovery_code_sets_another_passphrase_once(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    here = settings.read().model_copy(update={"data_dir": tmp_path})
    monkeypatch.setattr(settings, "read", lambda: here)
    done = ask("/set-up", {"name": "CAW Ergens", "kind": "caw", "passphrase": PASSPHRASE, "again": PASSPHRASE})
    before = value(done, SESSION)
    code = "".join(PRINTED.findall(shown(done).body))
    form = {"passphrase": NEW, "again": NEW}
    for wrong in ("", "00000-00000-00000-00000", code[:-1]):
        refused = ask("/recover", {"code": wrong, **form})
        assert (refused.status, "not right" in refused.body) == (422, True)
    short = ask("/recover", {"code": code, "passphrase": "kort", "again": "kort"})
    assert (short.status, code in short.body) == (422, True)  # what was typed still stands there
    assert not (tmp_path / log.LOG).exists()
    typed = code.lower().replace("\u2011", " ").replace("0", "o").replace("1", "l")
    used = ask("/recover", {"code": typed, **form})
    assert used.status == 303
    assert f"{CODE}=" in used.cookie(CODE)  # what somebody here was filling in is left
    assert sessions.principal(store, before).role == "nobody"
    assert sessions.principal(store, value(used, SESSION)).role == "management"
    assert "with the recovery code" in (tmp_path / log.LOG).read_text("utf-8")
    assert ask("/recover", {"code": code, **form}).status == 422  # it was used
    (following,) = PRINTED.findall(shown(used).body)
    assert following != code
    assert ask("/recover", {"code": following, "passphrase": PASSPHRASE, "again": PASSPHRASE}).status == 303
    assert ask("/sign-in", {"passphrase": PASSPHRASE}).status == 303


def test_a_recovery_code_is_read_again_only_in_the_session_that_made_it(house: House):
    form = {"old": PASSPHRASE, "passphrase": NEW, "again": NEW}
    changed = ask("/passphrase", form, cookie=f"{SESSION}={house.token}")
    assert "Max-Age=600" in changed.cookie(RECOVERY)
    assert PRINTED.findall(shown(changed).body) == PRINTED.findall(shown(changed).body)
    kept = changed.cookie(RECOVERY).split(";")[0]
    another = sessions.sign_in(house.store, NEW)
    for cookie in ("", kept, f"{kept}; {SESSION}={another}", f"{SESSION}={value(changed, SESSION)}"):
        assert not PRINTED.search(ask("/recovery-code", cookie=cookie).body)


def test_the_link_of_the_reader_opens_once_and_tells_whoever_comes_second(house: House):
    reader.forget(house.store, house.principal)
    token, path = reader.invite(house.store, house.principal), "/reader-key"
    assert "with a link from management" in ask(path).body
    assert ask(path, cookie=by_link(path, "x")).status == 403
    cookie = by_link(path, token)
    assert token not in cookie
    assert "until" in ask(path, cookie=cookie).body
    assert ask(path, {"passphrase": READER, "again": READER + "!"}, cookie=cookie).status == 422
    assert ask(path, {"passphrase": PASSPHRASE, "again": PASSPHRASE}, cookie=cookie).status == 422
    done = ask(path, {"passphrase": READER, "again": READER}, cookie=cookie)
    assert (done.status, done.header("location")) == (303, "reader-key?ready=1")  # an address that may be opened again
    assert value(done, READER_COOKIE)
    assert "Max-Age=0" in done.cookie("key")
    assert "Your key is set" in ask("/reader-key?ready=1").body
    for form in (None, {"passphrase": NEW, "again": NEW}):
        second = ask(path, form, cookie=by_link(path, token))
        assert (second.status, "This link was used already" in second.body) == (403, True)
    assert "Deze link is al gebruikt" in ask(path, language="nl", cookie=cookie).body
    told = reader.link(house.store, house.principal)
    assert told is not None
    assert told.again_on is not None
