"""Prints the results of benches (Google Benchmark JSON files) as one table.

    python3 bench/table.py build/bench/*.json
"""
import json
import os
import sys

MILLISECONDS = {"ns": 1e-6, "us": 1e-3, "ms": 1, "s": 1e3}


def number(value):
    """At most four digits that say something."""
    if value == 0 or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.4g}"


def main():
    rows = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            report = json.load(file)
        standard = {"family_index", "per_family_instance_index", "repetitions",
                    "repetition_index", "threads", "iterations", "real_time", "cpu_time"}
        for result in report["benchmarks"]:
            bench = os.path.basename(path).removesuffix(".json")
            if "error_message" in result:
                rows.append((bench, result["name"], "failed", result["error_message"]))
                continue
            scale = MILLISECONDS[result["time_unit"]]
            counters = ", ".join(
                f"{key} {number(value)}" for key, value in sorted(result.items())
                if isinstance(value, (int, float)) and key not in standard)
            rows.append((bench, result["name"],
                         f"{number(result['real_time'] * scale)} ms", counters))
    if not rows:
        print("no results", file=sys.stderr)
        return 1
    header = ("bench", "workload", "time", "counters")
    widths = [max(len(row[i]) for row in rows + [header]) for i in range(3)]
    for row in [header] + rows:
        print("  ".join([row[0].ljust(widths[0]), row[1].ljust(widths[1]),
                         row[2].rjust(widths[2]), row[3]]).rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
