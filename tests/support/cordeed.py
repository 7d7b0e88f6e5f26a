"""A real cordeed for tests: started on a free port with its own data, and a client of it.

    with Cordeed() as server:
        client = server.admin()
        client.registry.CreateTerritory(...)

The stubs are generated from proto/ when a test starts: what is tested is what is published.
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

import google
import grpc

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("CORDEE_BIN", ROOT / "build/release/bin"))
GOOGLEAPIS = os.environ.get("GOOGLEAPIS", "/usr/share/gocode/src/github.com/gogo/googleapis")

_stubs = tempfile.TemporaryDirectory(prefix="cordee-stubs-")


def _generate():
    wire = sorted(str(p) for p in (ROOT / "proto/cordee/v1").glob("*.proto"))
    types = [f"{GOOGLEAPIS}/google/type/{n}.proto" for n in ("date", "latlng")]
    rpc = [f"{GOOGLEAPIS}/google/rpc/{n}.proto" for n in ("status", "error_details")]
    plugin = "--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin"
    paths = [f"-I{ROOT}/proto", f"-I{GOOGLEAPIS}"]
    subprocess.run(["protoc", *paths, f"--python_out={_stubs.name}",
                    f"--grpc_python_out={_stubs.name}", plugin, *wire], check=True)
    subprocess.run(["protoc", *paths, f"--python_out={_stubs.name}", *types, *rpc], check=True)
    sys.path.insert(0, _stubs.name)
    google.__path__.append(os.path.join(_stubs.name, "google"))


_generate()

from cordee.v1 import admin_service_pb2 as admin  # noqa: E402
from cordee.v1 import admin_service_pb2_grpc as admin_grpc  # noqa: E402
from cordee.v1 import error_reason_pb2 as reasons  # noqa: E402
from cordee.v1 import match_service_pb2 as match  # noqa: E402
from cordee.v1 import match_service_pb2_grpc as match_grpc  # noqa: E402
from cordee.v1 import registry_pb2 as registry  # noqa: E402
from cordee.v1 import registry_service_pb2 as registry_service  # noqa: E402
from cordee.v1 import registry_service_pb2_grpc as registry_grpc  # noqa: E402
from cordee.v1 import run_pb2 as run  # noqa: E402
from cordee.v1 import run_service_pb2 as run_service  # noqa: E402
from cordee.v1 import run_service_pb2_grpc as run_grpc  # noqa: E402
from cordee.v1 import types_pb2 as types  # noqa: E402
from google.rpc import error_details_pb2, status_pb2  # noqa: E402

# Invented communes: tests must not depend on reference data.
GAZETTEER = """insee;nom;departement;codes_postaux;lat;lon
79901;Saint-Exemple;79;79999;46.900;-0.300
79902;Bourg-d'Essai;79;79998;46.950;-0.250
79903;La Preuve;79;79997;46.800;-0.400
"""


class RpcFailure(Exception):
    """What a failed call says: code, reason, fields and sentence."""

    def __init__(self, error):
        super().__init__(f"{error.code()}: {error.details()}")
        self.code = error.code().name
        self.text = error.details()
        self.reason = ""
        self.metadata = {}
        self.fields = {}
        self.locale = ""
        details = status_pb2.Status()
        for key, value in error.trailing_metadata() or ():
            if key == "grpc-status-details-bin":
                details.ParseFromString(value)
        for any_ in details.details:
            info = error_details_pb2.ErrorInfo()
            bad = error_details_pb2.BadRequest()
            local = error_details_pb2.LocalizedMessage()
            if any_.Unpack(info):
                self.reason = info.reason
                self.metadata = dict(info.metadata)
            elif any_.Unpack(bad):
                self.fields = {v.field: v.description for v in bad.field_violations}
            elif any_.Unpack(local):
                self.locale = local.locale


class _Stub:
    def __init__(self, stub, metadata):
        self._stub = stub
        self._metadata = metadata

    def __getattr__(self, method):
        call = getattr(self._stub, method)

        def invoke(request, timeout=30, **kwargs):
            try:
                return call(request, metadata=self._metadata, timeout=timeout, **kwargs)
            except grpc.RpcError as error:
                raise RpcFailure(error) from None

        return invoke


class Client:
    def __init__(self, address, token="", language=""):
        options = [("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)]
        self.channel = grpc.insecure_channel(address, options=options)
        metadata = []
        if token:
            metadata.append(("authorization", "Bearer " + token))
        if language:
            metadata.append(("accept-language", language))
        self.metadata = tuple(metadata)
        self.registry = _Stub(registry_grpc.RegistryServiceStub(self.channel), self.metadata)
        self.run = _Stub(run_grpc.RunServiceStub(self.channel), self.metadata)
        self.match = _Stub(match_grpc.MatchServiceStub(self.channel), self.metadata)
        self.admin = _Stub(admin_grpc.AdminServiceStub(self.channel), self.metadata)


class Cordeed:
    """The process. `data` may be a folder that outlives it; `options`: see command."""

    def __init__(self, data=None, **options):
        self.options = options
        self._own = tempfile.TemporaryDirectory(prefix="cordeed-test-")
        self.folder = pathlib.Path(self._own.name)
        self.data = str(data or self.folder / "data")
        self.token = ""
        self.process = None
        (self.folder / "communes.csv").write_text(GAZETTEER, encoding="utf-8")

    def command(self, **options):
        """The command line; `options` replace the usual ones ("port_file" is --port-file)."""
        given = {"listen": "127.0.0.1:0", "data": self.data,
                 "catalogue": str(ROOT / "deploy/catalogue"),
                 "gazetteer": str(self.folder / "communes.csv"),
                 "profiles": str(ROOT / "deploy/profiles"), "log_level": "error",
                 **self.options, **options}
        words = [str(BIN / "cordeed")]
        for name, value in given.items():
            words += ["--" + name.replace("_", "-"), value]
        return words

    def start(self):
        self.process = subprocess.Popen(self.command(), stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(self.process.stderr.read())
            if "token" in line:
                self.token = line.split()[-1]
            if line.startswith("listening on "):
                self.address = line.split()[-1]
                return self

    def admin(self, language=""):
        return Client(self.address, self.token, language)

    def client(self, role, *territories, language=""):
        token = admin.Token(role=role, territories=["territories/" + t for t in territories])
        made = self.admin().admin.CreateToken(admin.CreateTokenRequest(token=token))
        return Client(self.address, made.secret, language)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()

    def stop(self):
        """SIGTERM; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=20)
        self.process.stdout.close()
        self.process.stderr.close()
        self.process = None
        return code

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process is not None and self.process.poll() is None:
            self.kill()


