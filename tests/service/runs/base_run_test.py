"""What a rerun reads of its base run: tours as long as the rules are the same, and what was written
since. Read from the records of real runs."""
import pathlib
import sys

import pytest
from google.protobuf.internal.decoder import _DecodeVarint32

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import cordeed  # noqa: E402
from cordeed import registry_service as rs, run, run_service  # noqa: E402
from google.protobuf import field_mask_pb2  # noqa: E402

HERE = "territories/pays/"


@pytest.fixture
def client():
    with cordeed.Cordeed() as server:
        admin = server.admin()
        cordeed.make_territory(admin, "pays")
        for name, insee in (("farm", "79901"), ("canteen", "79902"), ("carrier", "79903")):
            cordeed.make_actor(admin, "pays", name, insee=insee)
        cordeed.make_resource(admin, "pays", "carrots", "farm", amount="60")
        cordeed.make_need(admin, "pays", "lunch", "canteen", amount="30")
        cordeed.make_need(admin, "pays", "dinner", "canteen", amount="20")
        van = cordeed.registry.Resource(
            actor=HERE + "actors/carrier", title="van",
            terms=cordeed.terms(category="ambient-freight", amount="800"))
        van.terms.vehicle.carriage = 2
        van.terms.vehicle.cents_per_km = 1
        admin.registry.CreateResource(rs.CreateResourceRequest(
            parent="territories/pays", resource_id="van", resource=van))
        yield admin


def run_once(client, **fields):
    started = client.run.StartRun(run_service.StartRunRequest(
        parent="territories/pays", run=run.Run(**fields))).run
    for message in client.run.WatchRun(run_service.WatchRunRequest(name=started.name), timeout=60):
        last = message.run
    assert last.state == run.RUN_STATE_SUCCEEDED, last.error
    return last.name


def base_of(client, name):
    """Previous links and tours, and changed entries, in the record of a run."""
    data = b"".join(p.data for p in client.run.ExportRun(run_service.ExportRunRequest(name=name)))
    links, tours, changed = [], [], []
    at = 0
    while at < len(data):
        size, at = _DecodeVarint32(data, at)
        part = run.RunRecordPart.FromString(data[at:at + size])
        at += size
        if part.HasField("previous_link"):
            links.append(part.previous_link)
        elif part.HasField("previous_tour"):
            tours.append(part.previous_tour)
        elif part.HasField("changed_entry"):
            changed.append(part.changed_entry.removeprefix(HERE))
    return links, tours, changed


def rerun(client, first, **fields):
    return base_of(client, run_once(client, base_run=first, **fields))


def test_a_first_run_has_no_base(client):
    assert base_of(client, run_once(client)) == ([], [], [])


def test_an_unchanged_rerun_reads_links_and_tours_and_no_change(client):
    links, tours, changed = rerun(client, run_once(client))
    assert {link.need for link in links} == {HERE + "needs/lunch", HERE + "needs/dinner"}
    [tour] = tours
    assert tour.vehicle == HERE + "resources/van" and len(tour.stops) == 4
    assert changed == []


def test_what_was_written_since_is_named(client):
    first = run_once(client)
    cordeed.make_need(client, "pays", "snack", "canteen", amount="5")
    need = client.registry.GetNeed(rs.GetNeedRequest(name=HERE + "needs/lunch")).need
    need.terms.quantity.amount = "31"
    client.registry.UpdateNeed(rs.UpdateNeedRequest(
        need=need, update_mask=field_mask_pb2.FieldMask(paths=["terms"])))
    assert rerun(client, first)[2] == ["needs/lunch", "needs/snack"]


def test_an_actor_that_moves_takes_its_entries_along(client):
    first = run_once(client)
    actor = client.registry.GetActor(rs.GetActorRequest(name=HERE + "actors/carrier")).actor
    actor.place.Clear()
    actor.place.insee_code = "79901"
    client.registry.UpdateActor(rs.UpdateActorRequest(
        actor=actor, update_mask=field_mask_pb2.FieldMask(paths=["place"])))
    assert rerun(client, first)[2] == ["resources/van"]


def test_who_loses_a_counterpart_may_be_linked_anew(client):
    first = run_once(client)
    client.registry.DeleteNeed(rs.DeleteNeedRequest(name=HERE + "needs/dinner"))
    links, tours, changed = rerun(client, first)
    assert [link.need for link in links] == [HERE + "needs/lunch"]
    assert len(tours) == 1 and changed == ["resources/carrots"]


def test_another_horizon_plans_tours_anew(client):
    links, tours, changed = rerun(client, run_once(client), horizon_weeks=13)
    assert len(links) == 2 and tours == [] and changed == []


def test_another_policy_plans_tours_anew(client):
    first = run_once(client)
    policy = client.run.GetRun(run_service.GetRunRequest(name=first)).run.policy
    policy.transport.points_per_euro += 1
    links, tours, changed = rerun(client, first, policy=policy)
    assert len(links) == 2 and tours == [] and changed == []


def add_store(admin, **storage):
    room = cordeed.registry.Resource(
        actor=HERE + "actors/carrier", title="cold room",
        terms=cordeed.terms(category="chilled-freight", amount="500"))
    for field, value in storage.items():
        setattr(room.terms.storage, field, value)
    return admin.registry.CreateResource(rs.CreateResourceRequest(
        parent="territories/pays", resource_id="cold-room", resource=room)).resource


def open_on(admin, kind, name, day):
    """Hands over on one day of the week only."""
    get = getattr(admin.registry, f"Get{kind}")
    entry = getattr(get(getattr(rs, f"Get{kind}Request")(name=HERE + name)), kind.lower())
    entry.terms.ClearField("hours")
    entry.terms.hours.add(day=day, start_minute=7 * 60, end_minute=12 * 60)
    getattr(admin.registry, f"Update{kind}")(getattr(rs, f"Update{kind}Request")(
        **{kind.lower(): entry}, update_mask=field_mask_pb2.FieldMask(paths=["terms"])))


def test_goods_that_lie_in_a_store_stay_there_in_a_rerun(client):
    open_on(client, "Resource", "resources/carrots", 2)
    open_on(client, "Need", "needs/lunch", 4)
    open_on(client, "Need", "needs/dinner", 4)
    assert add_store(client, cents_per_100kg_night=50).terms.storage.max_nights == 3
    first = run_once(client)
    links, tours, changed = rerun(client, first)
    assert {link.need for link in links} == {HERE + "needs/lunch", HERE + "needs/dinner"}
    assert sorted(tour.day for tour in tours) == [2, 4] and changed == []
    stops = [stop for tour in tours for stop in tour.stops]
    assert {(s.store, s.leg) for s in stops if s.pickup} == {
        (HERE + "resources/cold-room", 1), (HERE + "resources/cold-room", 2)}
    second = run_once(client, base_run=first)
    assert base_of(client, run_once(client, base_run=second)) == (links, tours, changed)


def test_without_the_store_nothing_is_proposed(client):
    open_on(client, "Resource", "resources/carrots", 2)
    open_on(client, "Need", "needs/lunch", 4)
    open_on(client, "Need", "needs/dinner", 4)
    assert base_of(client, run_once(client)) == ([], [], [])
    assert rerun(client, run_once(client)) == ([], [], [])
