"""The frame all Python peers share: read the pairs, build the library's own network, run, print one line of JSON.

    python peer.py LIBRARY sir|watts:PHI PEOPLE FILE DAYS RUNS

The models are those of models/reference: one synchronous step a day, in which
    sir    a susceptible person with n infectious ties catches it with probability 1 - exp(-q n), an infectious one is
           removed with probability 1 - exp(-rho); seeds drawn at random;
    watts  joins for good when the share of ties who joined is at least phi; the first people have joined on day 0.
Times are processor time, which a busy machine disturbs least. Each library's file defines build(people, pairs),
sir(network, days, q, rho, seeds, seed) and watts(network, days, phi, seeds); both return how many people ever had it or
joined, from day 0 to the last.
"""

import importlib
import json
import resource
import sys
import time

import numpy as np

Q, RHO = 0.06, 0.1


def seeds_of(model, people):
    return people // 100 if model == "sir" else 10


def main():
    library, model, people, file, days, runs = sys.argv[1:]
    model, _, phi = model.partition(":")
    people, days, runs = int(people), int(days), int(runs)
    peer = importlib.import_module(f"{library}_peer")
    pairs = np.fromfile(file, dtype=np.uint32).reshape(-1, 2)
    seeds = seeds_of(model, people)

    started = time.process_time()
    network = peer.build(people, pairs)
    loaded = time.process_time() - started

    def run(seed):
        if model == "sir":
            return peer.sir(network, days, Q, RHO, seeds, seed)
        return peer.watts(network, days, float(phi), seeds)

    if getattr(peer, "compiles", False):  # compiling is not counted
        peer.compile_first(network)
    seconds, series = 0.0, []
    for seed in range(runs):
        started = time.process_time()
        counts = run(seed + 1)
        seconds += time.process_time() - started
        series.append([int(count) for count in counts])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"load_seconds": loaded, "seconds": seconds / runs, "peak_bytes": peak, "series": series}))


if __name__ == "__main__":
    main()
