"""The real cordee against the real cordeed, from an empty folder to a checked run of the demo."""

import json
import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
BIN = pathlib.Path(os.environ.get("CORDEE_BIN", ROOT / "build/release/bin"))
GAZETTEER = ROOT / "build/gazetteer/communes.csv"
DEMO_FILES = sorted((ROOT / "deploy/demo").glob("*.csv"))

OK, FINDING, USAGE, REFUSED, NOT_FOUND, NO_PERMISSION, UNREACHABLE = range(7)


class Cordeed:
    """A server of its own on a free port."""

    def __init__(self, folder):
        assert GAZETTEER.exists(), "first run: node deploy/tools/build_gazetteer.mjs"
        command = [
            BIN / "cordeed", "--listen", "127.0.0.1:0", "--data", folder / "store",
            "--catalogue", ROOT / "deploy/catalogue", "--profiles", ROOT / "deploy/profiles",
            "--gazetteer", GAZETTEER,
        ]
        self.log = open(folder / "cordeed.log", "w", encoding="utf-8")
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self.log, encoding="utf-8"
        )
        said = ""
        for line in self.process.stdout:
            said += line
            if line.startswith("listening on "):
                break
        self.token = re.search(r"first admin token \(shown once\): (\S+)", said).group(1)
        self.address = re.search(r"listening on (\S+)", said).group(1)

    def stop(self):
        self.process.terminate()
        code = self.process.wait(timeout=60)
        self.log.close()
        return code


def cordee(server, *arguments, token=None, lang="fr", address=None):
    environment = {
        "COLUMNS": "80", "CORDEE_SERVER": address or server.address,
        "CORDEE_TOKEN": server.token if token is None else token,
    }
    return subprocess.run(
        [BIN / "cordee", "--lang", lang, *map(str, arguments)],
        env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300,
    )


def run_json(server, *arguments):
    answer = cordee(server, *arguments, "--json")
    assert answer.returncode == OK, answer.stderr
    return [json.loads(line) for line in answer.stdout.splitlines()]


def import_demo(server, territory="demo"):
    return [run_json(server, "import", path, "-t", territory)[0] for path in DEMO_FILES]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = Cordeed(tmp_path_factory.mktemp("cordeed"))
    created = cordee(running, "territory", "create", "demo", "--name", "Démonstration")
    assert created.returncode == OK, created.stderr
    running.reports = import_demo(running)
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="module")
def run(server):
    # The Monday that the dates of the demo entries suit.
    return run_json(server, "run", "-t", "demo", "--start", "2026-11-30")[0]


def test_imports_the_whole_demo(server):
    for report in server.reports:
        assert report["errorCount"] == "0", report["errors"]
    total = {
        key: sum(int(report[key]) for report in server.reports)
        for key in ("actorCount", "needCount", "resourceCount")
    }
    assert min(total.values()) > 100


def test_importing_again_changes_nothing(server):
    for report in import_demo(server):
        assert report["createdCount"] == report["updatedCount"] == "0"
        assert int(report["unchangedCount"]) > 30


def test_a_run_says_what_it_proved(server, run):
    assert run["state"] == "RUN_STATE_SUCCEEDED"
    certificate = run["certificate"]
    assert certificate["proof"] in ("PROOF_OPTIMAL", "PROOF_FEASIBLE")
    value, bound = (int(certificate[k]) for k in ("valueMicropoints", "boundMicropoints"))
    assert value <= bound
    assert (value == bound) == (certificate["proof"] == "PROOF_OPTIMAL")


def test_proposals_are_cards_that_fit(server, run):
    answer = cordee(server, "proposals", "-n", "20")
    assert answer.returncode == OK, answer.stderr
    assert "Pourquoi" in answer.stdout
    assert "\x1b" not in answer.stdout
    assert max(map(len, answer.stdout.splitlines())) <= 80
    english = cordee(server, "proposals", "-n", "1", lang="en")
    assert "Why" in english.stdout


def test_every_proposal_is_listed_and_explained(server, run):
    proposals = run_json(server, "proposals")
    assert len(proposals) == int(run["counts"]["proposals"]) > 20
    supplies = [p for p in proposals if "tour" not in p and "ring" not in p]
    for proposal in supplies[:5]:
        assert proposal["title"] and proposal["reasons"]
        explained = run_json(server, "explain", proposal["name"])[0]
        assert explained["admissible"] and explained["points"] > 0
        if len(proposal["legs"]) > 1:
            continue  # points of several pairs
        leg = proposal["legs"][0]
        pair = run_json(server, "explain", leg["need"], leg["resource"])[0]
        assert pair["points"] == explained["points"]


