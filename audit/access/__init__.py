"""Who may come in: one management passphrase per organisation, set at the first visit, the sessions it opens, and the
links that management makes for teams."""
