import pytest

from ingest.records import Article
from recommender.sharing.titles import headline


@pytest.mark.parametrize(
    ("title", "site", "said"),
    [
        ("Roads for bikes | The Harbour Post", "The Harbour Post", "Roads for bikes"),
        ("Roads for bikes - Harbour Post", "The Harbour Post", "Roads for bikes"),
        ("Roads for bikes | Cities | The Harbour Post", "The Harbour Post", "Roads for bikes"),
        (
            "The Harbour Post: Roads for bikes",
            "The Harbour Post",
            "The Harbour Post: Roads for bikes",
        ),
        ("Harbour Post | Roads for bikes", "Harbour Post", "Roads for bikes"),
        ("Roads for bikes · harbourpost.example", None, "Roads for bikes"),
        ("Roads for bikes - Harbourpost", None, "Roads for bikes"),
        ("Roads - and bikes", "The Harbour Post", "Roads - and bikes"),
        ("Roads | bikes", "The Harbour Post", "Roads | bikes"),
        ("Post-war roads", "Post", "Post-war roads"),
        ("The Harbour Post", "The Harbour Post", "The Harbour Post"),
    ],
)
def test_a_title_is_said_without_the_name_of_its_site(
    title: str, site: str | None, said: str
) -> None:
    url = "https://www.harbourpost.example/roads"

    assert headline(Article(url=url, title=title, text="", site=site)) == said
