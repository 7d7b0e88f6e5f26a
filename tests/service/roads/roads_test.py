"""Ways from a file or from a routing server: used, recorded, and replaced by an estimate that the
run names when the server fails in any way."""
import http.server
import json
import pathlib
import re
import subprocess
import sys
import threading
import time

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import cordeed  # noqa: E402
from cordeed import run, run_service  # noqa: E402
from cordee.v1 import transport_pb2 as transport  # noqa: E402

CATALOGUE = cordeed.ROOT / "deploy/catalogue"
FREIGHT = "ambient-freight"


def way(source, target):
    """Seconds and metres of an odd country, where every road is one-way and long."""
    if source == target:
        return 0, 0
    number = round(abs(source[0] * 3 + source[1] * 7 + target[0] * 11 + target[1] * 13) * 100)
    return 600 + number % 500, 5000 + number % 4000


class Router:
    """A routing server whose answers a test can spoil."""

    def __init__(self, spoil=None):
        router = self
        self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def answer(self, body):
                if spoil is not None:
                    body = spoil(self, body)
                    if body is None:
                        return
                if not isinstance(body, bytes):
                    body = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                router.asked.append(self.path)
                found = re.fullmatch(
                    r"/table/v1/driving/([-0-9.,;]+)\?annotations=duration,distance"
                    r"&sources=([0-9;]+)&destinations=([0-9;]+)", self.path)
                assert found, self.path
                places = [tuple(map(float, p.split(","))) for p in found[1].split(";")]
                rows = [[way(places[int(s)], places[int(d)]) for d in found[3].split(";")]
                        for s in found[2].split(";")]
                self.answer({"code": "Ok",
                             "durations": [[w[0] for w in row] for row in rows],
                             "distances": [[w[1] for w in row] for row in rows]})

            def do_POST(self):
                router.asked.append(self.path)
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                assert asked["costing"] == "auto" and asked["units"] == "kilometers"
                place = lambda p: (p["lon"], p["lat"])  # noqa: E731
                rows = [[way(place(s), place(t)) for t in asked["targets"]]
                        for s in asked["sources"]]
                self.answer({"sources_to_targets": [
                    [{"time": w[0], "distance": w[1] / 1000} for w in row] for row in rows]})

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def fill(client):
    """A farm, a canteen and a carrier in three places."""
    cordeed.make_territory(client, "pays")
    for name, insee in (("farm", "79901"), ("canteen", "79902"), ("carrier", "79903")):
        cordeed.make_actor(client, "pays", name, insee=insee)
    cordeed.make_resource(client, "pays", "carrots", "farm", amount="50")
    cordeed.make_need(client, "pays", "lunch", "canteen", amount="40")
    van = cordeed.registry.Resource(
        actor="territories/pays/actors/carrier", title="van",
        terms=cordeed.terms(category=FREIGHT, amount="800"))
    van.terms.vehicle.carriage = 2
    van.terms.vehicle.cents_per_km = 1
    client.registry.CreateResource(cordeed.registry_service.CreateResourceRequest(
        parent="territories/pays", resource_id="van", resource=van))


def run_once(client, base=""):
    started = client.run.StartRun(run_service.StartRunRequest(
        parent="territories/pays", run=run.Run(base_run=base))).run
    for message in client.run.WatchRun(run_service.WatchRunRequest(name=started.name), timeout=60):
        last = message.run
    assert last.state == run.RUN_STATE_SUCCEEDED, last.error
    return last


def tours_of(client, name):
    listed = client.run.ListProposals(run_service.ListProposalsRequest(parent=name, page_size=100))
    return [p.tour for p in listed.proposals if p.HasField("tour")]


def verify(server, name, folder):
    """By the command line, from the exported record and without the server."""
    record = folder / "run.bin"
    saved = subprocess.run(
        [cordeed.BIN / "cordee", "verify", name, "--catalogue", CATALOGUE, "-o", record],
        env={"CORDEE_SERVER": server.address, "CORDEE_TOKEN": server.token},
        capture_output=True, text=True, check=False)
    assert saved.returncode == 0, saved.stderr
    alone = subprocess.run(
        [cordeed.BIN / "cordee", "verify", record, "--catalogue", CATALOGUE],
        capture_output=True, text=True, check=False)
    assert alone.returncode == 0, alone.stderr
    return record


