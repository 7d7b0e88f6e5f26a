"""Every method over the wire x every role x {own territory, another, a token that is none}.

The requests are empty but for the territory: whoever may call gets past the token's check, to
whatever error the empty request deserves; whoever may not is stopped before anything is looked at.
"""
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import cordeed  # noqa: E402
from cordeed import admin, match, run_service  # noqa: E402
from cordeed import registry_service as rs  # noqa: E402

ROLES = {"reader": admin.ROLE_READER, "coordinator": admin.ROLE_COORDINATOR,
         "admin": admin.ROLE_ADMIN}
# For coordinators: what changes something, and the log of who saw what. All others are for readers.
WRITERS = {"StartRun", "CancelRun", "ListShownProposals", "BatchUpsertEntries", "ImportEntries"} | {
    verb + kind for verb in ("Create", "Update", "Delete")
    for kind in ("Actor", "Need", "Resource")}
ADMINS = {"UpdateTerritory", "DeleteTerritory"}
SERVER = {"CreateTerritory", "CreateToken", "ListTokens", "RevokeToken"}
ANYONE = {"ListTerritories", "GetServerInfo", "SuggestTrades"}

METHODS = [method for module in (rs, run_service, match, admin)
           for service in module.DESCRIPTOR.services_by_name.values()
           for method in service.methods]


def request_about(method, territory):
    """A request whose first name lies in the territory, and which finds nothing there."""
    request = method.input_type._concrete_class()
    if method.name == "ImportEntries":
        request.header.parent = "territories/" + territory
        return iter([request])
    target = request
    for nested in ("territory", "actor", "need", "resource"):
        field = method.input_type.fields_by_name.get(nested)
        if method.name.startswith("Update") and field is not None:
            target = getattr(request, nested)
    for name in ("parent", "name", "need"):
        field = target.DESCRIPTOR.fields_by_name.get(name)
        if field is not None and field.message_type is None:
            setattr(target, name, "territories/" + territory)
            break
    return request


def outcome(client, method, territory):
    service = method.containing_service.name.replace("Service", "").lower()
    try:
        answer = getattr(getattr(client, service), method.name)(request_about(method, territory))
        if hasattr(answer, "__next__"):
            list(answer)
    except cordeed.RpcFailure as failure:
        return failure.code
    except Exception as error:  # a stream fails when it is read
        return error.code().name
    return "OK"


@pytest.fixture(scope="module")
def server():
    with cordeed.Cordeed() as started:
        for territory in ("own", "other"):
            cordeed.make_territory(started.admin(), territory)
        yield started


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_the_table_says(server, role):
    client = server.client(ROLES[role], "own")
    for method in METHODS:
        if method.name == "DeleteTerritory" and role == "admin":
            continue  # it would work
        allowed = (role == "admin" or method.name not in ADMINS) and (
            role != "reader" or method.name not in WRITERS) and method.name not in SERVER
        assert (outcome(client, method, "own") != "PERMISSION_DENIED") == allowed, method.name
        elsewhere = outcome(client, method, "other")
        if method.name in ANYONE:
            assert elsewhere in ("OK", "INVALID_ARGUMENT"), method.name
        else:
            assert elsewhere == "PERMISSION_DENIED", method.name
        # The same for a territory that does not exist: nothing is given away.
        assert outcome(client, method, "unheard-of") == elsewhere, method.name


def test_nobody_gets_anything_without_a_token(server):
    wrong = server.token[:-1] + ("0" if server.token[-1] != "0" else "1")
    for token in ("", "nonsense", wrong):
        client = cordeed.Client(server.address, token)
        for method in METHODS:
            assert outcome(client, method, "own") == "UNAUTHENTICATED", method.name
