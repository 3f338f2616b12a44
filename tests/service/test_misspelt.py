"""Names and titles with one edit still find whom they mean, though invented names are much alike."""

import random
import string
from collections.abc import Iterator

import pytest

from benchmarks.people import Crowd
from entities.document import EVERYONE, PersonDocument
from entities.ids import TenantKey
from indexing import Upsert
from service.flows.search_list import SearchRequest, rank_search
from service.flows.tenants import add_tenant
from service.settings import Settings
from service.wiring import Parts, open_parts
from tests.service.conftest import NOW

PEOPLE = 2_500
WANTED = 0.95  # of the misspellings have the right person among the first ten
FIRST = 10
SHORTEST = 4  # letters of a word that is misspelt

Town = tuple[Parts, TenantKey, list[tuple[str, PersonDocument]]]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with open_parts(Settings(data=tmp_path_factory.mktemp("misspelt") / "data"), clock=lambda: NOW) as parts:
        tenant, crowd = add_tenant(parts, "acme"), Crowd(PEOPLE, seed=3)
        ours = [document for batch in crowd.tenant_documents() for document in batch]
        theirs = [document for batch in crowd.member_documents() for document in batch]
        for index, documents in ((parts.tenant_index(tenant), ours), (parts.members_index, theirs)):
            actions = [Upsert(one) for one in documents]
            parts.columns.write(index, actions)
            parts.lexicon.write(index, actions)
            parts.engine.apply(index, actions)
        known = {one.member for one in ours if one.shadow}
        open_ = [("tenant", one) for one in ours if not one.shadow and EVERYONE in one.access]
        yield parts, tenant, open_ + [("members", one) for one in theirs if one.member not in known]


def misspelt(rng: random.Random, text: str) -> str:
    """Put in, leave out, change or swap one letter of a longer word of a text; empty where there is none."""
    spoken = text.lower().split(" ")
    long = [at for at, word in enumerate(spoken) if len(word) >= SHORTEST and word.isalpha()]
    if not long:
        return ""
    place = rng.choice(long)
    word = edited = spoken[place]
    while edited == word:
        at, letter = rng.randrange(len(word)), rng.choice(string.ascii_lowercase)
        edited = rng.choice(
            [
                word[:at] + letter + word[at:],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            ]
        )
    return " ".join([*spoken[:place], edited, *spoken[place + 1 :]])


def found_first(town: Town, cases: int) -> float:
    parts, tenant, people = town
    rng, found, asked = random.Random(11), 0, 0
    while asked < cases:
        origin, person = rng.choice(people)
        by_name = asked % 2 == 0
        typed = misspelt(rng, person.name if by_name else person.current_title)
        if typed:
            text = typed if by_name else f"{typed} {person.name.split(' ')[-1]}"
            order = rank_search(parts, tenant, SearchRequest(text=text)).order
            asked += 1
            found += (origin, person.number) in {(place.origin, place.number) for place in order.places[:FIRST]}
    return found / cases


def test_one_edit_in_a_name_or_title_finds_whom_it_means(town: Town) -> None:
    assert found_first(town, 200) >= WANTED


@pytest.mark.full
def test_one_edit_in_a_thousand_names_and_titles(town: Town) -> None:
    assert found_first(town, 1_000) >= WANTED


def test_without_widening_hardly_anybody_is_found(town: Town) -> None:
    """The measure can fail."""
    parts, tenant, people = town
    rng = random.Random(5)
    texts = [misspelt(rng, rng.choice(people)[1].name) for _ in range(20)]
    totals = [rank_search(parts, tenant, SearchRequest(text=text, widen=False)).order.total for text in texts]
    assert sum(map(bool, totals)) <= 2
