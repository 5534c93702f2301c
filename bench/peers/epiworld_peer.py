"""epiworld through its Python package: its own SIR model. It has no threshold model.

With n infectious ties it adds the odds o = p / (1 - p) of each and infects with probability n o / (1 + n o), a little
less than 1 - (1 - p)^n: its outcome is near Kantel's, not equal (see `run`).
"""

import math

from epiworldpy.epimodels import ModelSIR
from peer import RHO, Q, seeds_of


def build(people, pairs):
    model = ModelSIR("virus", seeds_of("sir", people) / people, 1 - math.exp(-Q), 1 - math.exp(-RHO))
    model.agents_from_edgelist(pairs[:, 0].tolist(), pairs[:, 1].tolist(), people, False)
    model.verbose_off()
    return model, people


def sir(network, days, q, rho, seeds, seed):
    model, people = network
    model.run(days, seed)
    susceptible = model.get_db().get_hist_total()["counts"][0::3]  # of susceptible, infected and recovered, day by day
    return [people - int(count) for count in susceptible]
