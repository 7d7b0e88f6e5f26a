"""Bad and good samples for every rule, so that a rule that went blind is seen.
Run by tidy_test.py."""

import unittest

import rules
import source
import tidy_test as tidy

GOOD_HEADER = "// A thing.\n#pragma once\n"

# rule, path, text that it must refuse
BAD = [
    (rules.include_arrows, "engine/model/a.h", '#include "engine/solve/solver.h"\n'),
    (rules.include_arrows, "engine/base/a.h", '#include "engine/model/problem.h"\n'),
    (rules.include_arrows, "engine/text/a.cc", '#include "engine/model/problem.h"\n'),
    (rules.include_arrows, "engine/verify/a.cc", '#include "engine/solve/flow/flow_solver.h"\n'),
    (rules.include_arrows, "engine/verify/a.cc", '#include "engine/explain/explain.h"\n'),
    (rules.include_arrows, "engine/solve/a.cc", '#include "engine/verify/checker.h"\n'),
    (rules.include_arrows, "engine/solve/a.cc", '#include "engine/engine.h"\n'),
    (rules.include_arrows, "engine/solve/a.cc", '#include "cordee/v1/run.pb.h"\n'),
    (rules.include_arrows, "engine/solve/a.cc", "#include <google/protobuf/message.h>\n"),
    (rules.include_arrows, "engine/solve/a.cc", "#include <grpcpp/grpcpp.h>\n"),
    (rules.include_arrows, "engine/model/a.cc", "#include <fstream>\n"),
    (rules.include_arrows, "engine/solve/a.cc", "#include <lemon/network_simplex.h>\n"),
    (rules.include_arrows, "engine/base/a.cc", '#include "service/errors.h"\n'),
    (rules.include_arrows, "service/api/a.cc", "#include <sqlite3.h>\n"),
    (rules.include_arrows, "service/api/a.cc", '#include "clients/cli/table.h"\n'),
    (rules.include_arrows, "clients/cli/a.cc", '#include "service/store/store.h"\n'),
    (rules.include_arrows, "clients/cpp/a.cc", '#include "engine/engine.h"\n'),
    (rules.include_arrows, "service/a.cc", '#include "tests/support/cases.h"\n'),
    (rules.engine_is_pure, "engine/base/a.cc", "auto t = std::chrono::steady_clock::now();\n"),
    (rules.engine_is_pure, "engine/base/a.cc", 'auto* x = std::getenv("X");\n'),
    (rules.environment_in_main_only, "service/server/a.cc", 'auto* x = std::getenv("X");\n'),
    (rules.environment_in_main_only, "clients/cli/a.cc", 'auto* x = getenv("X");\n'),
    (rules.no_float, "engine/solve/flow/a.cc", "double x = 0;\n"),
    (rules.no_float, "engine/verify/a.h", "std::vector<float> x;\n"),
    (rules.header_form, "engine/base/a.h", "#pragma once\n"),
    (rules.header_form, "engine/base/a.h", "// A thing.\nint x;\n"),
    (rules.lengths, "engine/base/a.cc", "// " + "x" * 98 + "\n"),
    (rules.lengths, "deploy/a.sh", "x\n" * 501),
    (rules.lengths, "engine/base/a.cc", "int Long() {\n" + "  x();\n" * 70 + "}\n"),
    (rules.lengths, "tests/a_test.py", "def long():\n" + "    x()\n" * 70),
    (rules.nothing_unfinished, "service/a.cc", "// TO" "DO: later\n"),
    (rules.nothing_unfinished, "README.md", "FIX" "ME\n"),
    (rules.no_machine_paths, "deploy/a.sh", "cd /wo" "rk/main\n"),
    (rules.no_machine_paths, "service/a.cc", 'Open("/ho' 'me/anne/x");\n'),
    (rules.tests_are_honest, "tests/a_test.cc", "TEST(A, B) { std::this_thread::sleep_for(1); }\n"),
    (rules.tests_are_honest, "tests/a_test.cc", "TEST(A, DISABLED_B) {}\n"),
    (rules.tests_are_honest, "tests/a_test.cc", "TEST(A, with_underscores) {}\n"),
    (rules.tests_are_honest, "tests/a_test.cc", "TEST(A, B) { EXPECT_TRUE(true); }\n"),
    (rules.tests_are_honest, "tests/a_test.cc", "// TEST(A, B) {}\n"),
]

