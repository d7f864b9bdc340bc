"""A profile as a chart, one file per question a chart answers.

Whatever goes into a chart is public, tooltip or not: a chart holds only what is drawn, and nothing of a theme that is
not shown.
"""
