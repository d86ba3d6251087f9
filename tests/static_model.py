"""Static embeddings small enough to know by heart, as model2vec writes them."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from model2vec import StaticModel
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

N_DIMENSIONS = 24

TOPICS = {
    "letterpress": "compositor platen broadside typeface",
    "trains": "sleeper timetable railway",
    "plaster": "mason render facade brick",
    "honey": "hive brood queen bees",
}
"""Topics with words that the model calls near them."""


def topic_vectors(topics: Mapping[str, str] = TOPICS) -> dict[str, NDArray[np.float32]]:
    """Return a vector for each topic and each of its words, which point much the same way."""
    random = np.random.RandomState(1)
    found = {}
    for number, (topic, words) in enumerate(topics.items()):
        direction = np.zeros(N_DIMENSIONS)
        direction[number] = 1
        for word in (topic, *words.split()):
            found[word] = (direction + random.normal(size=N_DIMENSIONS) / 15).astype(np.float32)
    return found


def save_model(folder: Path, vectors: Mapping[str, NDArray[np.float32]]) -> Path:
    """Write word vectors as a model2vec model, and return the folder."""
    words = ["[UNK]", *vectors]
    numbers = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(WordLevel(numbers, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    rows = list(vectors.values())
    table = np.vstack([np.zeros_like(rows[0]), *rows]).astype(np.float32)
    StaticModel(table, tokenizer).save_pretrained(folder)
    return folder
