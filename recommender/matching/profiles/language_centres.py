"""What the words of a language have in common to an embedding, by the list of related words."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from recommender.matching.index.word_vectors import Embed
from recommender.matching.profiles.related_words import listed_texts


def language_centres(embed: Embed) -> Mapping[str, NDArray[np.float32]]:
    """Return the mean vector of the topics that the list has in each language.

    The list is on everything that people are interested in, so what its words have in common is
    the language. A mean over the library would be its favourite topic.

    Returns:
        By language, shape (n_dimensions,); a language whose words the embedding doesn't know is
        left out.
    """
    found = {}
    for language, texts in listed_texts().items():
        vectors = embed(texts)
        known = vectors[vectors.any(axis=1)]
        if len(known):
            found[language] = np.asarray(known.mean(axis=0), dtype=np.float32)
    return found
