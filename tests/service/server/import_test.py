"""Files through ImportEntries: what is read, what is refused, and that nothing is half-written."""
import pathlib
import sys
import uuid

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import cordeed  # noqa: E402
from cordeed import registry_service as rs  # noqa: E402

T = "territories/files"
INVALID = "INVALID_ARGUMENT"
HEADER = "type;id;id acteur;acteur;commune;catégorie;quantité;unité;période\r\n"
GOOD = (HEADER + "besoin;n1;cantine;Cantine d'essai;Saint-Exemple;carottes;12,5;kg;semaine\r\n"
        "ressource;r1;ferme;Ferme d'essai;Bourg-d'Essai;carottes;20;kg;semaine\r\n")


@pytest.fixture(scope="module")
def server():
    with cordeed.Cordeed() as started:
        cordeed.make_territory(started.admin(), "files")
        yield started


@pytest.fixture
def unchanged(server):
    get = rs.GetTerritoryRequest(name=T)
    before = server.admin().registry.GetTerritory(get).territory
    yield
    assert server.admin().registry.GetTerritory(get).territory == before
    assert server.process.poll() is None


def stream(data, part=1 << 20, **header):
    header = {"parent": T, "profile": "cordee", **header}
    yield rs.ImportEntriesRequest(header=rs.ImportHeader(**header))
    for at in range(0, len(data), part):
        yield rs.ImportEntriesRequest(data=data[at:at + part])


def send(server, data, language="", **header):
    if isinstance(data, str):
        data = data.encode()
    return server.admin(language).registry.ImportEntries(stream(data, **header), timeout=120)


def refused(server, data, code, reason, **header):
    texts = []
    for language, locale in (("", "fr"), ("en", "en")):
        with pytest.raises(cordeed.RpcFailure) as caught:
            send(server, data, language, **header)
        failure = caught.value
        assert (failure.code, failure.reason) == (code, reason), failure.text
        assert failure.locale == locale
        texts.append(failure.text)
    assert texts[0] != texts[1]
    return failure


def test_a_dry_run_writes_nothing(server, unchanged):
    answer = send(server, GOOD, validate_only=True)
    assert answer.error_count == 0, answer.errors
    assert answer.created_count == 4 and answer.line_count == 2


def test_the_same_file_twice_changes_nothing(server):
    first = send(server, GOOD)
    assert (first.error_count, first.created_count) == (0, 4), first.errors
    assert (first.encoding, first.delimiter) == ("utf-8", ";")
    again = send(server, GOOD)
    assert again.unchanged_count == 4 and again.revision == first.revision


def test_windows_1252_and_other_parts_give_the_same(server, unchanged):
    for data, part in ((GOOD.encode("cp1252"), 7), (b"\xef\xbb\xbf" + GOOD.encode(), 3)):
        answer = send(server, data, part=part)
        assert answer.error_count == 0 and answer.unchanged_count == 4, answer


def test_a_request_id_is_answered_once(server):
    request_id = str(uuid.uuid4())
    data = GOOD.replace("n1", "n-once")
    first = send(server, data, request_id=request_id)
    assert first.created_count == 1
    assert send(server, data, request_id=request_id, part=11) == first
    with pytest.raises(cordeed.RpcFailure) as caught:
        send(server, GOOD, request_id=request_id)
    assert caught.value.reason == "REQUEST_ID_REUSED"


BAD_ROWS = (GOOD + "besoin;n2;cantine;;;carottes;-4;kg;semaine\r\n"
            "besoin;n3;cantine;;;carottes;7;kg;semaine\r\n"
            "besoin;n4;perdu;Perdu;Nulle-Part;carottes;7;kg;semaine\r\n")


