"""Generated code and the baselines of tests/bench beside NumPy, JAX, PyTorch and CasADi: make bench-peers.

    make bench-peers [QUICK=1] [ONLY=REGEX] [THREADS=1] [PEERS='jax torch'] [DOCS=1]

Every peer is a process of its own (worker.py), gets the data of the bench, and has its outputs compared to generated
code before it is timed. Then all are timed in turn, one call or some after the other, and a row is the median of each.
One thread counts processor time, two count wall time. Peers that are not installed are left out; they are looked for in
BUILD/peers/venv, then in the python3 of the path and the system's. Nothing is installed by this program.

Written: BUILD/bench/peers.csv and two plots of it, peers.svg and time_against_n.svg; with DOCS=1 also docs/.
"""

import argparse
import collections
import json
import os
import re
import select
import shutil
import statistics
import subprocess
import sys
import time

from report import CONTESTANTS, Report, times
from rows import ROWS
from worker import Library

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = ("numpy", "jax", "torch", "casadi")
HOW = "python3 -m venv %s/peers/venv && %s/peers/venv/bin/pip install -r tests/bench/peers/requirements.txt"
MORE = {"torch": ", or Debian's python3-torch (older, and not compiled)", "numpy": ", or Debian's python3-numpy"}

TOLERANCE = 1e-8
PATIENCE = 240  # seconds to wait for an answer
LONG = 1.0  # seconds; a call that takes longer is measured once
AGAINST_N = (("least squares", (32,)), ("softmax regression", (54, 7)))

Task = collections.namedtuple("Task", "table index name sizes variant label")


class Worker:
    def __init__(self, peer, interpreter, library, threads, build):
        environment = dict(os.environ)
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
            environment[name] = str(threads)
        environment["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=%s intra_op_parallelism_threads=%d" % (
            "false" if threads == 1 else "true",
            threads,
        )
        environment["JAX_PLATFORMS"] = "cpu"
        environment["CUDA_VISIBLE_DEVICES"] = ""
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        environment["TORCHINDUCTOR_CACHE_DIR"] = os.path.abspath(os.path.join(build, "peers", "inductor"))
        self.peer = peer
        self.log = open(os.path.join(build, "peers", peer + ".log"), "w")
        self.process = subprocess.Popen(
            [interpreter, os.path.join(HERE, "worker.py"), peer, library, str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            env=environment,
        )
        self.buffer = b""
        self.version = self.answer().get("version")

    def answer(self):
        until = time.monotonic() + PATIENCE
        if self.process.poll() is not None:
            return {"error": "ended"}
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, until - time.monotonic()))
            data = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not data:
                self.stop()
                return {"error": "no answer in %d s" % PATIENCE if not ready else "ended"}
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        return json.loads(line)

    def send(self, **request):
        if self.process.poll() is None:
            self.process.stdin.write((json.dumps(request) + "\n").encode())
            self.process.stdin.flush()

    def ask(self, **request):
        self.send(**request)
        return self.answer()

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.log.close()


def interpreter_of(peer, build):
    """The first interpreter that has the peer, or None."""
    for python in (os.path.join(build, "peers", "venv", "bin", "python"), "python3", "/usr/bin/python3"):
        probe = (
            "import importlib.util, sys; sys.exit(any(importlib.util.find_spec(m) is None for m in (%r, 'numpy')))"
        )
        try:
            if subprocess.run([python, "-c", probe % peer], stderr=subprocess.DEVNULL).returncode == 0:
                return python
        except OSError:
            pass
    return None


def start(peers, threads, build):
    folder = os.path.join(os.path.abspath(build), "bench")
    workers, versions, missing = [], [], []
    for name, file in (("native", "peers%d.so"), ("tuned", "peers%d_tuned.so")):
        workers.append(Worker(name, sys.executable, os.path.join(folder, file % threads), threads, build))
    library = os.path.join(folder, "peers%d.so" % threads)
    for peer in peers:
        if peer == "casadi" and threads > 1:  # its C has no threads
            continue
        python = interpreter_of(peer, build)
        worker = Worker(peer, python, library, threads, build) if python else None
        if worker is not None and worker.version:
            workers.append(worker)
            versions.append(worker.version)
        else:
            missing.append(peer)
    for peer in missing:
        print("%s is left out; to have it: %s" % (peer, HOW % (build, build) + MORE.get(peer, "")))
    return workers, versions


