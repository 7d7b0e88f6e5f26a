"""Each kind of bad input has its own clear error, writes nothing, and leaves the server serving."""
import pathlib
import sys
import time
import uuid

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import cordeed  # noqa: E402
from cordeed import admin, registry, run, run_service, types  # noqa: E402
from cordeed import registry_service as rs  # noqa: E402

T = "territories/bad"


@pytest.fixture(scope="module")
def server():
    with cordeed.Cordeed() as started:
        client = started.admin()
        cordeed.make_territory(client, "bad")
        cordeed.make_territory(client, "other")
        cordeed.make_actor(client, "bad", "actor")
        cordeed.make_need(client, "bad", "need", "actor")
        yield started


@pytest.fixture
def unchanged(server):
    """Nothing is half-written: the territory is the same afterwards, and the server answers."""
    get = rs.GetTerritoryRequest(name=T)
    before = server.admin().registry.GetTerritory(get).territory
    yield
    assert server.admin().registry.GetTerritory(get).territory == before
    assert server.process.poll() is None


def refused(call, request, code, reason, field=None):
    with pytest.raises(cordeed.RpcFailure) as caught:
        call(request)
    failure = caught.value
    assert (failure.code, failure.reason) == (code, reason), failure.text
    if field is not None:
        assert field in failure.fields, failure.fields
        assert failure.fields[field]
    assert failure.text
    return failure


def refused_in_both_languages(server, service, method, request, code, reason, field=None):
    texts = {}
    for language, locale in (("", "fr"), ("en-GB,en;q=0.9", "en")):
        stub = getattr(server.admin(language), service)
        failure = refused(getattr(stub, method), request, code, reason, field)
        assert failure.locale == locale
        texts[locale] = failure.text
    assert texts["fr"] != texts["en"]


def need(**changes):
    terms = cordeed.terms(**changes)
    return rs.CreateNeedRequest(parent=T, need=registry.Need(
        actor=T + "/actors/actor", title="x", terms=terms))


INVALID = "INVALID_ARGUMENT"


@pytest.mark.parametrize("changes, reason, field", [
    ({"category": "carots"}, "UNKNOWN_CATEGORY", "need.terms.category"),
    ({"unit": "stère"}, "UNKNOWN_UNIT", "need.terms.quantity.unit"),
    ({"amount": "-3"}, "QUANTITY_NEGATIVE", "need.terms.quantity.amount"),
    ({"amount": "0"}, "QUANTITY_ZERO", "need.terms.quantity.amount"),
    ({"amount": "9" * 30}, "QUANTITY_TOO_LARGE", "need.terms.quantity.amount"),
    ({"amount": "1000000000000"}, "QUANTITY_TOO_LARGE", "need.terms.quantity.amount"),
    ({"amount": "beaucoup"}, "QUANTITY_NOT_A_NUMBER", "need.terms.quantity.amount"),
    ({"amount": "0.0001"}, "QUANTITY_TOO_FINE", "need.terms.quantity.amount"),
    ({"period": 17}, "PERIOD_INVALID", "need.terms.period"),
    ({"labels": ["bioo"]}, "UNKNOWN_LABEL", "need.terms.labels[0]"),
    ({"season_months": [13]}, "VALUE_OUT_OF_RANGE", None),
])
def test_terms(server, unchanged, changes, reason, field):
    refused_in_both_languages(server, "registry", "CreateNeed", need(**changes), INVALID, reason,
                              field)


def test_an_impossible_date(server, unchanged):
    request = need()
    start = request.need.terms.dates.start_date
    start.year, start.month, start.day = 2026, 2, 30
    refused_in_both_languages(server, "registry", "CreateNeed", request, INVALID, "DATE_INVALID",
                              "need.terms.dates.start_date")


def test_a_window_that_never_opens(server, unchanged):
    request = need()
    dates = request.need.terms.dates
    dates.start_date.year, dates.start_date.month, dates.start_date.day = 2026, 5, 1
    dates.end_date.year, dates.end_date.month, dates.end_date.day = 2026, 5, 1
    refused_in_both_languages(server, "registry", "CreateNeed", request, INVALID, "WINDOW_EMPTY")


