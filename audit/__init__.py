"""Krachtspiegel: a mirror for social services, through krachtlijnen 9 and 10 of Bind-Kracht.

One rule carries the house: **answers flow in; only a publication flows out.**

    questionnaire.py   what is asked          ┐
    organisation.py    of whom                │ the shared vocabulary: frozen models,
    rounds.py          when                   │ no Streamlit, no SQL
    principal.py       who is asking          │
    publication.py     the safe result        ┘
    collect/           PRIVATE: answers come in
    publish/           THE ONE-WAY DOOR: answers in, publication out
    read/              PUBLIC: pure functions of publications
    storage/           the database and its migrations, the secret, organisations, rounds, the archive
    access/            the management passphrase and the sessions it opens
    texts/             every word on screen that is not questionnaire content
    views/             Streamlit pages: load -> pure function -> draw
    web/               middleware: language and security headers
    doors/             plain pages: entering with a code, signing in, setting up

`collect` and `read` never meet; `tests/test_architecture.py` holds the table of who may know whom.
"""

__version__ = "0.1.0"
