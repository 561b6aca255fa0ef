#!/usr/bin/env python3
"""Runs clang-tidy over the sources that the tidy preset compiles: tools/lint.py [JOBS] [PATTERN].

Tests are left out: the compiler's warnings hold them. A file that was clean is not looked at again
until it, a header of ours that it includes, or the rules change: what was clean is kept in the
user's cache folder, as ccache keeps what was compiled. With LINT_SECONDS in the environment it
begins no file after so many seconds, and says how many are left; the files that were committed last
come first. LINT_CHECKS is put behind the checks of .clang-tidy: -clang-analyzer-* leaves out what
takes most of the time. Prints each complaint; exit 1 where any.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "tidy"
TOOL = "clang-tidy-19"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "assay-lint"
CHECKS = os.environ.get("LINT_CHECKS", "")
INCLUDE = re.compile(rb'^#include "([^"]+)"', re.MULTILINE)


def closure(source, seen):
    """The source and every header of ours that it reaches."""
    if source in seen or not source.is_file():
        return
    seen.add(source)
    for name in INCLUDE.findall(source.read_bytes()):
        closure(ROOT / "src" / name.decode(), seen)
        closure(source.parent / name.decode(), seen)


def key(source, command, rules):
    digest = hashlib.sha256(rules + command.replace(str(ROOT), ".").encode())
    seen = set()
    closure(source, seen)
    for file in sorted(seen):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def committed_order():
    """File name -> place, the one that was committed last first."""
    log = subprocess.run(["git", "-C", ROOT, "log", "--format=", "--name-only", "-n", "500"],
                         capture_output=True, text=True, check=False).stdout
    return {name: place for place, name in reversed(list(enumerate(log.split())))}


def lint(source, stamp, end):
    if time.monotonic() > end:
        return None
    done = subprocess.run([TOOL, "-quiet", f"--checks={CHECKS}", "-p", BUILD, source],
                          capture_output=True, text=True, check=False)
    if done.returncode == 0:
        stamp.touch()
        return ""
    return done.stdout or done.stderr


def main():
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else os.cpu_count()
    pattern = re.compile(sys.argv[2] if len(sys.argv) > 2 else "")
    version = subprocess.run([TOOL, "--version"], capture_output=True, check=True).stdout
    rules = version + (ROOT / ".clang-tidy").read_bytes() + CHECKS.encode()
    CACHE.mkdir(parents=True, exist_ok=True)

    todo, count = [], 0
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        source = pathlib.Path(entry["file"])
        name = source.relative_to(ROOT).as_posix()
        if name.startswith("build/") or name.endswith("_test.cc") or not pattern.search(name):
            continue
        count += 1
        stamp = CACHE / key(source, entry["command"], rules)
        if not stamp.exists():
            todo.append((source, stamp))

    order = committed_order()
    todo.sort(key=lambda job: order.get(job[0].relative_to(ROOT).as_posix(), len(order)))
    end = time.monotonic() + float(os.environ.get("LINT_SECONDS", "inf"))
    complaints = left = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for said in pool.map(lambda job: lint(*job, end), todo):
            if said is None:
                left += 1
            elif said:
                print(said.replace(f"{ROOT}/", ""), flush=True)
                complaints += 1
    print(f"clang-tidy: {count} files, {len(todo) - left} looked at now, {complaints} with complaints"
          + (f", {left} left for want of time" if left else ""))
    return 1 if complaints else 0


sys.exit(main())