def test_an_unknown_commune(server, unchanged):
    request = rs.CreateActorRequest(parent=T, actor=registry.Actor(
        display_name="x", place=types.Place(insee_code="99999")))
    refused_in_both_languages(server, "registry", "CreateActor", request, INVALID,
                              "UNKNOWN_COMMUNE", "actor.place.insee_code")


def test_an_unknown_actor(server, unchanged):
    request = need()
    request.need.actor = T + "/actors/nobody"
    refused_in_both_languages(server, "registry", "CreateNeed", request, INVALID, "UNKNOWN_ACTOR",
                              "need.actor")


def test_an_actor_of_another_territory(server, unchanged):
    request = need()
    request.need.actor = "territories/other/actors/actor"
    refused(server.admin().registry.CreateNeed, request, INVALID, "NAME_INVALID", "need.actor")


def test_names_that_are_not_names(server, unchanged):
    registry_ = server.admin().registry
    refused(registry_.GetActor, rs.GetActorRequest(name="actor"), INVALID, "NAME_INVALID")
    refused(registry_.GetActor, rs.GetActorRequest(), INVALID, "FIELD_REQUIRED")
    refused(registry_.GetActor, rs.GetActorRequest(name=T + "/needs/need"), INVALID,
            "NAME_INVALID", "name")
    refused(registry_.CreateTerritory, rs.CreateTerritoryRequest(territory_id="É"), INVALID,
            "NAME_INVALID", "territory_id")


def test_all_wrong_fields_are_told_at_once(server, unchanged):
    failure = refused(server.admin().registry.CreateNeed,
                      need(category="carots", amount="-3"), INVALID, "UNKNOWN_CATEGORY")
    assert "need.terms.category" in failure.fields


def test_a_duplicate_id(server, unchanged):
    registry_ = server.admin().registry
    refused(registry_.CreateActor, rs.CreateActorRequest(
        parent=T, actor_id="actor", actor=registry.Actor(
            display_name="x", place=types.Place(insee_code="79901"))),
        "ALREADY_EXISTS", "ALREADY_EXISTS")
    refused(registry_.CreateTerritory, rs.CreateTerritoryRequest(
        territory_id="bad", territory=registry.Territory(display_name="x")),
        "ALREADY_EXISTS", "ALREADY_EXISTS")


def test_a_duplicate_external_id(server):
    registry_ = server.admin().registry
    for actor_id in ("ext-1", "ext-2"):
        actor = registry.Actor(display_name="x", source="s", external_id="7",
                               place=types.Place(insee_code="79901"))
        request = rs.CreateActorRequest(parent=T, actor_id=actor_id, actor=actor)
        if actor_id == "ext-1":
            registry_.CreateActor(request)
        else:
            refused(registry_.CreateActor, request, "ALREADY_EXISTS", "DUPLICATE_ID",
                    "actor.external_id")


def test_the_same_entry_twice_in_a_batch(server, unchanged):
    entry = registry.Entry(actor=registry.Actor(
        name=T + "/actors/twice", display_name="x", place=types.Place(insee_code="79901")))
    answer = server.admin().registry.BatchUpsertEntries(
        rs.BatchUpsertEntriesRequest(parent=T, entries=[entry, entry]))
    assert answer.error_count == 1 and answer.created_count == 0
    assert answer.errors[0].index == 1 and answer.errors[0].field == "name"


def test_a_partial_batch_writes_the_good_and_reports_the_bad(server):
    def actor(id_, insee):
        return registry.Entry(actor=registry.Actor(
            name=f"{T}/actors/{id_}", display_name=id_, place=types.Place(insee_code=insee)))

    answer = server.admin().registry.BatchUpsertEntries(rs.BatchUpsertEntriesRequest(
        parent=T, entries=[actor("good", "79901"), actor("wrong", "99999")], allow_partial=True))
    assert (answer.created_count, answer.error_count) == (1, 1)
    assert answer.errors[0].index == 1 and answer.errors[0].field == "place.insee_code"
    assert answer.errors[0].value == "99999" and answer.errors[0].message


