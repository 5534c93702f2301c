"""NumPy with SciPy's sparse rows: a day is one sparse product and a few whole-array operations."""

import numpy as np
from scipy import sparse


def build(people, pairs):
    ends = np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])
    return sparse.csr_array((np.ones(len(ends[0]), dtype=np.float32), ends), shape=(people, people))


def sir(network, days, q, rho, seeds, seed):
    random = np.random.default_rng(seed)
    people = network.shape[0]
    infectious = np.zeros(people, dtype=np.float32)
    infectious[random.choice(people, seeds, replace=False)] = 1
    susceptible = infectious == 0
    ends = 1 - np.exp(-rho)
    ever = [seeds]
    for _ in range(days):
        catching = susceptible & (random.random(people, dtype=np.float32) < -np.expm1(-q * (network @ infectious)))
        ending = (infectious > 0) & (random.random(people, dtype=np.float32) < ends)
        infectious[ending] = 0
        infectious[catching] = 1
        susceptible &= ~catching
        ever.append(people - np.count_nonzero(susceptible))
    return ever


def watts(network, days, phi, seeds):
    people = network.shape[0]
    degree = np.asarray(network.sum(axis=1), dtype=np.float32)
    joined = np.zeros(people, dtype=np.float32)
    joined[:seeds] = 1
    count = [seeds]
    for _ in range(days):
        joined[(network @ joined) >= np.float32(phi) * degree] = 1
        count.append(np.count_nonzero(joined))
    return count