def make_territory(client, territory_id):
    request = registry_service.CreateTerritoryRequest(
        territory_id=territory_id, territory=registry.Territory(display_name=territory_id))
    return client.registry.CreateTerritory(request).territory


def make_actor(client, territory_id, actor_id, insee="79901", **fields):
    actor = registry.Actor(display_name=fields.pop("display_name", actor_id),
                           kind=registry.ACTOR_KIND_ASSOCIATION,
                           place=types.Place(insee_code=insee), **fields)
    request = registry_service.CreateActorRequest(
        parent="territories/" + territory_id, actor_id=actor_id, actor=actor)
    return client.registry.CreateActor(request)


def terms(category="carrots", amount="10", unit="kg", period=types.PERIOD_WEEK, **fields):
    return registry.Terms(category=category, quantity=types.Quantity(amount=amount, unit=unit),
                          period=period, **fields)


def make_need(client, territory_id, need_id, actor_id, **fields):
    need = registry.Need(actor=f"territories/{territory_id}/actors/{actor_id}",
                         title=need_id, terms=terms(**fields))
    return client.registry.CreateNeed(registry_service.CreateNeedRequest(
        parent="territories/" + territory_id, need_id=need_id, need=need))


def make_resource(client, territory_id, resource_id, actor_id, **fields):
    resource = registry.Resource(actor=f"territories/{territory_id}/actors/{actor_id}",
                                 title=resource_id, terms=terms(**fields))
    return client.registry.CreateResource(registry_service.CreateResourceRequest(
        parent="territories/" + territory_id, resource_id=resource_id, resource=resource))
