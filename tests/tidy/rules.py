"""The rules of the house. A rule takes (path, text) of one file and returns what is wrong with it,
as (line, message). Paths are relative to the repository, with "/"."""

import ast
import re

import source

MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 70
MAX_COLUMNS = 100

CPP = (".cc", ".h")
CODE = (
    ".cc", ".h", ".py", ".sh", ".mjs", ".js", ".ts", ".tsx", ".proto", ".cmake", "CMakeLists.txt",
)
PROSE = (".md", ".json", ".textproto", ".yaml", ".yml", ".csv")

# Inside engine/, each folder sees itself and those to its left.
ENGINE_CHAIN = ["base", "model", "candidates", "score", "solve", "explain"]
ENGINE_SEES = {f: set(ENGINE_CHAIN[: i + 1]) for i, f in enumerate(ENGINE_CHAIN)}
ENGINE_SEES["text"] = {"base", "text"}
ENGINE_SEES["verify"] = {"base", "model", "score", "verify"}
VERIFY_ALSO_SEES = {
    "engine/solve/result.h", "engine/solve/termination.h",
    "engine/solve/core_result.h", "engine/solve/placement_result.h",
    "engine/solve/ring_result.h",
    "engine/solve/transport_result.h",
    "engine/solve/stable/stable_problem.h",
    "engine/solve/stable/stable_result.h",
    "engine/solve/tours/tour_problem.h", "engine/solve/tours/tour_result.h",
}

# What the top folders of the product may include of the project, by prefix.
PRODUCT_SEES = {
    "engine/": ("engine/",),
    "service/": ("service/", "engine/", "cordee/v1/", "google/"),
    "clients/cli/": (
        "clients/cli/", "cordee/v1/", "google/", "engine/", "service/convert/", "service/formats/",
    ),
    "clients/": ("clients/", "cordee/v1/", "google/"),
}
PROJECT = ("engine/", "service/", "clients/", "cordee/", "tests/", "bench/", "proto/")

ENGINE_NEVER = re.compile(
    r"\b(getenv|steady_clock|system_clock|high_resolution_clock|clock_gettime|gettimeofday"
    r"|absl::Now|ifstream|ofstream|fopen|sqlite3\w*)\b"
)
ENGINE_NEVER_INCLUDES = re.compile(
    r"^(google/|grpc|sqlite3\.h|libpq|fstream$|filesystem$|ctime$|time\.h$|absl/time/clock\.h)"
)
ORACLES_ONLY = re.compile(r"^(lemon/|glpk\.h)")
SQL_HEADERS = re.compile(r"^(sqlite3\.h|libpq-fe\.h|libpq/)")


def in_product(path):
    return path.startswith(("engine/", "service/", "clients/"))


def include_arrows(path, text):
    """Which folder may include which: DESIGN's arrows, in one table above."""
    if not path.endswith(CPP) or not in_product(path):
        return []
    found = []
    sees = next(s for p, s in PRODUCT_SEES.items() if path.startswith(p))
    for include in source.includes(text):
        target = include.path
        if target.startswith(PROJECT) and not target.startswith(sees):
            found.append((include.line, f"may not include {target}"))
        if SQL_HEADERS.match(target) and not path.startswith("service/store/"):
            found.append((include.line, f"only service/store includes {target}"))
        if ORACLES_ONLY.match(target):
            found.append((include.line, f"{target} is for benches and tests only"))
        if path.startswith("engine/"):
            found += engine_include(path, include)
    return found


def engine_include(path, include):
    target = include.path
    if ENGINE_NEVER_INCLUDES.match(target):
        return [(include.line, f"the engine may not include {target}")]
    folder = path.split("/")[1]
    if folder not in ENGINE_SEES or not target.startswith("engine/"):
        return []
    if folder == "verify" and target in VERIFY_ALSO_SEES:
        return []
    if "/" not in target[len("engine/") :]:
        return [(include.line, f"{target} is for users of the engine, not for its parts")]
    if target.split("/")[1] not in ENGINE_SEES[folder]:
        return [(include.line, f"engine/{folder} may not include {target}")]
    return []


