"""A browser tab without a browser: it speaks Streamlit's websocket protocol and remembers the widgets on screen."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

PATIENCE = 120  # seconds until an answer that does not come is an error
FINISHED, FINISHED_EARLY, FRAGMENT_FINISHED = 0, 2, 3  # `script_finished` in Streamlit's ForwardMsg.proto


async def post(address: str, path: str, **form: str) -> str:
    """Send a form of a plain page, as a browser without cookies; the cookies that come back, as a header.

    Raises:
        RuntimeError: the form was not accepted.
    """
    host = urlsplit(address).netloc
    body = urlencode(form).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {address}\r\nAccept-Language: en\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection(*host.split(":"))
    writer.write(head.encode() + body)
    answer = await asyncio.wait_for(reader.read(), PATIENCE)
    writer.close()
    lines = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    if " 303 " not in lines[0]:
        raise RuntimeError(f"{path} answered: {lines[0]}")
    cookies = SimpleCookie()
    for line in lines:
        if line.lower().startswith("set-cookie:"):
            cookies.load(line.split(":", 1)[1].strip())
    return "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items() if morsel.value)


@dataclass(frozen=True)
class Widget:
    """A widget on screen: Streamlit's id, what it is, the fragment it is in, and what can be chosen in it."""

    id: str
    kind: str
    fragment: str
    options: tuple[str, ...] = ()


@dataclass
class Tab:
    """A view that is open at an address (`http://127.0.0.1:<port>`); `widgets` and `values` are by the widgets' keys.

    `alerts` and `html` are what the last run drew; in `heard`, where it is a list, comes every message as it came.
    """

    address: str
    cookies: str
    view: str
    query: str = ""
    widgets: dict[str, Widget] = field(default_factory=dict)
    values: dict[str, str | bool] = field(default_factory=dict)
    alerts: list[str] = field(default_factory=list)
    html: str = ""
    heard: list[bytes] | None = None

    async def open(self) -> None:
        """Connect, and wait until the view is drawn."""
        self._page, self._known = "", set[str]()
        self._socket = await websockets.connect(
            f"{self.address.replace('http', 'ws')}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(self.address),
            additional_headers={"Cookie": self.cookies, "Accept-Language": "en"},
            compression=None,
            max_size=None,
            ping_interval=None,
            open_timeout=PATIENCE,
        )
        await self._run(None)

    async def close(self) -> None:
        await self._socket.close()

    async def go(self, query: str) -> None:
        """Go to another address of the same view, and wait until it is drawn."""
        self.query = query
        await self._run(None)

    def keys(self, start: str) -> list[str]:
        """The keys of the widgets on screen that begin like this, in the order they were drawn."""
        return [key for key in self.widgets if key.startswith(start)]

    async def fill(self, key: str, value: str | bool) -> None:
        """Change what a widget holds, and wait until everything is drawn anew."""
        self.values[key] = value
        await self._run(self.widgets[key])

    async def press(self, key: str) -> None:
        """Press a button, and wait until everything is drawn anew.

        Raises:
            LookupError: there is no such button on screen.
        """
        if key not in self.widgets:
            raise LookupError(f"no {key} beside {', '.join(self.widgets)}; {self.alerts}")
        await self._run(self.widgets[key])

    async def _run(self, changed: Widget | None) -> None:
        """Ask for a run of the script, or of the fragment that the changed widget is in, and draw what it sends."""
        ask = BackMsg()
        ask.rerun_script.page_script_hash = self._page
        ask.rerun_script.page_name = "" if self._page else self.view
        ask.rerun_script.query_string = self.query
        ask.rerun_script.fragment_id = fragment = changed.fragment if changed else ""
        ask.rerun_script.context_info.timezone = "Europe/Brussels"
        ask.rerun_script.context_info.url = f"{self.address}/{self.view}"
        ask.rerun_script.cached_message_hashes.extend(self._known)
        ask.rerun_script.widget_states.widgets.extend(self._states(changed))
        await self._socket.send(ask.SerializeToString())
        drawn: dict[str, Widget] = {}
        self.alerts, self.html = [], ""
        while (finished := await self._receive(drawn)) in (None, FINISHED_EARLY):
            pass
        if finished not in (FINISHED, FRAGMENT_FINISHED):
            raise RuntimeError(f"the script ended with {finished}")
        kept = {key: widget for key, widget in self.widgets.items() if widget.fragment != fragment}
        self.widgets = {**kept, **drawn} if finished == FRAGMENT_FINISHED else drawn
        self.values = {key: value for key, value in self.values.items() if key in self.widgets}

    def _states(self, changed: Widget | None) -> list[WidgetState]:
        """What every widget holds, and the button that was pressed."""
        states = []
        for key, widget in self.widgets.items():
            state = WidgetState(id=widget.id)
            if widget.kind == "button":
                if widget is not changed:
                    continue
                state.trigger_value = True
            elif (value := self.values.get(key)) is None:
                continue
            elif isinstance(value, bool):
                state.bool_value = value
            else:
                state.string_value = value
            states.append(state)
        return states

    async def _receive(self, drawn: dict[str, Widget]) -> int | None:
        """Draw one message; how the run ended, if this says so."""
        message = ForwardMsg()
        came = await asyncio.wait_for(self._socket.recv(decode=False), PATIENCE)
        if self.heard is not None:
            self.heard.append(came)
        message.ParseFromString(came)
        if message.metadata.cacheable and message.hash:
            self._known.add(message.hash)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page = self._page or message.new_session.page_script_hash
        elif kind == "navigation":
            self._page = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._draw(message.delta, drawn)
        return message.script_finished if kind == "script_finished" else None

    def _draw(self, delta: Delta, drawn: dict[str, Widget]) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(f"the script failed: {element.exception.message}")
        if kind == "alert":
            self.alerts.append(element.alert.body)
        elif kind == "html":
            self.html += element.html.body
        elif kind in ("radio", "checkbox", "text_area", "text_input", "button"):
            shown = getattr(element, kind)
            key = shown.id.split("-", 2)[2]
            drawn[key] = Widget(shown.id, kind, delta.fragment_id, tuple(getattr(shown, "options", ())))
            self._hold(key, kind, shown)

    def _hold(self, key: str, kind: str, shown: object) -> None:
        """Take over what the script says a widget holds; else it keeps what it held, or what it begins with."""
        if getattr(shown, "set_value", False):
            self.values[key] = getattr(shown, "raw_value" if kind == "radio" else "value")
        elif kind == "checkbox":
            self.values.setdefault(key, getattr(shown, "default", False))
        elif kind in ("text_area", "text_input"):
            self.values.setdefault(key, "")
