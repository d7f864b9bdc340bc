"""What people take away: documents as pure functions of what is read, frozen data in and bytes out.

`blocks` is what a document consists of, `report` puts one together, `typesetting` makes a PDF of it; `legible` and
`drawing` turn texts and charts into what a page can hold. Nothing heavy is imported before the first document is made.
"""
