"""Kills cordeed with -9 under writes: what was acknowledged is there afterwards, once and whole."""
import os
import pathlib
import random
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import cordeed  # noqa: E402

KILLS = int(os.environ.get("CORDEE_KILLS", "50"))
WRITERS = 4
SEED = int(os.environ.get("CORDEE_SEED", "20240607"))


def write_until_dead(client, writer, round_, acknowledged, first):
    """Creates actors one after another; notes each name only once its answer is here."""
    number = 0
    while True:
        actor_id = f"a-{round_}-{writer}-{number}"
        number += 1
        try:
            cordeed.make_actor(client, "kill", actor_id)
        except cordeed.RpcFailure:
            return
        acknowledged.append("territories/kill/actors/" + actor_id)
        if number == 3:
            first.set()


def stored_names(client):
    names = []
    page = ""
    while True:
        answer = client.registry.ListActors(cordeed.registry_service.ListActorsRequest(
            parent="territories/kill", page_size=1000, page_token=page))
        names += [actor.name for actor in answer.actors]
        page = answer.next_page_token
        if not page:
            return names, answer.revision


def one_round(server, round_, rng, acknowledged):
    client = server.admin()
    ready = [threading.Event() for _ in range(WRITERS)]
    lists = [[] for _ in range(WRITERS)]
    threads = [threading.Thread(target=write_until_dead,
                                args=(server.admin(), w, round_, lists[w], ready[w]))
               for w in range(WRITERS)]
    for thread in threads:
        thread.start()
    for event in ready:
        assert event.wait(60)
    # A few more writes at a random point of their life.
    for _ in range(rng.randrange(20)):
        client.registry.GetTerritory(
            cordeed.registry_service.GetTerritoryRequest(name="territories/kill"))
    server.kill()
    for thread in threads:
        thread.join()
    for names in lists:
        acknowledged += names


def test_an_acknowledged_write_survives_fifty_kills():
    print("seed", SEED)
    rng = random.Random(SEED)
    acknowledged = []
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")
        server = cordeed.Cordeed(data).start()
        token = server.token
        cordeed.make_territory(server.admin(), "kill")
        for round_ in range(KILLS):
            one_round(server, round_, rng, acknowledged)
            server = cordeed.Cordeed(data)
            server.start()
            server.token = token
        names, revision = stored_names(server.admin())
        assert len(names) == len(set(names))
        lost = set(acknowledged) - set(names)
        assert not lost
        # One revision for each write and one for the territory: none came twice.
        assert revision == len(names) + 1
        assert len(acknowledged) >= KILLS * WRITERS * 3
        assert server.stop() == 0


def test_sigterm_finishes_what_is_under_way_and_exits_clean():
    with cordeed.Cordeed() as server:
        client = server.admin()
        cordeed.make_territory(client, "term")
        cordeed.make_actor(client, "term", "one")
        assert server.stop() == 0
        # Everything is in the main file: no write-ahead log is left to replay.
        wal = pathlib.Path(server.data) / "cordee.db-wal"
        assert not wal.exists() or wal.stat().st_size == 0
