"""A page with nothing but charts: those in the file that GALLERY names, drawn as the views draw them."""

import json
import os
from pathlib import Path

import streamlit as st

from audit.views.kit import pictures
from audit.web.page import STATIC

st.set_page_config(layout="wide")
st.html(STATIC / "look.css")
st.title("Charts", anchor=False)
for name, wide, phone, alt in json.loads(Path(os.environ["GALLERY"]).read_text("utf-8"))[st.context.theme.type]:
    pictures.draw(name, wide, phone, alt)
