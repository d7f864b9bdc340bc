"""What is published as a chart, one file per question a chart answers.

`radar`, `dots` and `trends` give a `Pair` of pictures: pure geometry for a screen and for a phone, with the same in
words and in rows; `paint` makes Altair draw one. `heat` and `items` give plain rows that a template of the views draws.

Whatever goes into a chart is public, tooltip or not: it holds only what is drawn, nothing of what is not shown, and no
number finer than people read it.
"""