def test_a_vehicle_says_whether_it_or_another_carries_a_shipment(server, run):
    tours = run_json(server, "tours")
    stops = [(t["tour"], s) for t in tours for s in t["tour"]["stops"] if s["need"]]
    tour, stop = next((t, s) for t, s in stops if not s["resource"])
    vehicles = {t["tour"]["vehicle"] for t in tours}
    for vehicle in vehicles:
        pair = run_json(server, "explain", stop["need"], vehicle)[0]
        fact = next(f for f in pair["reasons"] if f["code"] == "shipment-carried")
        assert (fact["values"]["vehicle"] == "this") == (vehicle == tour["vehicle"])
        assert fact["values"]["title"] == tour["vehicleTitle"]
    text = cordee(server, "explain", stop["need"], tour["vehicle"]).stdout
    assert "Ce véhicule peut transporter cet envoi" in text and "points" not in text


def test_a_shipment_goes_with_a_vehicle_only(server, run):
    tours = run_json(server, "tours")
    stops = [s for t in tours for s in t["tour"]["stops"] if s["need"]]
    shipment = next(s["need"] for s in stops if not s["resource"])
    food = next(s["resource"] for s in stops if s["resource"])
    pair = run_json(server, "explain", shipment, food)[0]
    assert [f["code"] for f in pair["refusals"]] == ["shipment-travels"]
    missing = cordee(server, "explain", shipment, "no-such-vehicle")
    assert missing.returncode != OK and "no-such-vehicle" in missing.stderr


def test_unmet_needs_have_reasons(server, run):
    unmet = run_json(server, "why-not")
    counts = run["counts"]
    needs = [u for u in unmet if u["need"]]
    assert len(needs) == int(counts["needsUnmet"]) + int(counts["needsPartlyMet"])
    people = [u for u in unmet if not u["need"]]
    assert people and all(u["resource"] for u in people)
    assert all(u["reasons"] or u["refusals"] for u in unmet)


def test_people_are_placed_and_share_their_week(server, run):
    placements = run["certificate"]["placements"]
    assert placements["proof"] in ("PROOF_STABLE", "PROOF_FEASIBLE")
    assert (placements["proof"] == "PROOF_STABLE") == (not placements["blockingPairs"])
    assert int(placements["weeksShared"]) >= 4
    proposals = run_json(server, "proposals", "-n", "0")
    shared = [p for p in proposals if p["family"] == "FAMILY_JOBS" and len(p["parties"]) > 2]
    assert len(shared) >= 4
    for proposal in shared:
        assert len(proposal["legs"]) >= 2
        assert all(leg["hours"] for leg in proposal["legs"])


def test_every_supply_of_food_is_on_a_tour(server, run):
    transport = run["certificate"]["transport"]
    assert transport["needed"] and transport["shared"]
    assert int(transport["vehicles"]) >= 5 and int(transport["hauls"]) >= 30
    tours = run_json(server, "tours")
    assert len(tours) == int(transport["tours"])
    carried = {(s["need"], s["resource"]) for t in tours for s in t["tour"]["stops"]}
    food = [p for p in run_json(server, "proposals") if p["family"] == "FAMILY_FOOD"]
    assert len(food) >= 15
    for proposal in food:
        leg = proposal["legs"][0]
        assert (leg["need"], leg["resource"]) in carried
        assert proposal["carriages"]
    pooled = [t["tour"] for t in tours if len(t["tour"]["shares"]) > 2]
    assert pooled
    for tour in pooled:
        assert sum(int(s["cents"]) for s in tour["shares"]) == int(tour["cents"])
        assert all(int(s["cents"]) <= int(s["aloneCents"]) for s in tour["shares"])
    check_groups(tours)


