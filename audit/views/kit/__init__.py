"""What pages share: text, who is visiting, links, tables, forms, and one way to act on a click."""