def test_bad_rows_are_reported_with_line_column_value_and_reason(server, unchanged):
    answer = send(server, BAD_ROWS)
    assert answer.created_count == 0 and answer.error_count == 2, answer.errors
    negative, nowhere = answer.errors
    assert (negative.index, negative.field, negative.value) == (4, "quantité", "-4")
    assert negative.reason == cordeed.reasons.ERROR_REASON_QUANTITY_NEGATIVE
    assert (nowhere.index, nowhere.field, nowhere.value) == (6, "commune", "Nulle-Part")
    english = send(server, BAD_ROWS, "en").errors
    assert english[0].message != negative.message


def test_a_partial_import_writes_the_good_rows(server):
    answer = send(server, BAD_ROWS, allow_partial=True)
    assert (answer.created_count, answer.error_count) == (1, 2)
    need = server.admin().registry.GetNeed(rs.GetNeedRequest(name=T + "/needs/n3")).need
    assert need.terms.quantity.amount == "7"


def test_a_broken_encoding(server, unchanged):
    data = GOOD.encode().replace("Cantine".encode(), b"Cant\xff\xfe\x81ne")
    refused(server, data, INVALID, "ENCODING_INVALID")


def test_a_truncated_file(server, unchanged):
    refused(server, GOOD + 'besoin;n9;cantine;"Cantine qui n', INVALID, "FILE_TRUNCATED")


def test_a_line_of_100_megabytes(server, unchanged):
    failure = refused(server, HEADER.encode() + b"x" * 100_000_000, INVALID, "LINE_TOO_LONG")
    assert failure.metadata["maximum"]


def test_an_empty_file(server, unchanged):
    refused(server, "", INVALID, "FILE_EMPTY")


def test_a_missing_column(server, unchanged):
    refused(server, "id;acteur\r\n1;x\r\n", INVALID, "COLUMN_MISSING")


def test_an_unknown_profile(server, unchanged):
    refused(server, GOOD, INVALID, "UNKNOWN_PROFILE", profile="nobody")


def test_an_unknown_territory(server, unchanged):
    refused(server, GOOD, "NOT_FOUND", "NOT_FOUND", parent="territories/nowhere")


def test_a_stream_without_header(server, unchanged):
    for messages in ([], [rs.ImportEntriesRequest(data=GOOD.encode())]):
        with pytest.raises(cordeed.RpcFailure) as caught:
            server.admin().registry.ImportEntries(iter(messages))
        assert (caught.value.code, caught.value.reason) == (INVALID, "STREAM_INVALID")


def test_a_reader_may_not_import(server, unchanged):
    reader = server.client(cordeed.admin.ROLE_READER, "files")
    with pytest.raises(cordeed.RpcFailure) as caught:
        reader.registry.ImportEntries(stream(GOOD.encode()))
    assert (caught.value.code, caught.value.reason) == ("PERMISSION_DENIED", "ROLE_INSUFFICIENT")


def test_a_broken_stream_writes_nothing(server, unchanged):
    def broken():
        yield from stream(GOOD.replace("n1", "n-broken").encode())
        raise RuntimeError("the caller dies")

    with pytest.raises((cordeed.RpcFailure, RuntimeError)):
        server.admin().registry.ImportEntries(broken())


CANTEENS = """id,nom,insee,commune,departement,epci,epci_nom,pat,secteur,modele,gestion,production,\
nb_satellites,part_bio,part_egalim_hors_bio,lat_commune,lon_commune
7,École d'Essai,79901,Saint-Exemple,79,,,,Ecole primaire (maternelle et élémentaire),public,\
direct,site,,0.2,0.3,46.9,-0.3
8,Collège d'Essai,79902,Bourg-d'Essai,79,,,,Secondaire collège,public,direct,site,,,,46.95,-0.25
"""


def test_one_row_that_makes_many_needs_is_written_whole_and_once(server):
    first = send(server, CANTEENS, profile="canteens")
    assert (first.error_count, first.actor_count) == (0, 2), first.errors
    assert first.need_count >= 20
    assert first.created_count == first.actor_count + first.need_count
    again = send(server, CANTEENS, profile="canteens")
    assert again.unchanged_count == first.created_count and again.revision == first.revision
