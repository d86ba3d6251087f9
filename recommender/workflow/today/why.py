"""Why something is or isn't suggested today, in sentences, by the deciders that plan the day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel import Locale

from recommender.care.formatting import format_day
from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import (
    Candidate,
    Match,
    Source,
    State,
    Strength,
    Suggestion,
    WhyCode,
)
from recommender.planning.rules import DayRules, blockers
from recommender.planning.sender import Habit, topic_of
from recommender.sharing.salutation import first_name
from recommender.storage.library import Library
from recommender.workflow.clock import local_day
from recommender.workflow.matching.finished import match_first
from recommender.workflow.matching.profile_sources import has_profile
from recommender.workflow.results import Why, WhyReason
from recommender.workflow.today.daily_plan import choose_for, habits_of_plan, plan_of_today
from recommender.workflow.today.review import open_questions
from recommender.workflow.user_settings import settings as chosen_settings

ALMOST = 99  # per cent; what rounds to 100 is still below the threshold


def explain(
    library: Library, contact: StoredContact, article: StoredArticle | None = None, *, now: datetime
) -> Why:
    """Return why an article is or isn't suggested to a contact today.

    Args:
        library: Today's plan is made first, where it is missing.
        contact: Named in the sentences as given here.
        article: None asks about the contact in general.
        now: Aware.
    """
    match_first(library)
    plan_of_today(library, settings=chosen_settings(library), now=now)
    today = _Today(library, first_name(contact) or contact.name, now)
    found = today.suggestion_for(contact.id, article.id if article else None)
    reasons = (
        today.suggested(found, named=article is None)
        if found
        else today.against_pair(contact.id, article)
        if article
        else today.against_contact(contact.id)
    )
    return Why(
        contact=contact, article=article, suggested=found is not None, reasons=tuple(reasons)
    )


def suggested_pairs(library: Library, *, now: datetime) -> set[tuple[int, int]]:
    """Return the contact and the article of each suggestion that Today shows."""
    return {(s.contact_id, s.article_id) for s in _shown(library, now)}


def _shown(library: Library, now: datetime) -> tuple[Suggestion, ...]:
    return (*library.suggestions.proposed(), *open_questions(library, now=now))


@dataclass(frozen=True, slots=True)
class _Today:
    """Today's plan, asked about one contact, called `name` in the sentences."""

    library: Library
    name: str
    now: datetime

    def suggestion_for(self, contact_id: int, article_id: int | None) -> Suggestion | None:
        """Return what Today shows of a pair, or of a contact where no article is named."""
        return next(
            (
                s
                for s in _shown(self.library, self.now)
                if s.contact_id == contact_id and article_id in {None, s.article_id}
            ),
            None,
        )

    def suggested(self, found: Suggestion, *, named: bool) -> Iterator[WhyReason]:
        """Yield what speaks for a suggestion of today."""
        it = f"“{self._title(found.article_id)}”" if named else "It"
        if found.state is State.OPENED:
            text = f"You opened a draft for {self.name}; Today asks whether you sent it."
        elif found.chosen:
            text = f"{it} is on Today because you picked it for {self.name}."
        else:
            text = f"{it} is today's suggestion for {self.name}."
        yield WhyReason(code=WhyCode.SUGGESTED, text=text)
        match = self.library.matches.of_pair(
            contact_id=found.contact_id, article_id=found.article_id
        )
        if match is not None and match.fits:
            yield self._fits(match)
            if not found.chosen:
                yield from self._often_passed_on(match)

    def against_contact(self, contact_id: int) -> Iterator[WhyReason]:
        """Yield why nothing is suggested to a contact: what blocks their best article."""
        contact = self._contact(contact_id)
        if contact.paused:
            yield self._paused(contact)
        if contact.asleep:
            yield self._asleep()
        if not has_profile(self.library, contact_id):
            yield self._no_profile()
            return
        matches = self.library.matches.of_contact(contact_id)
        fitting = [match for match in matches if match.fits]
        if not fitting:
            yield self._nothing_fits(matches)
            return
        candidates = self.library.matches.candidates(
            ((contact_id, m.article_id) for m in fitting), with_topics=True
        )
        choice = choose_for(
            self.library,
            candidates,
            self.library.contacts.get_many([contact_id]),
            settings=chosen_settings(self.library),
            now=self.now,
        )
        open_to_them = [article_id for _, article_id in choice.plan.shortlist]
        unanswered = [
            c.article_id
            for c in candidates
            if (contact_id, c.story) not in choice.plan.rules.answers
        ]
        best = next(iter((*open_to_them, *unanswered)), fitting[0].article_id)
        article = self.library.articles.get(best)
        assert article is not None, "matches go with their article"
        yield from self.against_pair(contact_id, article, named=True)

    def against_pair(
        self, contact_id: int, article: StoredArticle, *, named: bool = False
    ) -> Iterator[WhyReason]:
        """Yield what blocks a pair, and that it fits, where it does.

        Args:
            contact_id: Of the pair.
            article: Of the pair; not on Today for the contact.
            named: Begin with the article's title: the question did not name it.
        """
        contact = self._contact(contact_id)
        match = self.library.matches.of_pair(contact_id=contact_id, article_id=article.id)
        fits = match is not None and match.fits
        sleeps_through = contact.asleep and not (match and match.strength is Strength.STRONG)
        reasons = [
            *([self._paused(contact)] if contact.paused and not named else []),
            *([self._asleep()] if sleeps_through and not named else []),
            *self._hidden(article),
            *self._by_rules(contact, article, fits=fits and not sleeps_through),
            *([] if fits else self._by_matching(contact, article, match)),
        ]
        if not reasons and not (sleeps_through and named):
            text = "Better matches take today's places."
            reasons = [WhyReason(code=WhyCode.BETTER_TODAY, text=text)]
        if match is not None and any(one.code is WhyCode.BETTER_TODAY for one in reasons):
            reasons += self._rarely_passed_on(match)
        support = []
        if match is not None and match.fits:
            support = [
                self._fits(match, f"“{article.title}”" if named else "It"),
                *self._often_passed_on(match),
            ]
        yield from (*support, *reasons) if named else (*reasons, *support)

    def _by_rules(
        self, contact: StoredContact, article: StoredArticle, *, fits: bool
    ) -> Iterator[WhyReason]:
        pair = Candidate(
            contact_id=contact.id,
            article_id=article.id,
            score=1.0,
            story=article.story,
            born=article.published or article.added_at,
            read=article.read_at is not None,
        )
        rules = choose_for(
            self.library,
            [pair],
            {contact.id: contact},
            settings=chosen_settings(self.library),
            now=self.now,
        ).plan.rules
        # what doesn't fit, or can't be suggested to anyone, competes with nothing
        competes = fits and not contact.paused and not any(self._hidden(article))
        proposed = self.library.suggestions.proposed() if competes else ()
        planned = [s for s in proposed if not s.chosen]
        stories = self.library.articles.stories({s.article_id for s in planned})
        codes = blockers(pair, rules, [(s.contact_id, stories[s.article_id]) for s in planned])
        for code in codes:
            for text in self._rule_texts(code, pair, rules, planned):
                yield WhyReason(code=code, text=text)

    def _rule_texts(
        self, code: WhyCode, pair: Candidate, rules: DayRules, planned: Sequence[Suggestion]
    ) -> Iterator[str]:
        answer = rules.answers.get((pair.contact_id, pair.story))
        match code:
            case WhyCode.RESTING:
                until = self._until(local_day(rules.resting_until[pair.contact_id]))
                yield f"{self.name} heard from you recently and gets a break until {until}."
            case WhyCode.UNREAD:
                yield "You haven't read it yet."
            case WhyCode.CAP:
                yield from self._cap_texts(pair, rules)
            case WhyCode.BETTER_TODAY:
                yield self._better(pair, rules, planned)
            case _ if answer is not None:
                yield self._answer_text(code, answer)

    def _cap_texts(self, pair: Candidate, rules: DayRules) -> Iterator[str]:
        limit = rules.settings.suggestions_per_day
        if not limit:
            yield "Your settings allow no suggestions per day."
        elif rules.room <= 0:
            yield f"Today's {_count(limit, 'place is', 'places are')} taken, your limit per day."
        most = rules.settings.people_per_article
        if rules.is_spread(pair.story) or rules.room > 0:
            yield f"It goes to {_count(most, 'person', 'people')} already, your limit per article."

    def _better(self, pair: Candidate, rules: DayRules, planned: Sequence[Suggestion]) -> str:
        if pair.contact_id in rules.served:
            return f"{self.name} already gets something from you today."
        own = [s for s in planned if s.contact_id == pair.contact_id]
        if own:
            return f"“{self._title(own[0].article_id)}” is a better match for {self.name} today."
        if len(planned) == 1:
            return "A better match has today's place."
        return f"{len(planned)} better matches have today's places."

    def _answer_text(self, code: WhyCode, answer: Suggestion) -> str:
        done = {State.OPENED: "opened a draft of", State.DISMISSED: "dismissed"}.get(
            answer.state, "picked" if answer.state is State.PROPOSED else "sent"
        )
        at = answer.shared_at or answer.marked_at
        when = f" {self._day(at)}" if at else ""
        what = "it"
        if code is WhyCode.SAME_STORY:
            what = f"“{self._title(answer.article_id)}”, on the same story,"
        if answer.state is State.SNOOZED and answer.until is not None:
            return f"You snoozed {what} until {self._until(answer.until)}."
        reason = f": {answer.reason}" if answer.reason and code is WhyCode.DISMISSED else ""
        to = "to" if done == "sent" else "for"
        return f"You {done} {what} {to} {self.name}{when}{reason}."

    def _by_matching(
        self, contact: StoredContact, article: StoredArticle, match: Match | None
    ) -> Iterator[WhyReason]:
        from recommender.workflow.matching.explain_pair import score_pair  # heavy

        if not has_profile(self.library, contact.id):
            yield self._no_profile()
            return
        if (contact.id, article.id) in self.library.contact_feeds.author_pairs():
            yield WhyReason(code=WhyCode.SENT_BEFORE, text=f"It comes from {self.name}'s own feed.")
            return
        found = score_pair(self.library, contact_id=contact.id, article_id=article.id)
        if found.is_unreadable:
            reads = " and ".join(map(_language, contact.languages))
            text = f"It's in {_language(article.language or '')}; {self.name} reads {reads}."
            yield WhyReason(code=WhyCode.LANGUAGE, text=text)
        if found.is_avoided:
            topics = ", ".join(f"“{topic}”" for topic in found.avoided) or f"“{contact.avoid}”"
            says = "uses the words of" if found.is_widened else "is about"
            text = f"It {says} {topics}, which you never send to {self.name}."
            yield WhyReason(code=WhyCode.AVOIDED, text=text)
        if found.is_unreadable or found.is_avoided:
            return
        if not found.has_evidence:
            text = f"It says too little about any one of {self.name}'s interests."
            yield WhyReason(code=WhyCode.TOO_LITTLE_EVIDENCE, text=text)
        if found.score < 1 or found.has_evidence:
            score = min(found.score, match.score if match else found.score)
            text = f"It reaches {_percent(score)}% of the score that {self.name}'s matches need."
            yield WhyReason(code=WhyCode.BELOW_THRESHOLD, text=text)

    def _hidden(self, article: StoredArticle) -> Iterator[WhyReason]:
        if article.hidden:
            text = "You hid it: it isn't suggested to anyone."
            yield WhyReason(code=WhyCode.DISMISSED, text=text)
        if article.is_excerpt and article.read_at is None:
            text = "Only its first paragraph is public, and you haven't read that."
            yield WhyReason(code=WhyCode.UNREAD, text=text)

    def _paused(self, contact: StoredContact) -> WhyReason:
        text = f"You paused suggestions for {self.name}."
        if contact.died:
            text = f"{self.name} {contact.why_paused}."
        return WhyReason(code=WhyCode.PAUSED, text=text)

    def _asleep(self) -> WhyReason:
        text = f"{self.name} is asleep: only strong matches are suggested."
        return WhyReason(code=WhyCode.ASLEEP, text=text)

    def _no_profile(self) -> WhyReason:
        text = f"You haven't said what {self.name} is interested in."
        return WhyReason(code=WhyCode.NO_PROFILE, text=text)

    def _fits(self, match: Match, it: str = "It") -> WhyReason:
        interests = dict.fromkeys(t.interest for t in match.terms if t.weight > 0)
        about = f": {', '.join(interests)}" if interests else ""
        related = {Source.RELATED, Source.SEMANTIC}
        stated = [t for t in match.terms if t.source not in related and t.weight > 0]
        fits = "fits" if stated or not interests else "uses words related to"
        return WhyReason(code=WhyCode.FITS, text=f"{it} {fits} what {self.name} likes{about}.")

    def _often_passed_on(self, match: Match) -> Iterator[WhyReason]:
        for what, habit in self._habits(match):
            if habit.factor > 1:
                text = (
                    f"You often pass on articles {what}: "
                    f"{habit.passed_on} of {habit.decided} so far."
                )
                yield WhyReason(code=WhyCode.OFTEN_PASSED_ON, text=text)

    def _rarely_passed_on(self, match: Match) -> Iterator[WhyReason]:
        for what, habit in self._habits(match):
            if habit.factor < 1:
                text = (
                    f"You rarely pass on articles {what}, so it ranks lower: "
                    f"{habit.passed_on} of {habit.decided} so far."
                )
                yield WhyReason(code=WhyCode.RARELY_PASSED_ON, text=text)

    def _habits(self, match: Match) -> Iterator[tuple[str, Habit]]:
        """Yield the user's habits that a match was ordered by, with what they are about."""
        habits = habits_of_plan(self.library)
        site = self._article(match.article_id).site or ""
        if habit := habits.sites.get(site):
            yield f"from {site}", habit
        if habit := habits.topics.get(topic_of(match.terms)):
            yield f"about {match.terms[0].interest}", habit

    def _nothing_fits(self, matches: Sequence[Match]) -> WhyReason:
        from recommender.workflow.matching.explain_pair import score_pair  # heavy

        code, text = WhyCode.BELOW_THRESHOLD, f"Nothing in your library fits {self.name} yet."
        if matches:
            nearest = matches[0]
            pair = {"contact_id": nearest.contact_id, "article_id": nearest.article_id}
            lacks = f"with {_percent(nearest.score)}% of the score that a match needs"
            if not score_pair(self.library, **pair).has_evidence:
                code = WhyCode.TOO_LITTLE_EVIDENCE
                lacks = f"but says too little about any one of {self.name}'s interests"
            title = self._title(nearest.article_id)
            text = f"Nothing fits {self.name} well enough yet. “{title}” comes closest, {lacks}."
        return WhyReason(code=code, text=text)

    def _contact(self, contact_id: int) -> StoredContact:
        contact = self.library.contacts.get(contact_id)
        assert contact is not None, "the caller was given the contact"
        return contact

    def _title(self, article_id: int) -> str:
        return self._article(article_id).title

    def _article(self, article_id: int) -> StoredArticle:
        article = self.library.articles.get(article_id)
        assert article is not None, "suggestions and matches go with their article"
        return article

    def _day(self, moment: datetime) -> str:
        return format_day(local_day(moment), local_day(self.now))

    def _until(self, day: date) -> str:
        return format_day(day, local_day(self.now)).removeprefix("on ")


def _percent(score: float) -> int:
    return min(ALMOST, int(score * 100))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _language(code: str) -> str:
    return str(Locale("en").languages.get(code, code))
