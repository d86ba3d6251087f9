"""The charts of the Insights page: plain, in our colours, readable without a legend."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt

from recommender.care.insights import TagRecency, Week

THICK = 18  # pixels of a bar
THIN = 12
ROW = 34  # pixels of a bar with its margins
HEIGHT = 180  # pixels
LONGEST_NAME = 130  # pixels; a longer one gets an ellipsis, the tooltip shows all of it
LONGEST_WORDS = 220
GREEN, SAND, QUIET = "#4f9377", "#c9a04d", "#85867e"  # each checked on the light and the dark theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar, with its name in front and a text at its end."""

    name: str
    length: float
    words: str


def bars_chart(
    bars: Sequence[Bar], *, whole: float | None = None, room: float = 1.15, below: bool = False
) -> Any:
    """Return bars in the order given.

    Args:
        bars: At least one.
        whole: The value of a full-length bar; by default the longest of these.
        room: Space for the text at the end of the longest bar, as a multiple of its length.
        below: Put the texts below the bars, where a phone has room for them.
    """
    longest = whole or max((bar.length for bar in bars), default=0) or 1
    base = _chart([asdict(bar) for bar in bars]).encode(
        y=_names("name"),
        x=alt.X("length:Q", axis=None, scale=alt.Scale(domain=[0, longest * room])),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("words:N", title=" ")],
    )
    if below:
        drawn = base.mark_bar(size=THIN, yOffset=-9, cornerRadiusEnd=3, color=GREEN)
        words = base.mark_text(align="left", dy=9, fontSize=13, color=QUIET, limit=LONGEST_WORDS)
        words = words.encode(x=alt.value(0))
    else:
        drawn = base.mark_bar(size=THICK, cornerRadiusEnd=3, color=GREEN)
        words = base.mark_text(align="left", dx=7, fontSize=13, color=QUIET, limit=LONGEST_WORDS)
    height = (ROW + THIN * below) * len(bars)
    return alt.layer(drawn, words.encode(text="words:N")).properties(height=height)


def weeks_chart(weeks: Sequence[Week]) -> Any:
    """Return one bar a week, empty weeks included."""
    rows = [{"week": week.monday.isoformat(), "sent": week.sent} for week in weeks]
    most = max(week.sent for week in weeks)
    return (
        _chart(rows)
        .mark_bar(color=GREEN, cornerRadiusEnd=3)
        .encode(
            x=alt.X(
                "yearmonthdate(week):O",
                axis=alt.Axis(format="%-d %b", labelAngle=0, labelOverlap=True, title=None),
            ),
            y=alt.Y(
                "sent:Q",
                axis=alt.Axis(
                    title=None, tickCount=min(4, max(1, most)), format="d", tickMinStep=1
                ),
                scale=alt.Scale(domain=[0, max(2, most)]),
            ),
            tooltip=[
                alt.Tooltip("week:T", title="Week from", format="%-d %B %Y"),
                alt.Tooltip("sent:Q", title="Sent"),
            ],
        )
        .properties(height=HEIGHT)
    )


def tag_recency_chart(tags: Sequence[TagRecency]) -> Any:
    """Return one bar a tag, with its cadence as a tick mark."""
    rows = [
        {"tag": tag.tag, "days": tag.days, "cadence": tag.cadence, "people": tag.people}
        for tag in tags
    ]
    base = _chart(rows).encode(
        y=_names("tag"),
        tooltip=[
            alt.Tooltip("tag:N", title="Tag"),
            alt.Tooltip("days:Q", title="Days quiet"),
            alt.Tooltip("cadence:Q", title="Days you meant"),
            alt.Tooltip("people:Q", title="People"),
        ],
    )
    bars = base.mark_bar(size=THICK, cornerRadiusEnd=3).encode(
        x=alt.X("days:Q", axis=alt.Axis(title="Days since the last contact", tickCount=5)),
        color=alt.condition("datum.days > datum.cadence", alt.value(SAND), alt.value(GREEN)),
    )
    marks = base.mark_tick(thickness=3, size=THICK + 10, color=QUIET).encode(x="cadence:Q")
    return alt.layer(bars, marks).properties(height=ROW * len(rows) + 40)


def _chart(rows: Sequence[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(rows)))


def _names(field: str) -> alt.Y:
    return alt.Y(
        f"{field}:N",
        sort=None,
        axis=alt.Axis(
            title=None, labelLimit=LONGEST_NAME, labelFontSize=13, ticks=False, domain=False
        ),
    )
