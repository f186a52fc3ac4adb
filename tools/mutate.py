"""Mutation testing: put one small fault at a time into the program; do the tests notice?

    python tools/mutate.py src/sciacoach/screening --tests tests/screening --sample 400 --seed 1
    python tools/mutate.py src/sciacoach/session/fit.py:120 --tests tests/session

A target is a folder, a file, or one line of a file. Which faults there are stands in `mutants.py`.
Each lives in a fork of this process: a loader hands the changed syntax tree to the import, so no
file is ever changed, and what a run must write goes into a temporary folder. A fault meets only
the tests that run its line, the quickest first, and hypothesis does not shrink what it finds. A
fault that makes the tests run for ever counts as found, one that no test runs as not found.
Needs `os.fork` (Linux, macOS).
"""

import argparse
import importlib
import json
import os
import random
import resource
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any

import coverage
import hypothesis
import pytest

from mutants import Mutant, mutants_of

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
OURS = "sciacoach"
KILLED, SURVIVED, TIMED_OUT = "killed", "survived", "timed out"
Tests = dict[str, float]


class Faulty(SourceFileLoader):
    """Finds and loads one module with one fault in it."""

    def __init__(self, mutant: Mutant) -> None:
        parts = mutant.path.relative_to(SOURCE).with_suffix("").parts
        super().__init__(".".join(parts), str(mutant.path))
        self._mutant = mutant

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, _: str) -> CodeType:
        return compile(self._mutant.faulty_tree(), self.path, "exec")


class Quick:
    """A pytest plugin: only these tests, the quickest first, and no shrinking."""

    def __init__(self, tests: Tests | None) -> None:
        self._tests = tests

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile("quick", hypothesis.settings(), phases=phases)
        hypothesis.settings.load_profile("quick")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if (tests := self._tests) is not None:
            items[:] = [item for item in items if item.nodeid in tests]
            items.sort(key=lambda item: tests[item.nodeid])


