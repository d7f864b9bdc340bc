"""THE ONE-WAY DOOR: answers in, one publication out.

Pure: the same answers, roster, questionnaires and rules give the same bytes, in whatever order people answered.
"""
