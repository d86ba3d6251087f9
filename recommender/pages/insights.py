"""The Insights page: the last year in figures, each with a sentence that says what it shows."""

from typing import Any

import streamlit as st

from recommender.care import captions
from recommender.care.contact_frequency import ContactFrequency, ContactStatus
from recommender.care.insights import ANSWERS, Recipient
from recommender.pages.support import formatting, markup, page_context
from recommender.workflow.clock import utc_now
from recommender.workflow.today.contact_frequency import look_at_balance
from recommender.workflow.today.insights import Insights, look_back

MOST_PEOPLE = 10  # bars; nobody reads more
LONGEST_NAME = 30  # characters next to a bar


def show() -> None:
    """Draw the page."""
    with page_context.page() as library:
        markup.heading("Insights", "The last year, for you alone. Nobody is tracked or rated.")
        found = page_context.visible(look_back(library, now=utc_now()))
        if not found.any_sent and not found.tag_recency:
            markup.empty(
                "Nothing to look back on yet",
                "Pass on a few articles, and this page shows to whom, from where, and what came "
                "of it.",
            )
            with st.container(horizontal=True, horizontal_alignment="center"):
                if st.button("Go to Today", type="primary"):
                    page_context.navigate("today")
        else:
            _figures(found)
        _contact_frequency(page_context.visible(look_at_balance(library, now=utc_now())))


def _contact_frequency(found: ContactFrequency) -> None:
    """Show how many cadences are met, who has waited longest, and who is contacted most."""
    if not found.waiting and not found.most:  # every contact is new: nothing to compare yet
        return
    from recommender.pages.sections import charts  # imports Altair, which no other page needs

    waiting = [
        _bar(one, one.overdue, captions.format_wait_short(one))
        for one in found.waiting[:MOST_PEOPLE]
    ]
    _figure(
        "Whose turn it is",
        captions.caption_contact_frequency(found),
        charts.bars_chart(waiting, room=1.8) if waiting else None,
    )
    if found.waiting:
        first = found.waiting[0].contact
        if st.button(f"Go to {markup.plain(formatting.short_name(first))}", key="go_to_first"):
            page_context.navigate("contacts", contact=first.id)
    most = [_bar(one, one.times, f"{one.times:,}") for one in found.most[:MOST_PEOPLE]]
    _figure(
        "Who hears from you",
        captions.caption_most_contacted(found),
        charts.bars_chart(most, room=1.8) if most else None,
    )


def _bar(share: ContactStatus, length: float, text: str) -> Any:
    from recommender.pages.sections.charts import Bar  # imports Altair, which no other page needs

    return Bar(
        name=formatting.shortened(share.contact.name, LONGEST_NAME), length=length, words=text
    )


def _figures(found: Insights) -> None:
    from recommender.pages.sections import charts  # imports Altair, which no other page needs

    _figure(
        "Sent each week",
        captions.caption_weeks(found.weeks),
        charts.weeks_chart(found.weeks) if found.any_sent else None,
    )
    _figure(
        "Who is left waiting",
        captions.caption_tag_recency(found.tag_recency),
        charts.tag_recency_chart(found.tag_recency) if found.tag_recency else None,
    )
    _figure(
        "What came back",
        captions.caption_answers(found.answers),
        charts.bars_chart(
            [
                charts.Bar(name=ANSWERS[state].capitalize(), length=count, words=f"{count:,}")
                for state, count in found.answers
            ]
        )
        if found.any_sent
        else None,
    )
    names = [found.names[person.contact_id] for person in found.recipients]
    _figure(
        "Who gets what",
        captions.caption_recipients(found.recipients, names[0] if names else ""),
        charts.bars_chart(
            [
                charts.Bar(
                    name=name,
                    length=person.sent,
                    words=_received(person),
                )
                for name, person in zip(names, found.recipients, strict=True)
            ],
            below=True,
        )
        if names
        else None,
    )
    _figure(
        "Where it came from",
        captions.caption_sources(found.sources),
        charts.bars_chart(
            [
                charts.Bar(name=site, length=count, words=formatting.count(count, "note"))
                for site, count in found.sources
            ],
            room=1.4,
        )
        if found.sources
        else None,
    )
    _figure(
        "How often a suggestion hits",
        captions.caption_hit_rates(found.rates),
        charts.bars_chart(
            [
                charts.Bar(
                    name=f"{rate.name.capitalize()} match",
                    length=rate.sent / rate.decided,
                    words=f"{rate.sent:,} of {rate.decided:,}",
                )
                for rate in found.rates
            ],
            whole=1,
            room=1.8,
        )
        if found.rates
        else None,
    )


def _received(person: Recipient) -> str:
    """Return how many notes a person got, and about which interests."""
    text = formatting.count(person.sent, "note")
    return " · ".join((text, ", ".join(person.interests))) if person.interests else text


def _figure(title: str, sentence: str, chart: Any) -> None:
    """Show one chart below its caption; without data, the caption alone."""
    markup.section(title, sentence)
    if chart is not None:
        st.altair_chart(chart, width="stretch")


if __name__ == "__main__":
    show()
