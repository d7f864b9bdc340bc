"""Krachtspiegel: a mirror for social services, through krachtlijnen 9 and 10 of Bind-Kracht.

One rule carries the house: **answers flow in; only a publication flows out.**

    questionnaire.py   what is asked          ┐
    organisation.py    of whom                │ the shared vocabulary: frozen models,
    publication.py     the safe result        ┘ no Streamlit, no SQL
    collect/           PRIVATE: answers come in
    publish/           THE ONE-WAY DOOR: answers in, publication out
    read/              PUBLIC: pure functions of publications
    texts/             every word on screen that is not questionnaire content
    views/             Streamlit pages: load -> pure function -> draw
    web/               middleware: language and security headers

`collect` and `read` never meet; `tests/test_architecture.py` holds the table of who may know whom.
"""

__version__ = "0.1.0"
