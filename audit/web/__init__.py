"""What stands between a browser and Streamlit: the language of the page and the security headers.

Plain ASGI middleware: websockets pass untouched, nothing is buffered.
"""
