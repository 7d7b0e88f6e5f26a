"""A generated client calls every method of the API against a running server.

The last test reads the descriptors: a method that no test here called fails it.
"""
import pathlib
import sys
import uuid

import grpc
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import cordeed  # noqa: E402
from cordeed import admin, match, registry, run, run_service, types  # noqa: E402
from cordeed import registry_service as rs  # noqa: E402

T = "territories/demo"
called = set()


class Recorder:
    """Notes which methods were called."""

    def __init__(self, stub, service):
        self._stub = stub
        self._service = service

    def __getattr__(self, method):
        called.add(f"cordee.v1.{self._service}.{method}")
        return getattr(self._stub, method)


@pytest.fixture(scope="module")
def server():
    with cordeed.Cordeed() as started:
        yield started


@pytest.fixture(scope="module")
def api(server):
    client = server.admin()
    client.registry = Recorder(client.registry, "RegistryService")
    client.run = Recorder(client.run, "RunService")
    client.match = Recorder(client.match, "MatchService")
    client.admin = Recorder(client.admin, "AdminService")
    return client


def test_territories(api):
    made = cordeed.make_territory(api, "demo")
    assert made.revision == 1
    got = api.registry.GetTerritory(rs.GetTerritoryRequest(name=T)).territory
    assert got == made
    made.display_name = "Démo"
    updated = api.registry.UpdateTerritory(rs.UpdateTerritoryRequest(territory=made))
    assert updated.territory.display_name == "Démo" and updated.revision == 2
    names = [t.name for t in
             api.registry.ListTerritories(rs.ListTerritoriesRequest()).territories]
    assert names == [T]
    cordeed.make_territory(api, "gone")
    api.registry.DeleteTerritory(rs.DeleteTerritoryRequest(name="territories/gone"))
    with pytest.raises(cordeed.RpcFailure) as failure:
        api.registry.GetTerritory(rs.GetTerritoryRequest(name="territories/gone"))
    assert failure.value.reason == "NOT_FOUND"


def test_actors_needs_and_resources(api):
    cordeed.make_actor(api, "demo", "canteen")
    cordeed.make_actor(api, "demo", "farm", insee="79902")
    cordeed.make_actor(api, "demo", "other-farm", insee="79903")
    cordeed.make_need(api, "demo", "carrots", "canteen", amount="10")
    cordeed.make_need(api, "demo", "far-too-much", "canteen", category="leeks", amount="500")
    cordeed.make_resource(api, "demo", "farm-carrots", "farm", amount="8")
    cordeed.make_resource(api, "demo", "other-carrots", "other-farm", amount="8")
    actor = api.registry.GetActor(rs.GetActorRequest(name=T + "/actors/farm")).actor
    assert actor.place.commune == "Bourg-d'Essai"
    need = api.registry.GetNeed(rs.GetNeedRequest(name=T + "/needs/carrots")).need
    need.terms.quantity.amount = "12"
    answer = api.registry.UpdateNeed(rs.UpdateNeedRequest(need=need))
    assert answer.need.terms.quantity.amount == "12" and answer.need.etag != need.etag
    resource = api.registry.GetResource(
        rs.GetResourceRequest(name=T + "/resources/farm-carrots")).resource
    resource.title = "Carottes nouvelles"
    assert api.registry.UpdateResource(
        rs.UpdateResourceRequest(resource=resource)).resource.title == "Carottes nouvelles"
    actor.charter_signed = True
    assert api.registry.UpdateActor(rs.UpdateActorRequest(actor=actor)).actor.charter_signed
    assert len(api.registry.ListActors(rs.ListActorsRequest(parent=T)).actors) == 3
    assert len(api.registry.ListNeeds(rs.ListNeedsRequest(
        parent=T, family=types.FAMILY_FOOD)).needs) == 2
    assert len(api.registry.ListResources(rs.ListResourcesRequest(
        parent=T, category="vegetables", actor=T + "/actors/farm")).resources) == 1
    hits = api.registry.SearchEntries(rs.SearchEntriesRequest(parent=T, query="CAROTTE essai"))
    assert [h.entry.resource.name for h in hits.hits] == [T + "/resources/farm-carrots"]
    cordeed.make_need(api, "demo", "n", "farm")
    cordeed.make_resource(api, "demo", "r", "farm")
    api.registry.DeleteNeed(rs.DeleteNeedRequest(name=T + "/needs/n"))
    api.registry.DeleteResource(rs.DeleteResourceRequest(name=T + "/resources/r"))
    cordeed.make_actor(api, "demo", "gone")
    api.registry.DeleteActor(rs.DeleteActorRequest(name=T + "/actors/gone"))


