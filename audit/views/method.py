"""Method: how we count and who sees what."""

from __future__ import annotations

import streamlit as st

from audit.texts import _

st.title(_("How we count"), anchor=False)
