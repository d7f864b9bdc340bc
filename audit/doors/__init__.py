"""The plain pages through which people come in: a code, a passphrase, setting up.

They are no Streamlit views, because only an HTTP answer can set a cookie that no script reads. A code or a passphrase
is only ever in the body of a request: never in an address, never in a log.
"""