def test_a_batch(api):
    entries = [registry.Entry(need=registry.Need(
        name=T + "/needs/b", actor=T + "/actors/b", title="B", terms=cordeed.terms())),
        registry.Entry(actor=registry.Actor(name=T + "/actors/b", display_name="B",
                                            place=types.Place(insee_code="79903")))]
    first = api.registry.BatchUpsertEntries(
        rs.BatchUpsertEntriesRequest(parent=T, entries=entries))
    assert (first.created_count, first.error_count) == (2, 0)
    again = api.registry.BatchUpsertEntries(
        rs.BatchUpsertEntriesRequest(parent=T, entries=entries))
    assert (again.unchanged_count, again.revision) == (2, first.revision)


def test_export_then_import_changes_nothing(api):
    for format_ in (rs.EXPORT_FORMAT_CSV, rs.EXPORT_FORMAT_JSON_LINES):
        parts = list(api.registry.ExportEntries(
            rs.ExportEntriesRequest(parent=T, format=format_)))
        assert parts[0].revision > 0
        data = b"".join(p.data for p in parts)
        assert b"Carottes nouvelles" in data
        if format_ == rs.EXPORT_FORMAT_CSV:
            csv = data
    header = rs.ImportHeader(parent=T, profile="cordee", file_name="x.csv")
    answer = api.registry.ImportEntries(iter(
        [rs.ImportEntriesRequest(header=header), rs.ImportEntriesRequest(data=csv)]))
    assert answer.error_count == 0, answer.errors
    assert answer.created_count == 0 and answer.updated_count == 0
    assert answer.unchanged_count > 0


def wait_for(api, name):
    last = None
    for message in api.run.WatchRun(run_service.WatchRunRequest(name=name), timeout=60):
        last = message.run
    return last


def test_a_run_and_its_proposals(api):
    started = api.run.StartRun(run_service.StartRunRequest(
        parent=T, request_id=str(uuid.uuid4()))).run
    assert started.name == T + "/runs/1"
    done = wait_for(api, started.name)
    assert done.state == run.RUN_STATE_SUCCEEDED, done
    assert done.certificate.proof == run.PROOF_OPTIMAL
    assert api.run.GetRun(run_service.GetRunRequest(name=T + "/runs/latest")).run == done
    assert [r.name for r in
            api.run.ListRuns(run_service.ListRunsRequest(parent=T)).runs] == [done.name]
    proposals = api.run.ListProposals(
        run_service.ListProposalsRequest(parent=done.name)).proposals
    assert len(proposals) == done.counts.proposals > 0
    assert all(p.title and p.reasons and p.reasons[0].text for p in proposals)
    one = api.run.GetProposal(run_service.GetProposalRequest(name=proposals[0].name)).proposal
    assert one == proposals[0]
    of_farm = api.run.ListProposals(run_service.ListProposalsRequest(
        parent=done.name, actor=T + "/actors/farm")).proposals
    assert of_farm and all(T + "/actors/farm" in [p.actor for p in q.parties] for q in of_farm)
    unmet = api.run.ListUnmetNeeds(run_service.ListUnmetNeedsRequest(parent=done.name))
    assert T + "/needs/far-too-much" in [u.need for u in unmet.unmet_needs]
    cancelled = api.run.CancelRun(run_service.CancelRunRequest(name=done.name)).run
    assert cancelled.state == run.RUN_STATE_SUCCEEDED  # a finished run stays as it is
    record = b"".join(p.data for p in
                      api.run.ExportRun(run_service.ExportRunRequest(name=done.name)))
    assert record
    again = api.run.StartRun(run_service.StartRunRequest(
        parent=T, run=run.Run(base_run=done.name))).run
    rerun = wait_for(api, again.name)
    assert rerun.base_run == done.name
    keys = {p.match_key for p in proposals}
    assert {p.match_key for p in api.run.ListProposals(
        run_service.ListProposalsRequest(parent=again.name)).proposals} == keys


