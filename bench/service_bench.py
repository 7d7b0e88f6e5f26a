#!/usr/bin/python3
"""The service as a client sees it: import of many rows, suggestions over gRPC, memory at rest.

    bench/service_bench.py [ROWS]      # default 100000; needs the release build with the benches

Starts its own cordeed on loopback for each measure and prints one JSON line a measure. Latencies
are those of a Python client, its own cost included.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support import cordeed as service  # noqa: E402

COMMUNES = ROOT / "build/gazetteer/communes.csv"
PART = 1 << 19
CALLS = 2000


class Server(service.Cordeed):
    def command(self, **options):
        return super().command(gazetteer=str(COMMUNES), **options)

    def resident_mib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        kib = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")]
        return int(kib[0]) / 1024


def parts(path):
    wire = service.registry_service
    yield wire.ImportEntriesRequest(header=wire.ImportHeader(
        parent="territories/bench", profile="cordee", file_name=path.name))
    with open(path, "rb") as file:
        while data := file.read(PART):
            yield wire.ImportEntriesRequest(data=data)


def import_file(client, path):
    return client.registry.ImportEntries(parts(path), timeout=600)


def say(measure, **figures):
    print(json.dumps({"measure": measure, **figures}), flush=True)


def generate(folder, entries):
    path = pathlib.Path(folder) / f"{entries}.csv"
    subprocess.run([str(service.BIN / "cordee-generate"), f"--entries={entries}", "--seed=1",
                    f"--catalogue={ROOT}/deploy/catalogue", f"--communes={COMMUNES}",
                    f"--out={path}"], check=True)
    return path


def bench_import(folder, rows):
    with Server() as server:
        client = server.admin()
        service.make_territory(client, "bench")
        path = generate(folder, rows * 3 // 4)
        start = time.monotonic()
        report = import_file(client, path)
        say("import", rows=report.line_count, written=report.created_count,
            errors=report.error_count, seconds=round(time.monotonic() - start, 2))


def bench_suggest(folder, entries):
    with Server() as server:
        client = server.admin()
        service.make_territory(client, "bench")
        import_file(client, generate(folder, entries))
        listed = client.registry.ListNeeds(service.registry_service.ListNeedsRequest(
            parent="territories/bench", page_size=1000))
        needs = [need.name for need in listed.needs]
        times = []
        for call in range(CALLS):
            request = service.match.SuggestMatchesRequest(need=needs[call % len(needs)])
            start = time.monotonic()
            client.match.SuggestMatches(request)
            times.append((time.monotonic() - start) * 1e3)
        # The first call builds the territory's problem.
        first, times = times[0], sorted(times[1:])
        say("suggest", entries=entries, calls=CALLS, first_ms=round(first, 2),
            p50_ms=round(times[len(times) // 2], 2), p99_ms=round(times[len(times) * 99 // 100], 2))


def bench_memory():
    with Server() as server:
        client = server.admin()
        service.make_territory(client, "bench")
        for path in sorted((ROOT / "deploy/demo").glob("*.csv")):
            import_file(client, path)
        say("memory", entries="demo", after_import_mib=round(server.resident_mib(), 1))
    with Server() as server:
        say("memory", entries="none", at_start_mib=round(server.resident_mib(), 1))


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    bench_memory()
    with tempfile.TemporaryDirectory() as folder:
        bench_suggest(folder, 10_000)
        bench_import(folder, rows)


if __name__ == "__main__":
    main()
