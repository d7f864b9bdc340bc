"""Files in and out: tables, the roster, and writing a file whole or not at all."""