def tasks(library, quick, only, threads):
    """What is measured: the rows of the bench that peers have, then the same objective for growing n."""
    found = []
    rows = library.rows(quick)
    for index, name, sizes in rows:
        if name not in ROWS or (threads > 1 and ROWS[name].small):
            continue
        found.append(Task("workloads", index, name, sizes, None, name))
        if name == "chain A B C D x":
            found.append(Task("workloads", index, name, sizes, "chain_ordered", "chain A(B(C(D x)))"))
    for name, rest in AGAINST_N if threads == 1 else ():
        index = next(k for k, other, _ in rows if other == name)
        for exponent in range(3, 6 if quick else 7):
            found.append(Task("n", index, name, [10**exponent, *rest], None, name))
    return [t for t in found if re.search(only, "%s %s" % (t.label, times(t.sizes)))]


def measure(workers, task, budget):
    """{contestant: (milliseconds, difference)} and {contestant: why it is not there}."""
    contestants, differences, trouble, samples, calls, spent = {}, {}, {}, {}, {}, {}
    for worker in workers:  # all at once: some compile for a while
        worker.send(do="open", index=task.index, sizes=task.sizes, variant=task.variant)
    for worker in workers:
        answer = worker.answer()
        if "error" in answer:
            trouble[worker.peer] = answer["error"]
        for name, difference in answer.get("contestants", {}).items():
            if task.variant and name == "by hand":
                continue  # the baseline is written for the row without a variant
            if difference <= TOLERANCE:
                contestants[name], differences[name] = worker, difference
            else:
                trouble[name] = "WRONG: difference %.2g" % difference

    def seconds(name, count):
        answer = contestants[name].ask(do="time", contestant=name, calls=count)
        if "error" in answer:
            trouble[name] = answer["error"]
            del contestants[name]
        return answer.get("seconds")

    for name in list(contestants):
        once = seconds(name, 1)
        for _ in range(2):  # short calls are repeated within a measurement
            if once is not None and once < LONG:
                calls[name] = max(1, min(int(2e-3 / max(once, 1e-9)), 1000000))
                total = seconds(name, calls[name])
                once = total / calls[name] if total is not None else None
        samples[name], spent[name] = [once] if once is not None and once >= LONG else [], once or 0
    for turn in range(41):
        for name in list(contestants):
            if spent[name] < LONG and (turn < 5 or spent[name] < budget):
                total = seconds(name, calls[name])
                if total is not None:
                    samples[name].append(total / calls[name])
                    spent[name] += total
    for worker in workers:
        worker.ask(do="close")
    found = {n: (1e3 * statistics.median(samples[n]), differences[n]) for n in CONTESTANTS if n in contestants}
    return found, trouble


def run(options, threads, report):
    library = Library(os.path.abspath(os.path.join(options.build, "bench", "peers%d.so" % threads)))
    workers, versions = start(options.peers.split() or PEERS, threads, options.build)
    report.begin(threads, versions)
    for task in tasks(library, options.quick, options.only, threads):
        found, trouble = measure(workers, task, 0.1 if options.quick else 0.5)
        report.row(task, found, trouble)
    for worker in workers:
        worker.stop()
    report.end()


def main():
    parser = argparse.ArgumentParser(description="Generated code beside other tools.")
    parser.add_argument("--build", default="build")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--threads", default="1")
    parser.add_argument("--peers", default="")
    options = parser.parse_args()
    os.makedirs(os.path.join(options.build, "peers"), exist_ok=True)
    out = os.path.join(options.build, "bench")
    path = os.path.join(out, "peers.csv")
    with open(path, "w") as csv:
        report = Report(csv)
        for threads in options.threads.split():
            run(options, int(threads), report)
    for name in ("peers", "time_against_n"):
        with open(os.path.join(out, name + ".svg"), "w") as svg:
            subprocess.run(["awk", "-f", os.path.join(HERE, name + ".awk"), path], stdout=svg, check=True)
    if options.docs:
        report.renew(os.path.join("docs", "performance.md"))
        for name in ("peers.svg", "time_against_n.svg"):
            shutil.copy(os.path.join(out, name), "docs")
    return report.wrong != 0


if __name__ == "__main__":
    sys.exit(main())
