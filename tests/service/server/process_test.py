"""How cordeed starts and stops: clear one-line errors, exit codes, and watches that end."""
import os
import pathlib
import socket
import subprocess
import sys
import tempfile

import grpc
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import cordeed  # noqa: E402
from cordeed import registry_service as rs, run, run_service  # noqa: E402


def fails(server, code=1, **options):
    done = subprocess.run(server.command(**options), capture_output=True, text=True, timeout=60)
    assert done.returncode == code
    assert "token" not in done.stdout
    lines = done.stderr.strip().splitlines()
    assert code == 2 or len(lines) == 1, done.stderr
    return done.stderr


def test_a_port_that_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert str(port) in fails(cordeed.Cordeed(), listen=f"127.0.0.1:{port}")


@pytest.mark.parametrize("listen", ["0.0.0.0:7070", "192.168.1.10:7070", "example.org:7070",
                                    "[::]:7070"])
def test_an_address_that_is_not_loopback(listen):
    assert "loopback" in fails(cordeed.Cordeed(), listen=listen)


def test_an_address_that_is_none():
    assert "HOST:PORT" in fails(cordeed.Cordeed(), listen="127.0.0.1")


def test_paths_that_are_not_there():
    assert "/nowhere" in fails(cordeed.Cordeed(), catalogue="/nowhere")
    assert "/nowhere" in fails(cordeed.Cordeed(), gazetteer="/nowhere/communes.csv")
    assert "/dev/null" in fails(cordeed.Cordeed("/dev/null/data"))


def test_unknown_arguments():
    fails(cordeed.Cordeed(), code=2, colour="blue")


def test_data_in_use_by_another_server():
    with cordeed.Cordeed() as first:
        assert "in use" in fails(cordeed.Cordeed(first.data))


def test_the_first_token_is_shown_once():
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")
        with cordeed.Cordeed(data) as first:
            token = first.token
            assert token.startswith("cordee_")
            assert first.stop() == 0
        with cordeed.Cordeed(data) as second:
            assert second.token == ""
            cordeed.make_territory(cordeed.Client(second.address, token), "t")
        # Only its hash is kept.
        for file in pathlib.Path(data).iterdir():
            assert token.split("_")[2].encode() not in file.read_bytes()


def test_a_port_file():
    server = cordeed.Cordeed()
    file = server.folder / "address"
    process = subprocess.Popen(server.command(port_file=str(file)),
                               stdout=subprocess.PIPE, text=True)
    lines = [process.stdout.readline(), process.stdout.readline()]
    process.terminate()
    assert process.wait(timeout=20) == 0
    process.stdout.close()
    assert file.read_text() == lines[1].split()[-1] + "\n"


def test_an_interrupted_run_is_failed_after_the_restart():
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")
        with cordeed.Cordeed(data) as server:
            client, token = server.admin(), server.token
            cordeed.make_territory(client, "t")
            entries = [entry_of(i) for i in range(1000)]
            client.registry.BatchUpsertEntries(rs.BatchUpsertEntriesRequest(
                parent="territories/t", entries=entries))
            name = client.run.StartRun(run_service.StartRunRequest(parent="territories/t")).run.name
            server.kill()
        with cordeed.Cordeed(data) as server:
            client = cordeed.Client(server.address, token)
            ended = client.run.GetRun(run_service.GetRunRequest(name=name)).run
            if ended.state != run.RUN_STATE_SUCCEEDED:  # it may have been faster than the kill
                assert ended.state == run.RUN_STATE_FAILED
                assert ended.error.reason == cordeed.reasons.ERROR_REASON_RUN_INTERRUPTED
                assert ended.error.message
            again = client.run.StartRun(run_service.StartRunRequest(parent="territories/t")).run
            last = [m.run for m in client.run.WatchRun(
                run_service.WatchRunRequest(name=again.name), timeout=120)][-1]
            assert last.state == run.RUN_STATE_SUCCEEDED


def entry_of(i):
    """An actor, a need of it or a resource of it, in turn."""
    entry = cordeed.registry.Entry()
    actor = f"territories/t/actors/a{i % 100}"
    if i < 100:
        entry.actor.name = actor
        entry.actor.display_name = f"Actor {i}"
        entry.actor.place.insee_code = f"7990{1 + i % 3}"
        return entry
    of_kind = entry.need if i % 2 else entry.resource
    of_kind.name = f"territories/t/{'needs' if i % 2 else 'resources'}/e{i}"
    of_kind.actor = actor
    of_kind.title = f"Entry {i}"
    of_kind.terms.CopyFrom(cordeed.terms(amount=str(1 + i % 40)))
    return entry


def test_sigterm_tells_watchers_how_the_run_ended():
    with cordeed.Cordeed() as server:
        client = server.admin()
        cordeed.make_territory(client, "t")
        client.registry.BatchUpsertEntries(rs.BatchUpsertEntriesRequest(
            parent="territories/t", entries=[entry_of(i) for i in range(1000)]))
        name = client.run.StartRun(run_service.StartRunRequest(parent="territories/t")).run.name
        watch = client.run.WatchRun(run_service.WatchRunRequest(name=name), timeout=60)
        next(watch)
        assert server.stop() == 0
        last = None
        try:
            for message in watch:
                last = message.run
        except grpc.RpcError as error:
            assert error.code() == grpc.StatusCode.UNAVAILABLE, error
        assert last is None or last.state in (
            run.RUN_STATE_SUCCEEDED, run.RUN_STATE_FAILED, run.RUN_STATE_RUNNING)
