#!/usr/bin/env python3
"""The house rules as a test.

    tests/tidy/tidy_test.py [--build DIR [--without FOLDER]]

First every rule must find what is wrong with a bad sample and nothing in a good one (a rule that
cannot fail is no rule); then the tree must be clean. With a build folder, also: every test file is
registered with ctest, built, and each of its tests is run, but for those of a folder that this
build leaves out (tests/bench, without benches). ratchet.txt may hold files that are too
long for now, one "path lines" a line; they may only get shorter.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import unittest

import rules
import source

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RATCHET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ratchet.txt")
SKIPPED_FOLDERS = {"build", "node_modules", "__pycache__"}
BUILD = None
WITHOUT = None


def tree():
    """Every file of the repository that can hold rules' business, as relative paths."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(
            f for f in folders if f not in SKIPPED_FOLDERS and (f == ".ci" or f[0] != ".")
        )
        for name in sorted(files):
            path = os.path.relpath(os.path.join(folder, name), ROOT).replace(os.sep, "/")
            if name.endswith(rules.CODE + rules.PROSE) or path == ".ci/run":
                yield path


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def ratchet():
    if not os.path.exists(RATCHET):
        return {}
    with open(RATCHET, encoding="utf-8") as file:
        rows = [line.split() for line in file if line.strip() and not line.startswith("#")]
    return {path: int(lines) for path, lines in rows}


def findings_of(path, text, limits):
    found = []
    for rule in rules.RULES:
        for line, message in rule(path, text):
            too_long = re.match(r"(\d+) lines, ", message)
            if too_long and int(too_long.group(1)) <= limits.get(path, 0):
                continue
            found.append(f"{path}:{line}: {message}")
    return found


def registered_tests(build):
    answer = subprocess.run(
        ["ctest", "--show-only=json-v1"], cwd=build, check=True, capture_output=True, text=True
    )
    return json.loads(answer.stdout)["tests"]


def plain_name(name):
    """Suite.Name of Instance/Suite.Name/0 (TEST_P) and of Suite/0.Name (TYPED_TEST)."""
    suite, _, test = name.partition(".")
    parts = [part for part in suite.split("/") if not part.isdigit()]
    return f"{parts[-1] if parts else suite}.{test.split('/')[0]}"


def missing_registrations(path, text, registered):
    """What of a test file ctest does not run. `registered` is ctest's own list."""
    names = [t["name"] for t in registered]
    commands = [" ".join(t.get("command", [])) for t in registered]
    if path.endswith("_test.cc"):
        known = {plain_name(name) for name in names}
        return [
            f"{path}:{line}: ctest does not run {suite}.{name}"
            for line, suite, name in source.tests(text)
            if f"{suite}.{name}" not in known
        ]
    token = os.path.basename(path).rsplit(".", 1)[0] if path.endswith("_fuzz.cc") else path
    if any(token in command for command in commands):
        return []
    return [f"{path}:1: ctest does not run it"]


def is_test_file(path):
    name = os.path.basename(path)
    python = name.endswith("_test.py") or (name.startswith("test_") and name.endswith(".py"))
    node = name.endswith((".test.mjs", ".test.js", ".test.ts", ".test.tsx"))
    return python or node or name.endswith(("_test.cc", "_fuzz.cc"))


class Tree(unittest.TestCase):
    maxDiff = None

    def test_follows_the_rules(self):
        limits = ratchet()
        found = [f for path in tree() for f in findings_of(path, read(path), limits)]
        self.assertEqual([], found, "\n" + "\n".join(found))

    def test_ratchet_only_holds_files_that_need_it(self):
        stale = [
            path
            for path, lines in ratchet().items()
            if not os.path.exists(os.path.join(ROOT, path))
            or not rules.MAX_FILE_LINES < len(read(path).splitlines()) == lines
        ]
        self.assertEqual([], stale, "tighten ratchet.txt")

    def test_every_test_is_run(self):
        if BUILD is None:
            self.skipTest("no build folder given (--build DIR)")
        registered = registered_tests(BUILD)
        unbuilt = [t["name"] for t in registered if t["name"].endswith("_NOT_BUILT")]
        self.assertEqual([], unbuilt, "test programs that were not built")
        found = [
            f
            for path in tree()
            if is_test_file(path) and not (WITHOUT and path.startswith(WITHOUT + "/"))
            for f in missing_registrations(path, read(path), registered)
        ]
        self.assertEqual([], found, "\n" + "\n".join(found))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--build", help="build folder whose ctest registrations to compare")
    parser.add_argument("--without", help="folder whose tests this build leaves out")
    arguments = parser.parse_args()
    BUILD = arguments.build
    WITHOUT = arguments.without
    from rules_selftest import *  # noqa: F401,F403  the rules' own tests run first
    unittest.main(argv=sys.argv[:1], verbosity=1)
