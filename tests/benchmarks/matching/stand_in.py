"""A stand-in for a trained static embedding: latent semantic analysis of a few texts.

It knows far fewer words, from far less text, than a model that one would download, so what it
gains is a lower bound. Write one, then measure with it:

    python -m tests.benchmarks.matching.stand_in FOLDER CORPUS...
    passalong evaluate tests/data/quality/everyday --semantic FOLDER
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from recommender.matching.evaluation.data_sets import read_articles
from recommender.matching.index.article_index import right_singular_vectors
from tests.static_model import save_model

N_DIMENSIONS = 128
MIN_TEXTS = 3  # that a word is in
WINDOW = 4  # words to either side that a word is seen with
_WORD = re.compile(r"\w\w+")


def train(texts: Iterable[str], *, n_dimensions: int = N_DIMENSIONS) -> dict[str, np.ndarray]:
    """Return a vector for each word: the SVD of positive pointwise mutual information.

    Levy and Goldberg, 2014: words within a few words of each other, and rare ones weigh less.
    """
    split = [_WORD.findall(text.lower()) for text in texts]
    frequency = Counter(word for words in split for word in set(words))
    vocabulary = {
        w: n for n, w in enumerate(sorted(w for w in frequency if frequency[w] >= MIN_TEXTS))
    }
    pairs: Counter[tuple[int, int]] = Counter()
    for words in split:
        numbers = [vocabulary[word] for word in words if word in vocabulary]
        for at, one in enumerate(numbers):
            for other in numbers[at + 1 : at + 1 + WINDOW]:
                pairs[one, other] += 1
                pairs[other, one] += 1
    rows, columns = np.array(list(pairs)).T
    counts = np.array(list(pairs.values()), dtype=np.float64)
    sums = np.bincount(rows, weights=counts, minlength=len(vocabulary))
    smooth = sums**0.75
    shares = smooth / smooth.sum()
    mutual = np.log(counts / (sums[rows] * shares[columns]))
    kept = mutual > 0
    shape = len(vocabulary), len(vocabulary)
    matrix = csr_array((mutual[kept], (rows[kept], columns[kept])), shape=shape)
    directions = right_singular_vectors(matrix, n_dimensions)
    vectors = matrix @ directions.T
    strength = np.linalg.norm(vectors, axis=0) ** 0.5
    vectors /= np.where(strength > 0, strength, 1)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    weights = np.array([1e-3 / (1e-3 + sums[n] / sums.sum()) for n in vocabulary.values()])
    vectors *= weights[:, None]  # as trained static models weigh frequent words
    return dict(zip(vocabulary, vectors.astype(np.float32), strict=True))


def main(arguments: Sequence[str]) -> None:
    """Train on the corpora of data sets, and write the model."""
    folder, *corpora = map(Path, arguments)
    texts = [f"{one.title}\n{one.text}" for corpus in corpora for one in read_articles(corpus)]
    vectors = train(texts)
    save_model(folder, vectors)
    print(f"{len(texts):,} texts, {len(vectors):,} words, {N_DIMENSIONS} dimensions")


if __name__ == "__main__":
    main(sys.argv[1:])