def check_groups(tours):
    """What is said of the groups that share a tour, from its own figures."""
    for proposal in tours:
        tour = proposal["tour"]
        said = {r["code"] for r in proposal["reasons"]}
        if len(tour["shares"]) < 2:
            assert tour["core"] == "CORE_STATE_NOT_SHARED" and not tour["coreGroup"]
            assert not said & {"tour-core", "tour-fair", "tour-alone", "tour-subsidy"}
            continue
        assert tour["core"] in ("CORE_STATE_EMPTY", "CORE_STATE_NOT_EMPTY")
        assert int(tour["coreGroups"]) == 2 ** len(tour["shares"]) - 2
        group = [s for s in tour["shares"] if s["party"]["actor"] in tour["coreGroup"]]
        assert 0 < len(group) < len(tour["shares"])
        paid = sum(int(s["cents"]) for s in group) * 36_000
        excess = (paid - int(tour["coreGroupCostUnits"])) // 36_000
        assert int(tour["coreExcessCents"]) == excess
        assert ("tour-core" in said) == (excess <= 0)


def test_goods_lie_in_a_cold_room_between_two_tours(server, run):
    transport = run["certificate"]["transport"]
    assert int(transport["stores"]) == 1 and int(transport["stays"]) >= 1
    food = [p for p in run_json(server, "proposals", "-n", "0") if p["storages"]]
    assert food
    for proposal in food:
        [storage] = proposal["storages"]
        assert storage["dayBrought"] < storage["dayFetched"]
        assert [c["leg"] for c in proposal["carriages"]] == [1, 2]
        keeper = storage["keeper"]["actor"]
        assert keeper in {p["actor"] for p in proposal["parties"]}
        assert any("repris le" in r["text"] for r in proposal["reasons"])
    answer = cordee(server, "tours")
    assert answer.returncode == OK
    assert "met au dépôt" in answer.stdout and "reprend au dépôt" in answer.stdout
    assert max(map(len, answer.stdout.splitlines())) <= 80


def test_rings_give_on_what_is_proposed(server, run):
    rings = run_json(server, "rings")
    counted = run["certificate"]["rings"]
    assert len(rings) == int(counted["rings"]) >= 3
    assert int(counted["weight"]) <= int(counted["bound"])
    proposals = {p["name"]: p for p in run_json(server, "proposals", "-n", "0")}
    seen = set()
    for ring in rings:
        gifts = ring["ring"]["gifts"]
        assert 2 <= len(gifts) <= 4
        for gift, after in zip(gifts, gifts[1:] + gifts[:1]):
            assert gift["taker"] == after["giver"]
            assert (gift["giver"], gift["taker"]) not in seen
            seen.add((gift["giver"], gift["taker"]))
            for name in gift["proposals"]:
                assert proposals[name]["legs"][0]["needActor"] == gift["taker"]
    answer = cordee(server, "rings")
    assert answer.returncode == OK and "Boucle de réciprocité" in answer.stdout
    assert max(map(len, answer.stdout.splitlines())) <= 80


def test_a_driver_reads_a_sheet_that_fits(server, run):
    answer = cordee(server, "tours", "--day", "2")
    assert answer.returncode == OK, answer.stderr
    assert "Mardi" in answer.stdout and "Qui paie" in answer.stdout
    assert "Personne ne paie plus que seul" in answer.stdout
    assert max(map(len, answer.stdout.splitlines())) <= 80
    assert cordee(server, "tours", "--day", "8").returncode == USAGE


def test_suggests_and_searches(server):
    hits = run_json(server, "search", "carottes")
    assert hits
    needs = [h["entry"]["need"] for h in hits if "need" in h["entry"]]
    suggestions = run_json(server, "suggest", needs[0]["name"].rsplit("/", 1)[1], "-k", "3")[0]
    points = [s["points"] for s in suggestions["suggestions"]]
    assert 0 < len(points) <= 3 and points == sorted(points, reverse=True)


def test_verifies_without_the_server_and_refuses_a_tampered_copy(server, run, tmp_path):
    record = tmp_path / "run.bin"
    catalogue = ("--catalogue", ROOT / "deploy/catalogue")
    saved = cordee(server, "verify", "latest", "-t", "demo", *catalogue, "-o", record)
    assert saved.returncode == OK, saved.stderr
    assert cordee(server, "verify", record, *catalogue, address="127.0.0.1:1").returncode == OK
    value = run["certificate"]["valueMicropoints"].encode()
    bytes_ = record.read_bytes()
    assert value in bytes_
    digit = b"1" if value[-1:] != b"1" else b"2"
    record.write_bytes(bytes_.replace(value, value[:-1] + digit, 1))
    assert cordee(server, "verify", record, *catalogue).returncode == FINDING


