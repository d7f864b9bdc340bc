"""Python imports this when it starts with this folder on its path: on SIGUSR1 the process tells its own settings.

So a test can ask the very process that serves the app, without a door in the app itself.
"""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any


def tell(*_signal: Any) -> None:
    """Write every option of Streamlit, as this process has it, to the file that was asked for."""
    from streamlit import config

    options = {name: config.get_option(name) for name in config.get_config_options()}
    target = Path(os.environ["PROBE_TO"])
    half = target.with_suffix(".half")
    half.write_text(json.dumps(options, default=str))
    half.rename(target)


if "PROBE_TO" in os.environ:
    signal.signal(signal.SIGUSR1, tell)
