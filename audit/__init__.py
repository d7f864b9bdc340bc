"""Krachtspiegel: a mirror for social services, through krachtlijnen 9 and 10 of Bind-Kracht.

One rule carries the whole: **answers flow in; only a publication flows out.**

    cli/               `python -m audit …`

                       the vocabulary: no input or output of its own, no Streamlit, no SQL
    questionnaire/     what is asked: models, reading a folder of YAML files, what is wrong with them
    organisation.py    of whom: organisation, services, teams
    rounds.py          when: planned, open, closed
    publication/       the safe result: frozen models, JSON in and out
    principal.py       who is asking
    frozen.py          the base of every model, and canonical JSON
    typed.py           text that people typed: what may be kept of it
    errors.py          what can go wrong, as a code and a sentence
    settings.py        the AUDIT_… environment variables
    files/             tables, the roster and publications as files; writing a file whole
    texts/             every word on screen that is not questionnaire content

    collect/           PRIVATE: answers come in: codes, tickets, drafts, the sheet, the vault
    publish/           THE ONE-WAY DOOR: pure; answers in, publication out
    manage/            what management does; `closing` alone knows the vault and the archive
    read/              PUBLIC: pure functions of publications
    documents/         what people take away: pure; a publication in, the bytes of a document out
    access/            passphrase, recovery code and sessions of management; the reader's key
    storage/           the database and its migrations, the secret, the archive of publications
    web/               everything HTTP outside Streamlit: plain pages, language, headers
    views/             Streamlit pages: load -> pure function -> draw
        navigation.py  the one list of views: address, title, who has it in the menu
        shell.py       the script Streamlit runs: language, menu, and the view that was asked for
        kit/           what pages share
        about/ answer/ manage/ results/

`collect` and `read` never meet; `tests/test_architecture.py` has the table of who may import whom.
"""

__version__ = "0.1.0"
