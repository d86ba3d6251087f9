from ingest.contacts.notes import without_facts


def test_facts_from_address_books_are_left_out_and_the_rest_is_kept() -> None:
    notes = (
        "Nickname: Anni\nAddress (home): 5 Main St, New York\nSpouse: Jenny\nHome Fax: 030 123\n"
        "Connected On: 12 Mar 2021\nDepartment: Grid planning\nLoves: batteries\nRuns trail races."
    )

    assert without_facts(notes) == "Department: Grid planning\nLoves: batteries\nRuns trail races."