def test_a_batch_over_the_limit(server, unchanged):
    entries = [registry.Entry()] * 1001
    failure = refused(server.admin().registry.BatchUpsertEntries,
                      rs.BatchUpsertEntriesRequest(parent=T, entries=entries), INVALID,
                      "BATCH_TOO_LARGE")
    assert failure.metadata["maximum"] == "1000" and failure.metadata["actual"] == "1001"


def test_a_stale_etag(server):
    registry_ = server.admin().registry
    stale = registry_.GetNeed(rs.GetNeedRequest(name=T + "/needs/need")).need
    fresh = registry.Need()
    fresh.CopyFrom(stale)
    fresh.title = f"changed {uuid.uuid4()}"
    registry_.UpdateNeed(rs.UpdateNeedRequest(need=fresh))
    refused_in_both_languages(server, "registry", "UpdateNeed", rs.UpdateNeedRequest(need=stale),
                              "ABORTED", "ETAG_MISMATCH")
    refused(registry_.DeleteNeed, rs.DeleteNeedRequest(name=stale.name, etag=stale.etag),
            "ABORTED", "ETAG_MISMATCH")


def test_a_page_token_of_another_query(server, unchanged):
    registry_ = server.admin().registry
    for i in range(3):
        cordeed.make_actor(server.admin(), "other", f"page-{i}-{uuid.uuid4().hex[:6]}")
    first = registry_.ListActors(rs.ListActorsRequest(parent="territories/other", page_size=1))
    assert first.next_page_token
    refused_in_both_languages(
        server, "registry", "ListActors",
        rs.ListActorsRequest(parent=T, page_token=first.next_page_token), INVALID,
        "PAGE_TOKEN_INVALID", "page_token")
    for token in ("", "A", "!", "A" * 60):
        request = rs.ListActorsRequest(parent="territories/other",
                                       page_token=first.next_page_token[:-4] + token)
        if token == "":
            refused(registry_.ListActors, request, INVALID, "PAGE_TOKEN_INVALID")


def test_an_unknown_path_of_the_mask(server, unchanged):
    request = rs.UpdateNeedRequest(need=registry.Need(name=T + "/needs/need"))
    request.update_mask.paths.append("terms.colour")
    refused(server.admin().registry.UpdateNeed, request, INVALID, "FIELD_UNKNOWN", "update_mask")


def test_a_message_over_the_limit(server, unchanged):
    def request(size):
        return rs.BatchUpsertEntriesRequest(parent=T, entries=[registry.Entry(
            actor=registry.Actor(display_name="x" * size))])

    failure = refused(server.admin().registry.BatchUpsertEntries, request(5_000_000),
                      "RESOURCE_EXHAUSTED", "MESSAGE_TOO_LARGE")
    assert failure.metadata["limit"] == "max_message_bytes"
    assert failure.metadata["maximum"] == str(4 * 1024 * 1024)
    # Beyond what the transport takes in at all: gRPC names its limit.
    with pytest.raises(cordeed.RpcFailure) as caught:
        server.admin().registry.BatchUpsertEntries(request(30_000_000))
    assert caught.value.code == "RESOURCE_EXHAUSTED" and "16777216" in caught.value.text


def test_a_wrong_or_missing_token(server, unchanged):
    get = rs.GetTerritoryRequest(name=T)
    wrong = server.token[:-1] + ("0" if server.token[-1] != "0" else "1")
    for token, reason in (("", "TOKEN_MISSING"), (wrong, "TOKEN_INVALID"), ("x", "TOKEN_INVALID"),
                          ("cordee__", "TOKEN_INVALID"), ("cordee_" + "f" * 5000, "TOKEN_INVALID")):
        for language in ("", "en"):
            client = cordeed.Client(server.address, token, language)
            failure = refused(client.registry.GetTerritory, get, "UNAUTHENTICATED", reason)
            assert failure.locale == (language or "fr")


