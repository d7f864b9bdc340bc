"""Results: one publication at a glance."""

from __future__ import annotations

import streamlit as st

from audit.texts import _

st.title(_("Results"), anchor=False)