GOOD = [
    (rules.include_arrows, "engine/solve/a.cc", '#include "engine/score/score.h"\n'),
    (rules.include_arrows, "engine/verify/a.cc", '#include "engine/solve/result.h"\n'),
    (rules.include_arrows, "engine/engine.cc", '#include "engine/verify/checker.h"\n'),
    (rules.include_arrows, "service/store/sqlite/a.cc", "#include <sqlite3.h>\n"),
    (rules.include_arrows, "clients/cli/a.cc", '#include "service/formats/csv.h"\n'),
    (rules.include_arrows, "tests/engine/a_test.cc", "#include <lemon/network_simplex.h>\n"),
    (rules.engine_is_pure, "engine/base/a.cc", "// not getenv, nor steady_clock\n"),
    (rules.environment_in_main_only, "clients/cli/main.cc", 'auto* x = std::getenv("X");\n'),
    (rules.no_float, "engine/solve/lp/a.cc", "double x = 0;\n"),
    (rules.no_float, "engine/solve/a.cc", '// a double\nauto s = "float";\n'),
    (rules.header_form, "engine/base/a.h", GOOD_HEADER),
    (rules.lengths, "engine/base/a.cc", "int Short() {\n" + "  x();\n" * 68 + "}\n"),
    (rules.lengths, "engine/base/a.cc", "namespace a {\n" + "int x;\n" * 100 + "}\n"),
    (rules.no_machine_paths, "deploy/a.sh", "cd build/wo" "rk/main\n"),
    (rules.tests_are_honest, "tests/a_test.cc", "TEST(A, RefusesNothing) {}\n"),
]


class Rules(unittest.TestCase):
    def test_refuse_bad_samples(self):
        for rule, path, text in BAD:
            with self.subTest(rule=rule.__name__, path=path, text=text[:60]):
                self.assertTrue(rule(path, text))

    def test_accept_good_samples(self):
        for rule, path, text in GOOD:
            with self.subTest(rule=rule.__name__, path=path, text=text[:60]):
                self.assertEqual([], rule(path, text))

    def test_each_have_a_bad_sample(self):
        self.assertEqual(set(rules.RULES), {rule for rule, _, _ in BAD})

    def test_are_all_applied(self):
        found = tidy.findings_of("engine/solve/a.h", 'double x;\n#include "service/a.h"\n', {})
        self.assertEqual(4, len(found), found)

    def test_ratchet_holds_a_long_file_at_its_length_only(self):
        self.assertEqual([], tidy.findings_of("a.sh", "x\n" * 600, {"a.sh": 600}))
        self.assertEqual(1, len(tidy.findings_of("a.sh", "x\n" * 601, {"a.sh": 600})))


class Registration(unittest.TestCase):
    CTEST = [
        {"name": "A.RunsThis", "command": ["bin/engine_tests"]},
        {"name": "All/P.TakesMany/0", "command": ["bin/engine_tests"]},
        {"name": "T/1.HasATypeEach", "command": ["bin/engine_tests"]},
        {"name": "tidy", "command": ["python3", "x/tests/tidy/tidy_test.py"]},
    ]

    def missing(self, path, text=""):
        return tidy.missing_registrations(path, text, self.CTEST)

    def test_sees_tests_that_run(self):
        text = "TEST(A, RunsThis) {}\nTEST_P(P, TakesMany) {}\nTYPED_TEST(T, HasATypeEach) {}\n"
        self.assertEqual([], self.missing("tests/a_test.cc", text))
        self.assertEqual([], self.missing("tests/tidy/tidy_test.py"))

    def test_sees_tests_that_do_not_run(self):
        self.assertEqual(1, len(self.missing("tests/a_test.cc", "TEST(A, LeftOut) {}\n")))
        self.assertEqual(1, len(self.missing("tests/other/test_thing.py")))
        self.assertEqual(1, len(self.missing("tests/fuzz/csv_fuzz.cc")))


class Reading(unittest.TestCase):
    def names(self, text):
        return [(f.name, f.last - f.first + 1) for f in source.functions(text)]

    def test_finds_functions_of_every_shape(self):
        self.assertEqual([("F", 3)], self.names("namespace a {\nint F(int x) {\n  g();\n}\n}\n"))
        self.assertEqual([("C::C", 2)], self.names("C::C(int x) : x_(x), y_{1} {\n}\n"))
        self.assertEqual([("G", 2)], self.names("auto G() -> int {\n}\n"))
        self.assertEqual([("H", 2)], self.names("class A {\n void H() const override {\n }\n};\n"))
        self.assertEqual([("TEST", 2)], self.names("TEST(A, B) {\n}\n"))
        self.assertEqual([("K", 4)], self.names("void K() {\n  auto f = [](int x) {\n  };\n}\n"))

    def test_takes_nothing_else_for_a_function(self):
        self.assertEqual([], self.names("struct A {\n  int x = 0;\n};\nenum class B { kC };\n"))
        self.assertEqual([], self.names("const int x[] = {1, 2};\nconst auto y = A{f(1)};\n"))

    def test_blanks_comments_and_literals(self):
        text = 'int a; // float\n/* float\n*/ auto s = "float\\"float"; R"x(float")x"; 1\'0;'
        self.assertNotIn("float", source.without_comments(text))
        self.assertEqual(text.count("\n"), source.without_comments(text).count("\n"))
        self.assertIn("1'0;", source.without_comments(text))
