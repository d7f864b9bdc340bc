"""A page with nothing but charts: those in the file that GALLERY names, drawn as the views draw them."""

import json
import os
from pathlib import Path

import streamlit as st

from audit.views.kit import pictures
from audit.web.cookies import SCREEN
from audit.web.page import STATIC

st.set_page_config(layout="wide")
st.html(STATIC / "look.css")
st.title("Charts", anchor=False)
st.session_state[SCREEN] = st.query_params.get("screen", "wide")
for one in json.loads(Path(os.environ["GALLERY"]).read_text("utf-8"))[st.context.theme.type]:
    if "html" in one:
        with st.container(key=f"picture-{one['name']}"):
            st.html(one["html"])
    else:
        pictures.draw(one["name"], one[pictures.variant()], one["alt"])
    if "rows" in one:
        pictures.save(one["name"], one["name"], *one["rows"])