def test_matches(api):
    need = T + "/needs/carrots"
    suggestions = api.match.SuggestMatches(match.SuggestMatchesRequest(need=need)).suggestions
    assert {s.resource for s in suggestions} == {
        T + "/resources/farm-carrots", T + "/resources/other-carrots"}
    points = [s.points for s in suggestions]
    assert points == sorted(points, reverse=True) and suggestions[0].reasons[0].text
    back = api.match.SuggestMatches(match.SuggestMatchesRequest(
        resource=T + "/resources/farm-carrots")).suggestions
    assert need in [s.need for s in back]
    pair = api.match.ExplainMatch(match.ExplainMatchRequest(
        need=need, resource=T + "/resources/farm-carrots"))
    assert pair.admissible and pair.points == suggestions[0].points or pair.points in points
    proposals = api.run.ListProposals(
        run_service.ListProposalsRequest(parent=T + "/runs/latest")).proposals
    explained = api.match.ExplainMatch(match.ExplainMatchRequest(proposal=proposals[0].name))
    assert explained.proposal.name == proposals[0].name and explained.reasons
    trades = api.match.SuggestTrades(match.SuggestTradesRequest(title="boulangère de nuit"))
    assert trades.suggestions[0].category == "baker"
    # Nobody works in this territory: nothing about people was shown.
    shown = api.run.ListShownProposals(run_service.ListShownProposalsRequest(parent=T))
    assert [s.proposal for s in shown.shown_proposals] in ([], [T + "/runs/1"])


def test_tokens_and_server_facts(api):
    info = api.admin.GetServerInfo(admin.GetServerInfoRequest())
    assert info.version and info.category_count > 100 and info.commune_count == 3
    made = api.admin.CreateToken(admin.CreateTokenRequest(
        token=admin.Token(role=admin.ROLE_READER, territories=[T])))
    assert made.secret.startswith("cordee_")
    listed = api.admin.ListTokens(admin.ListTokensRequest()).tokens
    assert made.token.name in [t.name for t in listed]
    assert api.admin.RevokeToken(admin.RevokeTokenRequest(name=made.token.name)).token.revoked


def test_health_answers(server):
    # grpc.health.v1: field 1 of the answer is the status, 1 is SERVING.
    channel = grpc.insecure_channel(server.address)
    check = channel.unary_unary("/grpc.health.v1.Health/Check")
    for service in (b"", b"cordee.v1.RegistryService", b"cordee.v1.RunService"):
        request = bytes([10, len(service)]) + service if service else b""
        assert check(request, timeout=10) == b"\x08\x01"


def test_reflection_lists_every_service(server):
    channel = grpc.insecure_channel(server.address)
    call = channel.stream_stream(
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo")
    answers = list(call(iter([b"\x3a\x01*"]), timeout=10))  # list_services: "*"
    for name in (b"cordee.v1.RegistryService", b"cordee.v1.RunService",
                 b"cordee.v1.MatchService", b"cordee.v1.AdminService"):
        assert name in answers[0]


def test_every_method_was_called():
    methods = set()
    for module in (rs, run_service, match, admin):
        for service in module.DESCRIPTOR.services_by_name.values():
            methods |= {method.full_name for method in service.methods}
    # Helpers of cordeed.py call these through the same recorder.
    assert methods - called == set()