def test_what_was_exported_comes_back_unchanged(server, tmp_path):
    exported = tmp_path / "demo.csv"
    assert cordee(server, "export", "-t", "demo", "-o", exported).returncode == OK
    report = run_json(server, "import", exported, "-t", "demo")[0]
    assert report["errorCount"] == "0", report["errors"]
    assert report["createdCount"] == report["updatedCount"] == "0"


def test_a_bad_file_is_refused_whole(server, tmp_path):
    bad = tmp_path / "bad.csv"
    header, actor = DEMO_FILES[0].read_text(encoding="utf-8").splitlines()[:2]
    bad.write_text(f"{header}\n{actor}\n".replace("Bressuire", "Xyzzy").replace("79049", "99999"))
    assert "Xyzzy" in bad.read_text()
    answer = cordee(server, "import", bad, "-t", "demo")
    assert answer.returncode == REFUSED
    assert "Rien n’a été écrit" in answer.stdout
    assert cordee(server, "import", bad, "-t", "demo", "--dry-run").returncode == FINDING


def test_exit_codes_tell_errors_apart(server):
    assert cordee(server, "search").returncode == OK
    assert cordee(server, "import", DEMO_FILES[0], "-p", "absent").returncode == REFUSED
    assert cordee(server, "proposals", "--run", "no-such-run").returncode == NOT_FOUND
    assert cordee(server, "search", "x", token="cordee_a_b").returncode == NO_PERMISSION
    assert cordee(server, "search", "x", address="127.0.0.1:1").returncode == UNREACHABLE
    assert cordee(server, "frobnicate").returncode == USAGE


def test_a_reader_reads_until_revoked(server):
    token = run_json(server, "token", "create", "--name", "Anne", "--role", "reader",
                     "--for", "demo")[0]
    secret, name = token["secret"], token["token"]["name"]
    assert cordee(server, "search", "carottes", token=secret).returncode == OK
    denied = cordee(server, "run", "-t", "demo", token=secret)
    assert denied.returncode == NO_PERMISSION
    assert "À faire" in denied.stderr
    assert cordee(server, "token", "revoke", name).returncode == OK
    assert cordee(server, "search", "carottes", token=secret).returncode == NO_PERMISSION


def tours_by_vehicle(server):
    """(vehicle, day, leaves) -> what is done when."""
    return {
        (t["tour"]["vehicle"], t["tour"]["day"], t["tour"]["leavesSecond"]): [
            (s["need"], s["resource"], s.get("piece"), s["pickup"], s["beginsSecond"])
            for s in t["tour"]["stops"]
        ]
        for t in run_json(server, "tours", "-t", "again")
    }


def supplies_of(server):
    return {
        (leg["need"], leg["resource"]): leg["totalBaseUnits"]
        for p in run_json(server, "proposals", "-t", "again", "-n", "0")
        if p["family"] == "FAMILY_FOOD"
        for leg in p["legs"]
    }


def test_a_rerun_moves_only_what_changed(server, tmp_path):
    assert cordee(server, "territory", "create", "again", "--name", "Encore").returncode == OK
    import_demo(server, "again")
    start = ("-t", "again", "--start", "2026-11-30")
    run_json(server, "run", *start)
    tours, supplies = tours_by_vehicle(server), supplies_of(server)

    run_json(server, "run", *start, "--base", "latest")
    assert tours_by_vehicle(server) == tours
    assert supplies_of(server) == supplies

    parcel = tmp_path / "parcel.csv"
    parcel.write_text(
        "type;acteur;commune;titre;catégorie;quantité;unité;période;horaires;id;id acteur;source\n"
        "acteur;Nouvelle épicerie;Bressuire;;;;;;;x-epicerie;;essai\n"
        "besoin;Nouvelle épicerie;;Carottes;Carottes;20;kg;semaine;lun-ven 8h-17h;"
        "x-carottes;x-epicerie;essai\n", encoding="utf-8")
    report = run_json(server, "import", parcel, "-t", "again")[0]
    assert report["errorCount"] == "0", report
    run_json(server, "run", *start, "--base", "latest")
    after = tours_by_vehicle(server)
    kept = [key for key, stops in tours.items() if after.get(key) == stops]
    assert len(kept) >= len(tours) // 2
    lost = {pair: amount for pair, amount in supplies.items() if pair not in supplies_of(server)}
    assert len(lost) <= 2, lost
    record = tmp_path / "again.bin"
    catalogue = ("--catalogue", ROOT / "deploy/catalogue")
    assert cordee(server, "verify", "latest", "-t", "again", *catalogue, "-o",
                  record).returncode == OK