@pytest.mark.parametrize("kind, path", [("osrm", "/table/v1/driving"), ("valhalla", "")])
def test_a_routing_server_decides_how_far_it_is(kind, path, tmp_path):
    with Router() as router:
        url = f"{kind}:http://127.0.0.1:{router.port}{path}"
        with cordeed.Cordeed(roads=url) as server:
            client = server.admin()
            fill(client)
            done = run_once(client)
            proof = done.certificate.transport
            assert proof.roads == transport.ROAD_SOURCE_SERVER
            assert proof.road_failure == transport.ROAD_FAILURE_UNSPECIFIED
            assert (proof.places, proof.places_known) == (3, 3)
            [tour] = tours_of(client, done.name)
            farm, canteen, carrier = (-0.3, 46.9), (-0.25, 46.95), (-0.4, 46.8)
            ways = [way(carrier, farm), way(farm, canteen), way(canteen, carrier)]
            assert abs(tour.metres - sum(w[1] for w in ways)) <= 3
            driven = tour.returns_second - tour.leaves_second - 2 * 600
            assert driven >= sum(w[0] for w in ways)
            verify(server, done.name, tmp_path)
            asked = len(router.asked)
            assert asked == 1
            again = run_once(client, base=done.name)
            assert len(router.asked) == asked, "what is known is not asked again"
            assert [t.stops for t in tours_of(client, again.name)] == [tour.stops]


def silent(handler, _):
    time.sleep(5)


def broken(handler, _):
    handler.send_error(503)


def cut(handler, body):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"{")
    handler.close_connection = True


def moved(handler, _):
    handler.send_response(302)
    handler.send_header("Location", "http://127.0.0.1:1/")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def table(change):
    def spoil(_, body):
        change(body)
        return body
    return spoil


