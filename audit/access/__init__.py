"""Who may come in: one management passphrase per organisation, set at the first visit, and the sessions it opens."""