def test_an_expired_token(server, unchanged):
    token = admin.Token(role=admin.ROLE_READER, territories=[T])
    token.expire_time.seconds = int(time.time()) + 2
    secret = server.admin().admin.CreateToken(admin.CreateTokenRequest(token=token)).secret
    client = cordeed.Client(server.address, secret)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            client.registry.GetTerritory(rs.GetTerritoryRequest(name=T))
        except cordeed.RpcFailure as failure:
            assert (failure.code, failure.reason) == ("UNAUTHENTICATED", "TOKEN_EXPIRED")
            return
    raise AssertionError("the token never expired")


def test_a_revoked_token(server, unchanged):
    made = server.admin().admin.CreateToken(admin.CreateTokenRequest(
        token=admin.Token(role=admin.ROLE_READER, territories=[T])))
    client = cordeed.Client(server.address, made.secret)
    client.registry.GetTerritory(rs.GetTerritoryRequest(name=T))
    server.admin().admin.RevokeToken(admin.RevokeTokenRequest(name=made.token.name))
    refused(client.registry.GetTerritory, rs.GetTerritoryRequest(name=T), "UNAUTHENTICATED",
            "TOKEN_INVALID")


def test_a_request_id_makes_a_retry_safe(server):
    registry_ = server.admin().registry
    request = rs.CreateActorRequest(parent=T, actor=registry.Actor(
        display_name="Une fois", place=types.Place(insee_code="79901")),
        request_id=str(uuid.uuid4()))
    first = registry_.CreateActor(request)
    assert registry_.CreateActor(request) == first
    request.actor.display_name = "Autre chose"
    refused(registry_.CreateActor, request, "ALREADY_EXISTS", "REQUEST_ID_REUSED")
    request.request_id = "once"
    refused(registry_.CreateActor, request, INVALID, "NAME_INVALID", "request_id")


def test_validate_only_writes_nothing(server, unchanged):
    request = need()
    request.validate_only = True
    assert server.admin().registry.CreateNeed(request).need.name
    request.need.terms.category = "carots"
    refused(server.admin().registry.CreateNeed, request, INVALID, "UNKNOWN_CATEGORY")


def test_an_actor_in_use(server):
    client = server.admin()
    refused(client.registry.DeleteActor, rs.DeleteActorRequest(name=T + "/actors/actor"),
            "FAILED_PRECONDITION", "ACTOR_IN_USE")
    cordeed.make_actor(client, "bad", "brief")
    cordeed.make_need(client, "bad", "brief", "brief")
    client.registry.DeleteActor(
        rs.DeleteActorRequest(name=T + "/actors/brief", cascade=True))
    refused(client.registry.GetNeed, rs.GetNeedRequest(name=T + "/needs/brief"), "NOT_FOUND",
            "NOT_FOUND")


def test_a_revision_that_is_not_there_yet(server, unchanged):
    refused(server.admin().registry.GetTerritory,
            rs.GetTerritoryRequest(name=T, min_revision=10**9), "FAILED_PRECONDITION",
            "REVISION_NOT_REACHED")


def test_runs_with_impossible_settings(server, unchanged):
    run_ = server.admin().run
    start = run_service.StartRunRequest
    refused(run_.StartRun, start(parent=T, run=run.Run(horizon_weeks=7)), INVALID,
            "VALUE_OUT_OF_RANGE", "run.horizon_weeks")
    refused(run_.StartRun, start(parent=T, run=run.Run(base_run=T + "/runs/99")), "NOT_FOUND",
            "NOT_FOUND")
    bad_policy = run.Policy(fit_points=-1, continuity_points=1)
    with pytest.raises(cordeed.RpcFailure) as caught:
        run_.StartRun(start(parent=T, run=run.Run(policy=bad_policy)))
    assert caught.value.code == INVALID
    refused(run_.GetRun, run_service.GetRunRequest(name=T + "/runs/99"), "NOT_FOUND", "NOT_FOUND")
    refused(run_.ListProposals, run_service.ListProposalsRequest(parent=T + "/runs/latest"),
            "NOT_FOUND", "NOT_FOUND")
