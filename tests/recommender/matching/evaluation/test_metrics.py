"""Data sets in, figures and runs out; an invalid file is named with its line."""

import gzip
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import ImportFileError
from recommender.matching.evaluation.metrics import evaluate, write_run

QUALITY = Path(__file__).parents[3] / "data" / "quality"
TWO_READERS = QUALITY / "two-readers"


@pytest.fixture
def data_set(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TWO_READERS, tmp_path / "set"))


def a_card(query: str = "cam", interests: str = "", **known: object) -> str:
    return json.dumps({"_id": query, "text": interests, "metadata": known})


def with_cards(data_set: Path, *cards: str) -> Path:
    (data_set / "queries.jsonl").write_text("\n".join(cards) + "\n", encoding="utf-8")
    return data_set


def fitting(data_set: Path, query: str) -> set[str]:
    """Return the articles that fit a contact."""
    return {document for document, _, fits in evaluate(data_set).ranking.articles[query] if fits}


def a_table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(row.replace(" ", "\t") for row in rows) + "\n", encoding="utf-8")
    return path


def test_a_perfect_ranking_has_perfect_figures() -> None:
    figures = evaluate(TWO_READERS).figures
    perfect = {"ndcg@10", "map", "p@1", "who_mrr", "pair_ap", "fits_precision", "fits_recall"}
    assert {name: figures[name] for name in perfect} == dict.fromkeys(perfect, 1.0)


def test_an_article_relevant_to_nobody_is_suggested_to_nobody() -> None:
    assert evaluate(TWO_READERS).figures["nobody_left_alone"] == 1.0


def test_a_gzipped_corpus_is_read(data_set: Path) -> None:
    plain = data_set / "corpus.jsonl"
    (data_set / "corpus.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    assert evaluate(data_set).figures == evaluate(TWO_READERS).figures


def test_a_run_lists_articles_per_contact_and_says_which_fit(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write_run(run, evaluate(TWO_READERS).ranking.articles)
    lines = [line.split(" ") for line in run.read_text(encoding="utf-8").splitlines()]
    assert {(line[0], line[2], line[5]) for line in lines if line[3] in "12"} == {
        ("ana", "beans", "fits"),
        ("ana", "bar", "fits"),
        ("ben", "pass", "fits"),
        ("ben", "gears", "fits"),
    }


def test_a_who_run_lists_contacts_per_article(tmp_path: Path) -> None:
    run = tmp_path / "who"
    write_run(run, evaluate(TWO_READERS).ranking.contacts)
    best = [line.split(" ") for line in run.read_text(encoding="utf-8").splitlines()]
    assert {line[0]: line[2] for line in best if line[3] == "1"} == {
        "beans": "ana",
        "bar": "ana",
        "pass": "ben",
        "gears": "ben",
    }


def test_pairs_with_feedback_are_not_ranked(tmp_path: Path) -> None:
    feedback = a_table(
        tmp_path / "feedback.tsv",
        "query-id corpus-id outcome",
        "ana beans liked",
        "ben bar dismissed",
    )
    run = tmp_path / "run"
    write_run(run, evaluate(TWO_READERS, feedback=feedback).ranking.articles)
    pairs = {tuple(line.split(" ")[:3:2]) for line in run.read_text(encoding="utf-8").splitlines()}
    assert ("ana", "bar") in pairs
    assert ("ana", "beans") not in pairs


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("corpus.jsonl", "{not json", "corpus.jsonl, line 6: this is not JSON."),
        ("corpus.jsonl", "[1]", "corpus.jsonl, line 6: this is not a JSON object."),
        ("corpus.jsonl", '{"_id": "x"}', "corpus.jsonl, line 6: “text” is missing or not a text."),
        ("queries.jsonl", '{"_id": 3, "text": ""}', "line 3: “_id” is missing or not a text."),
        ("queries.jsonl", a_card(avoid=["tea"]), "line 3: “avoid” is missing or not a text."),
        ("queries.jsonl", a_card(languages="de"), "line 3: “languages” is not a list of texts."),
        ("queries.jsonl", a_card(tags=[1]), "line 3: “tags” is not a list of texts."),
        ("queries.jsonl", a_card(half="best"), "the half “best” is neither tuning nor held-out."),
        ("queries.jsonl", a_card(half=["tuning"]), "is neither tuning nor held-out."),
        (
            "queries.jsonl",
            '{"_id": "x", "text": "", "metadata": 1}',
            "line 3: “metadata” is not a JSON object.",
        ),
        ("qrels/test.tsv", "ana\tbeans", "line 6: this has 2 tab-separated columns, not 3."),
        ("qrels/test.tsv", "ana\tbeans\tyes", "line 6: the score “yes” is not a whole number."),
    ],
)
def test_an_invalid_line_is_named(data_set: Path, name: str, line: str, message: str) -> None:
    with (data_set / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(ImportFileError) as caught:
        evaluate(data_set)
    assert str(caught.value).endswith(message)


@pytest.mark.parametrize("name", ["queries.jsonl", "qrels/test.tsv", "corpus.jsonl"])
def test_a_missing_file_is_named(data_set: Path, name: str) -> None:
    (data_set / name).unlink()
    with pytest.raises(ImportFileError, match=name):
        evaluate(data_set)


def test_a_folder_without_a_data_set_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match="corpus"):
        evaluate(tmp_path)


