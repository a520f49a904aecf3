"""The map of the questionnaire, worked out from its own states.

Places after which nothing differs are one, so that the map is as small as it can be.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import takewhile
from operator import attrgetter
from typing import Final

from stagiaire_cli.assessment.reasons import OUT_OF_SCOPE
from stagiaire_cli.assessment.status import judge, status_of
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.questions import (
    CHECKS_QUESTION,
    DOCUMENTS_QUESTION,
    NO_LINE,
    NONE_LINE,
    ON_QUESTION,
    OPENING_QUESTION,
    YES_LINE,
    Choice,
)
from stagiaire_cli.interview.relevance import (
    AFTER_DOCUMENTS,
    Remaining,
    in_order_of_text,
    left_of,
    needed_by_checks,
    presuming,
)
from stagiaire_cli.interview.why import over_states
from stagiaire_cli.law.by_date import LAST_DAY, Law, law_on
from stagiaire_cli.law.facts import MADE_OF, NATIONALITY, PRESUMED, TERRITORY, VARIABLE
from stagiaire_cli.law.persons import MOBILE
from stagiaire_cli.law.shapes import Provision
from stagiaire_cli.logic.conditions import UNKNOWN, Truth
from stagiaire_cli.map.graph import (
    DATES,
    FILE_SECTION,
    IN_PACIFIC,
    OTHER_TEXT,
    OUTCOME,
    QUESTION,
    SEVERAL,
    START_SECTION,
    STAYS_OPEN,
    VERDICT,
    Arrow,
    Chain,
    Map,
    MapSection,
    Place,
    always,
    numbered_map,
    reached,
)

# Who is asked about dates, in the order in which they are shown.
_ASKED: Final = ("qualifies", "diverted", "undetermined")
_SITUATION: Final = ("definition", "reservation")
# One state is another only where nothing that is decided differs either.
_EXACTLY: Final = attrgetter("nodes")


def questionnaire(on: date, readings: Mapping[str, str] | None = None) -> Map:
    """The map of the questionnaire under the law of the day, for a way to read it if one is chosen.

    Raises ``NoLawError`` for a day before 1 June 2009.
    """
    return _Survey(law_on(on), on, readings or {}).drawn()


class _Survey:
    """The places of the questionnaire under one law, each worked out once."""

    def __init__(self, law: Law, on: date, readings: Mapping[str, str]) -> None:
        self._law = law
        self._on = on
        self._readings = readings
        self._numbers: dict[Place, int] = {}
        self._places: list[Place] = []
        self._situations: dict[object, int] = {}
        self._files: dict[object, int] = {}
        self._stays: dict[object, tuple[str, ...]] = {}
        self._needed: dict[int, tuple[str, ...]] = {}
        self._verdict = self._place(Place(OUTCOME, VERDICT))
        self._documents = self._place(
            Place(QUESTION, DOCUMENTS_QUESTION, (Arrow((), self._verdict),))
        )
        # Which dates are asked for is known once every outcome is.
        self._dates = self._place(Place(DATES, DATES, (Arrow((), self._verdict),)))

    def drawn(self) -> Map:
        """The whole map."""
        provisions = self._law.version.provisions
        given = {provision.number: self._given(provision) for provision in provisions} | {
            NONE_LINE: self._given(None)
        }
        roots = {name: self._situation(dossier) for name, dossier in given.items()}
        start = Interview(Dossier({}, readings=self._readings), today=self._on)
        entries = roots | {provision.number: self._entered(provision) for provision in provisions}
        first = self._start(start, entries)
        dates = self._places[self._dates]
        chains = (self._chain(place, tuple(roots.values())) for place in self._needed)
        ordered = sorted(chains, key=lambda chain: (_ASKED.index(chain.status), chain.names))
        self._places[self._dates] = dates._replace(chains=tuple(ordered))
        to_file = [
            arrow.to for place in self._places if place.kind == OUTCOME for arrow in place.arrows
        ]
        places = {FILE_SECTION: reached(self._places, to_file, ())}
        # Whoever ticks nothing is asked what others are asked once refused: that is drawn there.
        for name, root in ((NONE_LINE, roots[NONE_LINE]), *roots.items(), (START_SECTION, first)):
            drawn = {number for each in places.values() for number in each}
            places.setdefault(name, reached(self._places, [root], drawn))
        return numbered_map(
            self._law,
            self._on,
            self._places,
            (
                MapSection(START_SECTION, start.given, first, places[START_SECTION]),
                *(
                    MapSection(name, dossier, roots[name], places[name])
                    for name, dossier in given.items()
                ),
                MapSection(FILE_SECTION, Dossier({}, on=self._on), None, places[FILE_SECTION]),
            ),
        )

    def _given(self, ticked: Provision | None) -> Dossier:
        """What somebody has answered who ticks that line alone, or none."""
        others = (
            provision.declined
            for provision in self._law.version.provisions
            if provision is not ticked
        )
        return Dossier({NATIONALITY: "other", **dict(others)}, (), self._readings, self._on)

    def _entered(self, ticked: Provision) -> int:
        """Where somebody goes on who ticks that line alone: what it answers is not asked."""
        given = self._given(ticked)
        return self._situation(given._replace(facts={**given.facts, **dict(ticked.chosen)}))

    def _place(self, place: Place) -> int:
        number = self._numbers.get(place)
        if number is None:
            number = self._numbers[place] = len(self._places)
            self._places.append(place)
        return number

    def _question(self, name: str, each: Sequence[tuple[object, int]]) -> int:
        alike: dict[int, list[object]] = {}
        for answer, to in each:
            alike.setdefault(to, []).append(answer)
        arrows = (Arrow(tuple(answers), to) for to, answers in alike.items())
        return self._place(Place(QUESTION, name, tuple(arrows)))

    def _start(self, interview: Interview, entries: Mapping[str, int]) -> int:
        """The place of the next question before the facts are asked about."""
        answers, law = presuming(interview.dossier), self._law
        applied = law_on(interview.dossier.on or LAST_DAY)
        if law.version.out_of_scope.value(answers) is None:
            return self._place(Place(OUTCOME, STAYS_OPEN))
        question = next_question(interview)
        if question is None:
            return self._place(Place(OUTCOME, judge(applied.version, answers)[0]))
        if question.name == OPENING_QUESTION:
            if applied is not law:
                return self._place(Place(OUTCOME, OTHER_TEXT))
            if answers.get(TERRITORY) != PRESUMED[TERRITORY]:
                return self._place(Place(OUTCOME, IN_PACIFIC))
            each = [(name, entry) for name, entry in entries.items()]
            several = self._place(Place(OUTCOME, SEVERAL))
            return self._question(OPENING_QUESTION, [*each, (SEVERAL, several), (UNKNOWN, several)])
        if question.choices:
            after = [
                (choice.name, self._start(interview.answered(question, choice), entries))
                for choice in question.choices
            ]
            return self._question(question.name, after)
        day = Choice(self._on.isoformat(), ((ON_QUESTION, self._on),))
        to = self._start(interview.answered(question, day), entries)
        return self._place(Place(QUESTION, question.name, (Arrow((), to),)))

    def _situation(self, dossier: Dossier) -> int:
        """The place of the first question about the definition and the reservation."""

        def about_it(left: Remaining) -> str | None:
            fact = in_order_of_text(left)
            return fact if fact and VARIABLE[fact].group in _SITUATION else None

        left = left_of(self._law, dossier)
        return over_states(
            left, about_it, self._outcome, self._question, self._situations, _EXACTLY
        )

    def _outcome(self, left: Remaining) -> int:
        """What the answers make of somebody, and where the questions about the file begin."""
        status, names = self._status(left)
        to = over_states(
            left, in_order_of_text, self._after_file, self._question, self._files, _EXACTLY
        )
        stay = over_states(
            left,
            in_order_of_text,
            lambda unasked: tuple(unasked.relevant()),
            _all,
            self._stays,
            _EXACTLY,
        )
        follows = () if to == self._verdict else (Arrow((), to),)
        number = self._place(Place(OUTCOME, status, follows, names))
        needed = dict.fromkeys((*self._to_check(status, names), *stay))
        if needed:
            self._needed[number] = tuple(needed)
        return number

    def _to_check(
        self, status: str, names: tuple[str, ...], *, spared: bool = False
    ) -> tuple[str, ...]:
        """The facts that the checks ask for; whoever does not know the day is asked that too.

        Somebody of whom no file is asked, ``spared``, waits for no card; on a mission, that is for
        its being short, and then nothing limits it.
        """
        met = {} if status == "undetermined" else dict.fromkeys(names, True)
        checks = tuple(
            one
            for one in self._law.checks
            if not (spared and (one.awaits_decision or one.provision == MOBILE))
        )
        return tuple(needed_by_checks(self._law._replace(checks=checks), met, {}))

    def _chain(self, outcome: int, roots: Iterable[int]) -> Chain:
        """What is asked about dates after an outcome, without what was answered in any case."""
        before = [
            names for root in roots if (names := always(self._places, root, outcome)) is not None
        ]
        # The file has asked for what it asks about, where that mattered.
        file = (self._places[number].name for number in self._files.values())
        answered = frozenset.intersection(*before).union(file)
        days = (day for fact in answered for day in MADE_OF.get(fact, ()))
        answered = answered.union(tuple(days))
        place = self._places[outcome]
        needed = [fact for fact in self._needed[outcome] if fact not in answered]
        documents = [DOCUMENTS_QUESTION] if self._asks_for_documents(place) else []
        before_days = list(takewhile(lambda fact: fact not in AFTER_DOCUMENTS, needed))
        after = needed[len(before_days) :]
        return Chain(place.name, place.names, (*before_days, *documents, *after))

    def _asks_for_documents(self, outcome: Place) -> bool:
        """Whether whoever has this outcome can be asked which documents they have."""
        to = [arrow.to for arrow in outcome.arrows]
        return bool(to) and self._documents in reached(self._places, to, ())

    def _status(self, left: Remaining) -> tuple[str, tuple[str, ...]]:
        """The status where the situation is known, with the alternatives or cards it is by."""
        sure = {name: next(iter(each)) for name, each in left.possible().items() if len(each) == 1}
        version = self._law.version
        results = {provision.number: sure[provision.number] for provision in version.provisions}
        cards = tuple(name for name, _ in version.routes if sure[name])
        status = status_of(sure[OUT_OF_SCOPE], tuple(results.values()), bool(cards))
        result: Truth = True if status == "qualifies" else None
        by = tuple(number for number, truth in results.items() if truth is result)
        return status, cards if status == "diverted" else by

    def _after_file(self, left: Remaining) -> int:
        """Where somebody goes on once nothing is left to ask about the file."""
        status, names = self._status(left)
        required = set(left.parts) - set(self._law.conditions) - {OUT_OF_SCOPE}
        asked = any(left.possible()[name] != {False} for name in required)
        after = self._documents if asked else self._verdict
        spared = bool(required) and not asked
        if any(self._to_check(status, names, spared=spared)) or any(left.relevant()):
            return self._question(CHECKS_QUESTION, [(YES_LINE, self._dates), (NO_LINE, after)])
        return after


def _all(_: str, each: Iterable[tuple[object, tuple[str, ...]]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for _, facts in each for fact in facts))
