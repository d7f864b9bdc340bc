"""What a team agrees on after reading its results: meetings, agreements, requests, and what became of them.

It is kept per unit over the years. The texts of a team are for whoever has the link to its meeting, and for management,
which makes that link; a request is there to be answered by management.
"""
