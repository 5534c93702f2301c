"""Numba: the loops written out over compressed rows and compiled, one thread."""

import numpy as np
from numba import njit
from scipy import sparse

compiles = True


def build(people, pairs):
    ends = np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])
    rows = sparse.csr_array((np.ones(len(ends[0]), dtype=np.uint8), ends), shape=(people, people))
    return rows.indptr.astype(np.int64), rows.indices.astype(np.uint32)


def compile_first(network):
    begins, ties = build(20, np.array([[i, (i + 1) % 20] for i in range(20)], dtype=np.uint32))
    sir((begins, ties), 2, 0.1, 0.1, 2, 1)
    watts((begins, ties), 2, 0.1, 2)


@njit
def _sir(begins, ties, days, q, rho, first, seed):
    np.random.seed(seed)
    people = len(begins) - 1
    state = np.zeros(people, dtype=np.uint8)  # 1 infectious, 2 removed
    state[first] = 1
    after = state.copy()
    catch = 1 - np.exp(-q * np.arange(1000))
    ends = 1 - np.exp(-rho)
    ever = np.zeros(days + 1, dtype=np.int64)
    ever[0] = len(first)
    for day in range(1, days + 1):
        new = 0
        for v in range(people):
            if state[v] == 0:
                infectious = 0
                for at in range(begins[v], begins[v + 1]):
                    infectious += state[ties[at]] == 1
                if infectious > 0 and np.random.random() < catch[infectious]:
                    after[v] = 1
                    new += 1
            elif state[v] == 1 and np.random.random() < ends:
                after[v] = 2
        state[:] = after
        ever[day] = ever[day - 1] + new
    return ever


def sir(network, days, q, rho, seeds, seed):
    first = np.random.default_rng(seed).choice(len(network[0]) - 1, seeds, replace=False)
    return _sir(network[0], network[1], days, q, rho, first, seed)


@njit
def _watts(begins, ties, days, phi, seeds):
    people = len(begins) - 1
    joined = np.zeros(people, dtype=np.uint8)
    joined[:seeds] = 1
    after = joined.copy()
    count = np.zeros(days + 1, dtype=np.int64)
    count[0] = seeds
    for day in range(1, days + 1):
        new = 0
        for v in range(people):
            if joined[v] == 0:
                having = 0
                for at in range(begins[v], begins[v + 1]):
                    having += joined[ties[at]]
                if having >= phi * (begins[v + 1] - begins[v]) and having > 0:
                    after[v] = 1
                    new += 1
        joined[:] = after
        count[day] = count[day - 1] + new
    return count


def watts(network, days, phi, seeds):
    return _watts(network[0], network[1], days, phi, seeds)