def engine_is_pure(path, text):
    """No clock, environment, file or SQL in the engine."""
    if not path.startswith("engine/") or not path.endswith(CPP):
        return []
    code = source.without_comments(text)
    return [
        (source.line_of(code, m.start()), f"the engine may not use {m.group(0)}")
        for m in ENGINE_NEVER.finditer(code)
    ]


def environment_in_main_only(path, text):
    if not path.endswith(CPP) or not in_product(path) or path.endswith("/main.cc"):
        return []
    code = source.without_comments(text)
    return [
        (source.line_of(code, m.start()), "only main.cc reads the environment")
        for m in re.finditer(r"\b(secure_)?getenv\b|\benviron\b", code)
    ]


def no_float(path, text):
    """Decisions are made and checked in integers; solve/lp alone holds the LP's floats."""
    exact = path.startswith(("engine/solve/", "engine/verify/"))
    if not exact or path.startswith("engine/solve/lp/") or not path.endswith(CPP):
        return []
    code = source.without_comments(text)
    return [
        (source.line_of(code, m.start()), f"no {m.group(0)} where a result is decided or checked")
        for m in re.finditer(r"\b(float|double)\b", code)
    ]


def header_form(path, text):
    if not path.endswith(".h"):
        return []
    found = []
    if not text.lstrip().startswith("//"):
        found.append((1, "a header starts by saying what it is"))
    if "\n#pragma once\n" not in "\n" + text:
        found.append((1, "no #pragma once"))
    return found


def lengths(path, text):
    """Lines, functions and files stay short enough to be read."""
    if not path.endswith(CODE):
        return []
    lines = text.split("\n")
    found = [
        (i, f"{len(line)} columns, {MAX_COLUMNS} at most")
        for i, line in enumerate(lines, 1)
        if len(line) > MAX_COLUMNS
    ]
    count = len(text.splitlines())
    if count > MAX_FILE_LINES:
        found.append((count, f"{count} lines, {MAX_FILE_LINES} at most"))
    for function in functions(path, text):
        length = function.last - function.first + 1
        if length > MAX_FUNCTION_LINES:
            message = f"{function.name} has {length} lines, {MAX_FUNCTION_LINES} at most"
            found.append((function.first, message))
    return found


def functions(path, text):
    if path.endswith(CPP):
        return source.functions(text)
    if path.endswith(".py"):
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return [
            source.Function(node.name, node.lineno, node.end_lineno)
            for node in ast.walk(ast.parse(text, path))
            if isinstance(node, kinds)
        ]
    return []


def nothing_unfinished(path, text):
    words = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    if not path.endswith(CODE + PROSE):
        return []
    return [
        (source.line_of(text, m.start()), f"{m.group(0)}: finish it, or file an issue")
        for m in words.finditer(text)
    ]


def no_machine_paths(path, text):
    places = re.compile(r"(?<![\w./-])/(?:wo" r"rk|ro" r"ot|ho" r"me/\w+)/\w")
    if not path.endswith(CODE + PROSE) and "/" in path:
        return []
    return [
        (source.line_of(text, m.start()), f"{m.group(0)}... exists on one machine only")
        for m in places.finditer(text)
    ]


def tests_are_honest(path, text):
    """No sleep, no test switched off, no assertion that cannot fail, names that are sentences."""
    if not path.startswith("tests/") or not path.endswith(CPP):
        return []
    code = source.without_comments(text)
    bad = {
        r"\b(sleep_for|sleep_until|SleepFor|usleep|nanosleep)\b": "a test may not sleep",
        r"\bDISABLED_\w+": "a disabled test checks nothing",
        r"\b(?:EXPECT|ASSERT)_TRUE\(true\)": "an assertion that cannot fail",
    }
    found = [
        (source.line_of(code, m.start()), message)
        for pattern, message in bad.items()
        for m in re.finditer(pattern, code)
    ]
    found += [
        (line, f"{suite}.{name}: a test's name is a CamelCase sentence")
        for line, suite, name in source.tests(text)
        if "_" in suite + name or not name[0].isupper()
    ]
    if path.endswith("_test.cc") and not source.tests(text):
        found.append((1, "a test file without a test"))
    return found


RULES = [
    include_arrows, engine_is_pure, environment_in_main_only, no_float, header_form, lengths,
    nothing_unfinished, no_machine_paths, tests_are_honest,
]