class Watch:
    """A pytest plugin: which test runs which line, and for how long."""

    def __init__(self, cover: coverage.Coverage) -> None:
        self._cover = cover
        self.tests: Tests = {}

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """What a cache remembers would hide who runs it."""
        ours = [module for name, module in sys.modules.items() if name.startswith(OURS)]
        for value in [value for module in ours for value in vars(module).values()]:
            getattr(value, "cache_clear", lambda: None)()
        self._cover.switch_context(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.tests[report.nodeid] = self.tests.get(report.nodeid, 0.0) + report.duration
        if report.when == "teardown":
            self._cover.switch_context("")


def run_tests(paths: Sequence[str], *plugins: object) -> int:
    """What pytest's exit code says of these tests."""
    options = ("-x", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
    return int(pytest.main([*paths, *options], plugins=plugins))


def watched(tests: Sequence[str], into: Path) -> int:
    """Run the tests on the program as it is; what they covered goes into a file."""
    cover = coverage.Coverage(str(into.with_suffix(".db")), config_file=False, source=[OURS])
    watch = Watch(cover)
    with cover.collect():
        code = run_tests(tests, Quick(None), watch)
    data = cover.get_data()
    lines = {path: data.contexts_by_lineno(path) for path in data.measured_files()}
    files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    others = [name for name, file in files.items() if file and not file.startswith(str(ROOT))]
    into.write_text(json.dumps({"tests": watch.tests, "lines": lines, "modules": others}))
    return code


def learned(tests: Sequence[str], into: Path) -> dict[str, Any]:
    """What a child saw of the tests; what they need of other packages is imported here, once."""
    if os.waitpid(fork(watched, tests, into), 0)[1]:
        sys.exit("The tests fail on the program as it is.")
    known: dict[str, Any] = json.loads(into.read_text(encoding="utf-8"))
    for name in known["modules"]:
        with suppress(Exception):
            importlib.import_module(name)
    return known


def judged(mutant: Mutant, tests: Tests) -> int:
    """Run the tests of a mutant, in bounds: 0 if they found nothing."""
    most = 10 + int(sum(tests.values()))
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    sys.meta_path.insert(0, Faulty(mutant))
    return run_tests(sorted({test.split("::")[0] for test in tests}), Quick(tests))


def fork(work: Callable[..., int], *given: object) -> int:
    """`work` in a child without output but for tracebacks; the child's id."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        code = work(*given)
    except BaseException:
        traceback.print_exc()
    os._exit(code)


def covering(mutant: Mutant, known: Mapping[str, Any]) -> Tests:
    """The tests that run the mutant's line; all of them where it runs before any test."""
    lines = known["lines"].get(str(mutant.path), {})
    names = {name for line in mutant.lines for name in lines.get(str(line), ())}
    return {k: v for k, v in known["tests"].items() if k in names or "" in names}


def outcomes(mutants: Sequence[Mutant], known: Any, jobs: int) -> Iterator[tuple[Mutant, str]]:
    """Each mutant and what became of it, as they end."""
    waiting, running = list(reversed(mutants)), dict[int, Mutant]()
    while waiting or running:
        if waiting and len(running) < jobs:
            mutant = waiting.pop()
            if tests := covering(mutant, known):
                running[fork(judged, mutant, tests)] = mutant
            else:
                yield mutant, SURVIVED
            continue
        child, status = os.wait()
        yield running.pop(child), _outcome(status)


def _outcome(status: int) -> str:
    """A signal is the bound on time or memory. Where no test was left to run, none found it."""
    if os.WIFSIGNALED(status):
        return TIMED_OUT
    code = os.waitstatus_to_exitcode(status)
    none = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    return SURVIVED if code in none else KILLED


def chosen(targets: Sequence[str], sample: int, seed: int) -> list[Mutant]:
    """The mutants of the targets, or so many of them by chance."""
    found: list[Mutant] = []
    for target in targets:
        name, _, line = target.partition(":")
        path = (ROOT / name).resolve()
        for one in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            found += [m for m in mutants_of(one) if line in ("", str(m.line))]
    return random.Random(seed).sample(found, min(sample, len(found)) if sample else len(found))


def table(counts: Mapping[tuple[str, str], int]) -> str:
    """The outcomes by file."""
    names = sorted({name for name, _ in counts})
    ends = (KILLED, TIMED_OUT, SURVIVED)
    heads = "".join(f"{word:>11}" for word in ("mutants", *ends, "found"))
    rows = [f"{'':40}{heads}"]
    for title, files in (*((name, [name]) for name in names), ("all", names)):
        numbers = [sum(counts.get((file, end), 0) for file in files) for end in ends]
        cells = "".join(f"{number:>11}" for number in (sum(numbers), *numbers))
        rows.append(f"{title:40}{cells}{1 - numbers[-1] / max(sum(numbers), 1):>11.1%}")
    return "\n".join(rows)


def main(argv: list[str]) -> int:
    """0, or 1 if more than one mutant in ten lives."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("targets", nargs="+", help="folder, file or file:line under src")
    parser.add_argument("--tests", nargs="+", required=True, help="folders or files of tests")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants (default: all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args(argv)
    os.chdir(ROOT)
    sys.path.insert(0, str(SOURCE))
    os.environ["PYTHONPATH"] = str(SOURCE)  # for tests that start the program
    with tempfile.TemporaryDirectory() as folder:
        sys.pycache_prefix = f"{folder}/pyc"
        for name in ("HYPOTHESIS_STORAGE_DIRECTORY", "PYTEST_DEBUG_TEMPROOT"):
            os.environ[name] = folder
        known = learned(asked.tests, Path(folder) / "known.json")
        counts: Counter[tuple[str, str]] = Counter()
        mutants = chosen(asked.targets, asked.sample, asked.seed)
        for mutant, end in outcomes(mutants, known, asked.jobs):
            counts[str(mutant.path.relative_to(SOURCE)), end] += 1
            if end != KILLED:
                print(f"{end}: {mutant}", flush=True)
    print(table(counts))
    return int(sum(n for (_, end), n in counts.items() if end == SURVIVED) * 10 > counts.total())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
