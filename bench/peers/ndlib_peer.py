"""NDlib: its own SIR and Threshold models on a networkx graph."""

import math

import ndlib.models.epidemics as models
import ndlib.models.ModelConfig as configuration
import networkx as nx
import numpy as np


def build(people, pairs):
    network = nx.Graph()
    network.add_nodes_from(range(people))
    network.add_edges_from(pairs.tolist())
    return network


def sir(network, days, q, rho, seeds, seed):
    np.random.seed(seed)
    model = models.SIRModel(network)
    config = configuration.Configuration()
    config.add_model_parameter("beta", 1 - math.exp(-q))  # a chance for each infectious tie: together 1 - exp(-q n)
    config.add_model_parameter("gamma", 1 - math.exp(-rho))
    first = np.random.choice(network.number_of_nodes(), seeds, replace=False)
    config.add_model_initial_configuration("Infected", [int(person) for person in first])
    model.set_initial_status(config)
    steps = model.iteration_bunch(days + 1, node_status=False)
    return [step["node_count"][1] + step["node_count"][2] for step in steps]


def watts(network, days, phi, seeds):
    model = models.ThresholdModel(network)
    config = configuration.Configuration()
    for person in network.nodes():
        config.add_node_configuration("threshold", person, phi)
    config.add_model_initial_configuration("Infected", list(range(seeds)))
    model.set_initial_status(config)
    steps = model.iteration_bunch(days + 1, node_status=False)
    return [step["node_count"][1] for step in steps]