def test_a_damaged_gzip_file_is_an_error(data_set: Path) -> None:
    (data_set / "corpus.jsonl").unlink()
    (data_set / "corpus.jsonl.gz").write_bytes(b"no archive")
    with pytest.raises(ImportFileError, match="cannot be read"):
        evaluate(data_set)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("zoe beans liked", "there is no contact “zoe”"),
        ("ana moon liked", "there is no article “moon”"),
        ("ana beans loved", "the outcome “loved” is neither liked nor dismissed"),
    ],
)
def test_invalid_feedback_is_an_error(tmp_path: Path, row: str, message: str) -> None:
    feedback = a_table(tmp_path / "feedback.tsv", "query-id corpus-id outcome", row)
    with pytest.raises(ImportFileError, match=message):
        evaluate(TWO_READERS, feedback=feedback)


def test_the_figures_of_cranfield_do_not_fall() -> None:
    figures = evaluate(QUALITY / "cranfield").figures
    assert figures["ndcg@10"] >= 0.57
    assert figures["who_mrr"] >= 0.65
    assert figures["pair_ap"] >= 0.39


def test_a_contact_known_by_notes_alone_is_matched_by_them(data_set: Path) -> None:
    with_cards(data_set, a_card("ana", notes="Asked about espresso."), a_card("ben"))
    ranking = evaluate(data_set).ranking
    assert {document for document, _, _ in ranking.articles["ana"]} == {"beans", "bar"}
    assert ranking.articles["ben"] == []


def test_an_avoided_topic_never_fits(data_set: Path) -> None:
    with_cards(data_set, a_card("ana", "espresso, cycling", avoid="espresso"))
    assert fitting(data_set, "ana") == {"pass", "gears"}


def test_an_article_in_a_language_they_do_not_read_never_fits(data_set: Path) -> None:
    with_cards(data_set, a_card("ana", "espresso", languages=["de"]))
    assert fitting(data_set, "ana") == set()


def test_only_one_half_is_judged_and_the_other_still_counts(data_set: Path) -> None:
    with_cards(
        data_set,
        a_card("ana", "espresso", half="tuning"),
        a_card("ben", "cycling", half="held-out"),
    )
    both, one = evaluate(data_set), evaluate(data_set, half="held-out")
    assert one.data.contacts.keys() == {"ben"}
    assert one.figures["relevant_pairs"] == 2
    assert one.ranking.articles["ben"] == both.ranking.articles["ben"]
    assert one.ranking.contacts["beans"] == []


def test_a_half_without_contacts_is_an_error() -> None:
    with pytest.raises(ImportFileError, match="no contact is in “tuning”"):
        evaluate(TWO_READERS, half="tuning")


def test_articles_of_another_set_are_in_the_library_and_not_judged() -> None:
    alone = evaluate(TWO_READERS)
    among = evaluate(TWO_READERS, others=QUALITY / "chinese")
    assert [article.id for article in among.data.articles] == [
        article.id for article in alone.data.articles
    ]
    assert not np.allclose(among.ranking.values, alone.ranking.values)
    assert (among.figures["others"], among.figures["others_left_alone"]) == (32, 1.0)


def test_another_set_may_have_articles_of_the_same_name(tmp_path: Path) -> None:
    feedback = a_table(
        tmp_path / "feedback.tsv", "query-id corpus-id outcome", "ana beans dismissed"
    )
    twice = evaluate(TWO_READERS, feedback=feedback, others=TWO_READERS)
    assert twice.figures["others"] == 5
    assert "beans" not in {document for document, _, _ in twice.ranking.articles["ana"]}
    assert twice.ranking.articles["ben"][0][2]
