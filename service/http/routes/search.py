"""Turn searches and examples of people into ranked, explained pages of people."""

from service.http.api import Api, Here
from service.http.people_examples import PEOPLE
from service.http.searches import PROBLEMS, Paging, PeoplePage, SearchBody, request_of, search_page

api = Api(tag="search")


@api.route(
    "POST", "/search", scope="people:read", limit="search", as_seat=True, waits=True, problems=PROBLEMS, example=PEOPLE
)
def search_people(call: Here, body: SearchBody) -> PeoplePage:
    """Search candidates and members as one list.

    Adjacent words mean AND. The first thousand people are ranked once; the cursor `next` goes through them in that
    order for five minutes, whatever changes meanwhile, and leaves out who is gone or hidden by then. The filter `job`
    takes jobs by their ids in the ATS.
    """
    with call.parts.store.reading(call.tenant) as tx:
        viewer = call.viewer(tx)
    paging = Paging(limit=body.limit, cursor=body.cursor, explain=body.explain, highlight=body.highlight)
    return search_page(call, "search", request_of(body, viewer, sort=body.sort, widen=body.widen), paging)
