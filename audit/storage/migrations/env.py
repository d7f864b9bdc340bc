"""What alembic runs: the steps, in the transaction that somebody else began and will end."""

from __future__ import annotations

from alembic import context

from audit.storage.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
