"""Everything HTTP outside Streamlit: the plain pages (entering with a code, signing in, setting up), and the middleware
between a browser and Streamlit (language of the page, security headers). Its css and js lie in `static`.
"""
