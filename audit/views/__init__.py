"""Streamlit pages: load -> pure function -> draw. `navigation` is the one list of them."""
