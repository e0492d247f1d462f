"""Sentences in Bosnian and Russian beside the English ones; numbers and days as each language writes them."""

from ngograph.translation.catalogue import LANGUAGES, Catalogue, read
from ngograph.translation.numbers import amount, day, figure, number, plural
from ngograph.translation.sentence import Sentence, sentence

__all__ = [
    "LANGUAGES",
    "Catalogue",
    "Sentence",
    "amount",
    "day",
    "figure",
    "number",
    "plural",
    "read",
    "sentence",
]