FAILURES = {
    "silent": (silent, transport.ROAD_FAILURE_TIMEOUT),
    "error": (broken, transport.ROAD_FAILURE_UNREACHABLE),
    "cut": (cut, transport.ROAD_FAILURE_UNREACHABLE),
    "moved": (moved, transport.ROAD_FAILURE_UNREACHABLE),
    "no JSON": (lambda *_: b"<html>", transport.ROAD_FAILURE_ANSWER),
    "nothing": (lambda *_: b"", transport.ROAD_FAILURE_ANSWER),
    "too long": (lambda *_: b"[" * (5 << 20), transport.ROAD_FAILURE_ANSWER),
    "a row less": (table(lambda b: b["durations"].pop()), transport.ROAD_FAILURE_ANSWER),
    "a column more": (table(lambda b: b["distances"][0].append(1)),
                      transport.ROAD_FAILURE_ANSWER),
    "negative": (table(lambda b: b["distances"][1].__setitem__(0, -1)),
                 transport.ROAD_FAILURE_ANSWER),
    "NaN": (table(lambda b: b["durations"][1].__setitem__(0, float("nan"))),
            transport.ROAD_FAILURE_ANSWER),
    "a word": (table(lambda b: b["durations"][1].__setitem__(0, "far")),
               transport.ROAD_FAILURE_ANSWER),
    "refused": (table(lambda b: b.__setitem__("code", "TooBig")), transport.ROAD_FAILURE_ANSWER),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_server_that_fails_is_named_and_ways_are_estimated(name, tmp_path):
    spoil, failure = FAILURES[name]
    with Router(spoil) as router:
        url = f"osrm:http://127.0.0.1:{router.port}/table/v1/driving"
        with cordeed.Cordeed(roads=url, road_timeout="1") as server:
            client = server.admin()
            fill(client)
            begun = time.monotonic()
            done = run_once(client)
            assert time.monotonic() - begun < 4
            proof = done.certificate.transport
            assert (proof.roads, proof.road_failure) == (transport.ROAD_SOURCE_SERVER, failure)
            assert proof.places_known == 0
            [tour] = tours_of(client, done.name)
            assert 20_000 < tour.metres < 60_000
            verify(server, done.name, tmp_path)


def test_nobody_there():
    with cordeed.Cordeed(roads="osrm:http://127.0.0.1:1/table/v1/driving") as server:
        client = server.admin()
        fill(client)
        proof = run_once(client).certificate.transport
        assert proof.road_failure == transport.ROAD_FAILURE_UNREACHABLE


def test_a_run_that_waits_for_roads_can_be_cancelled():
    with Router(silent) as router:
        url = f"osrm:http://127.0.0.1:{router.port}/table/v1/driving"
        with cordeed.Cordeed(roads=url, road_timeout="60") as server:
            client = server.admin()
            fill(client)
            started = client.run.StartRun(run_service.StartRunRequest(
                parent="territories/pays")).run
            while not router.asked:
                time.sleep(0.01)
            client.run.CancelRun(run_service.CancelRunRequest(name=started.name))
            for message in client.run.WatchRun(
                    run_service.WatchRunRequest(name=started.name), timeout=4):
                last = message.run
            assert last.state == run.RUN_STATE_CANCELLED


def test_no_way_leaves_the_supply_and_says_so():
    def island(_, body):
        for table_ in (body["durations"], body["distances"]):
            for row in range(3):
                for column in range(3):
                    if (row == 0) != (column == 0):
                        table_[row][column] = None
        return body

    with Router(island) as router:
        url = f"osrm:http://127.0.0.1:{router.port}/table/v1/driving"
        with cordeed.Cordeed(roads=url) as server:
            client = server.admin()
            fill(client)
            done = run_once(client)
            assert not tours_of(client, done.name)
            [left] = done.certificate.transport.left_supplies
            assert left.reason == transport.LEFT_REASON_UNREACHED


def matrix(tmp_path, **fields):
    file = tmp_path / "roads.json"
    content = {"locations": [[-0.3, 46.9], [-0.25, 46.95], [-0.4, 46.8]],
               "durations": [[0, 900, 900]] * 3, "distances": [[0, 7000, 8000]] * 3, **fields}
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def test_a_matrix_file_decides_how_far_it_is(tmp_path):
    with cordeed.Cordeed(roads=f"matrix:{matrix(tmp_path)}") as server:
        client = server.admin()
        fill(client)
        done = run_once(client)
        assert done.certificate.transport.roads == transport.ROAD_SOURCE_MATRIX
        assert done.certificate.transport.places_known == 3
        [tour] = tours_of(client, done.name)
        assert tour.metres == 0 + 7000 + 8000  # to the farm, on to the canteen, home
        record = verify(server, done.name, tmp_path)
        bytes_ = record.read_bytes()
        # Two roads exchanged: the tours are no longer those of the record.
        seven, eight = b"\xd8\x36", b"\xc0\x3e"
        assert seven in bytes_ and eight in bytes_
        record.write_bytes(bytes_.replace(seven, eight))
        refused = subprocess.run(
            [cordeed.BIN / "cordee", "verify", record, "--catalogue", CATALOGUE],
            capture_output=True, text=True, check=False)
        assert refused.returncode == 1


@pytest.mark.parametrize("fields, said", [
    ({"durations": [[0, 900, 900]] * 2}, "durations: 2 rows, not 3"),
    ({"distances": [[0, 7000, -8000]] * 3}, "distances, row 1, column 3: -8000"),
    ({"distances": [[0, 7000, float("nan")]] * 3}, "no JSON"),
    ({"locations": [[46.9, -0.3], [0, 95], [1, 1]]}, "locations, row 2"),
])
def test_a_matrix_with_a_fault_starts_no_server(fields, said, tmp_path):
    server = cordeed.Cordeed(roads=f"matrix:{matrix(tmp_path, **fields)}")
    done = subprocess.run(server.command(), capture_output=True, text=True, timeout=60,
                          check=False)
    assert done.returncode == 1
    assert "roads.json" in done.stderr and said in done.stderr


@pytest.mark.parametrize("roads, said", [
    ("matrix:/nowhere.json", "/nowhere.json"), ("ways.json", "matrix:FILE"),
    ("osrm:ftp://example.org", "http://"), ("osrm:", "http://"), ("valhalla:http://", "http://"),
])
def test_a_source_that_is_none_starts_no_server(roads, said):
    server = cordeed.Cordeed(roads=roads)
    done = subprocess.run(server.command(), capture_output=True, text=True, timeout=60,
                          check=False)
    assert done.returncode == 1
    assert said in done.stderr and len(done.stderr.strip().splitlines()) == 1
