"""Turn the service into the application that operators call, on a port of its own."""

from fastapi import FastAPI

from service.http.admin import members, oauth, operators, tenants
from service.http.admin.guard import OperatorKeys
from service.http.app import bare_app
from service.http.docs_page import add_docs
from service.http.openapi import ADMIN
from service.http.service import Service
from service.keys import derived_key, master_key


def make_admin_app(service: Service) -> FastAPI:
    """Make the operators' API; its tokens are signed by keys of their own."""
    app = bare_app(service, "talentjoin admin")
    master = master_key(service.parts.settings.master_key_file, make=False)
    app.state.operator_keys = OperatorKeys(derived_key(master, "operator token signing"), service.tokens.issuer)
    for routes in (oauth, tenants, operators, members):
        app.include_router(routes.api.router)
    add_docs(app, ADMIN)
    return app
