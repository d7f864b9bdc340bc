"""Files in and out: tables, the roster, publications, and writing a file whole or not at all."""
