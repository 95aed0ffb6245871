"""A peer in a process of its own, or generated code and the baselines ("native"), or generated code that the compiler
had more leave for ("tuned"): worker.py PEER LIBRARY THREADS, then a request in JSON on each line of the input, an answer
on each line of the output. A worker has the data from the library of tests/bench/peers.c and compares its own outputs
to generated code.

    {"do": "open", "index": 3, "sizes": [100, 10], "variant": "chain"}   -> {"contestants": {"jax": 1e-15}}
    {"do": "time", "contestant": "jax", "calls": 5}                      -> {"seconds": 0.1}
    {"do": "close"}                                                      -> {}
"""

import ctypes
import gc
import importlib
import json
import os
import sys
import time

GENERATED, BASELINE = 0, 1
MAX_DIMS = 4


class Library:
    def __init__(self, path):
        lib = ctypes.CDLL(path)
        real, whole, handle = ctypes.POINTER(ctypes.c_double), ctypes.c_int64, ctypes.c_void_p
        for name, result, arguments in (
            ("peers_name", ctypes.c_char_p, [ctypes.c_int]),
            ("peers_sizes", ctypes.POINTER(whole), [ctypes.c_int, ctypes.c_int]),
            ("peers_open", handle, [ctypes.c_int, ctypes.POINTER(whole)]),
            ("peers_close", None, [handle]),
            ("peers_input", real, [handle, ctypes.c_int]),
            ("peers_labels", ctypes.POINTER(ctypes.c_int32), [handle]),
            ("peers_output", real, [handle, ctypes.c_int, ctypes.c_int]),
            ("peers_length", whole, [handle, ctypes.c_int]),
            ("peers_work_bytes", ctypes.c_size_t, [handle]),
            ("peers_difference", ctypes.c_double, [handle]),
            ("peers_seconds", ctypes.c_double, [handle, ctypes.c_int, whole]),
        ):
            function = getattr(lib, name)
            function.restype, function.argtypes = result, arguments
            setattr(self, name[len("peers_") :], function)

    def rows(self, quick):
        """(index, name, sizes) of all workloads."""
        found = []
        while self.name(len(found)) is not None:
            k = len(found)
            sizes = [n for n in self.sizes(k, quick)[:MAX_DIMS] if n]
            found.append((k, self.name(k).decode(), sizes))
        return found

    def open_sizes(self, index, sizes):
        return self.open(index, (ctypes.c_int64 * MAX_DIMS)(*sizes))


class Native:
    """Generated code and the baseline; no array library is needed."""

    def __init__(self, tuned):
        self.VERSION, self.tuned = "mdgen", tuned

    def prepare(self, lib, it, row, sizes, variant):
        for side in (GENERATED, BASELINE):
            if lib.seconds(it, side, 1) < 0:
                raise RuntimeError("generated code returned an error")
        self.lib, self.it = lib, it
        return {"mdgen tuned": lib.difference(it)} if self.tuned else {"mdgen": 0, "by hand": lib.difference(it)}

    def seconds(self, contestant, calls):
        return self.lib.seconds(self.it, BASELINE if contestant == "by hand" else GENERATED, calls)


class Peer:
    """A module with prepare (contestants of a row: functions of no argument), flatten (arrays of a result), VERSION."""

    def __init__(self, name, threads):
        self.module = importlib.import_module("peer_" + name)
        self.VERSION = self.module.VERSION
        self.clock = time.process_time if threads == 1 else time.perf_counter

    def prepare(self, lib, it, row, sizes, variant):
        import numpy as np

        inputs = {}
        for name, source, shape in row.inputs(*sizes):
            if source == "labels":
                inputs[name] = np.ctypeslib.as_array(lib.labels(it), shape)
            elif isinstance(source, float):
                inputs[name] = np.float64(source)
            else:
                inputs[name] = np.ctypeslib.as_array(lib.input(it, source), shape)
        lib.seconds(it, GENERATED, 1)
        wanted = []
        while lib.length(it, len(wanted)):
            k = len(wanted)
            wanted.append(np.ctypeslib.as_array(lib.output(it, GENERATED, k), (lib.length(it, k),)))
        self.contestants = self.module.prepare(row, inputs, variant)
        return {name: self.difference(np, wanted, f()) for name, f in self.contestants.items()}

    def difference(self, np, wanted, result):
        """Largest relative difference of the outputs, each as a vector; infinite if the outputs are not the same."""
        found = [np.asarray(x) for x in self.module.flatten(result)]
        if len(found) != len(wanted):
            return float("inf")
        worst = 0.0
        for a, b in zip(wanted, found):
            if b.size != a.size or not np.all(np.isfinite(b)):
                return float("inf")
            size = np.max(np.abs(a))
            worst = max(worst, float(np.max(np.abs(a - b.reshape(-1))) / (size if size > 0 else 1)))
        return worst

    def seconds(self, contestant, calls):
        function = self.contestants[contestant]
        if hasattr(function, "seconds"):
            return function.seconds(calls)
        start = self.clock()
        for _ in range(calls):
            function()
        return self.clock() - start


def serve(peer, lib, requests, answer):
    from rows import ROWS

    it = None
    for line in requests:
        request = json.loads(line)
        try:
            if request["do"] == "open":
                it = lib.open_sizes(request["index"], request["sizes"])
                row = ROWS[lib.name(request["index"]).decode()]
                answer({"contestants": peer.prepare(lib, it, row, request["sizes"], request["variant"] or row.model)})
            elif request["do"] == "time":
                answer({"seconds": peer.seconds(request["contestant"], request["calls"])})
            else:
                peer.contestants = {}
                gc.collect()
                lib.close(it)
                answer({})
        except Exception as error:  # a peer that cannot do a row says so, and goes on
            answer({"error": "%s: %s" % (type(error).__name__, str(error).strip().split("\n")[0][:200])})


def main():
    name, path, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    # what libraries print goes to the error stream; answers have a stream of their own
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def answer(what):
        out.write(json.dumps(what) + "\n")
        out.flush()

    try:
        peer = Native(name == "tuned") if name in ("native", "tuned") else Peer(name, threads)
    except ImportError as error:
        answer({"error": str(error)})
        return
    answer({"version": peer.VERSION})
    serve(peer, Library(path), sys.stdin, answer)


if __name__ == "__main__":
    main()
