"""Mesa: an agent a person that holds its ties; everybody looks at the day before, then everybody moves on."""

import math

import mesa
import numpy as np


class Person(mesa.Agent):
    def __init__(self, model):
        super().__init__(model)
        self.state, self.next, self.ties = 0, 0, []

    def turn(self):
        self.state = self.next


class Patient(Person):
    def look(self):
        model = self.model
        if self.state == 0:
            infectious = sum(other.state == 1 for other in self.ties)
            if infectious and model.random.random() < 1 - math.exp(-model.q * infectious):
                self.next = 1
                model.ever += 1
        elif self.state == 1 and model.random.random() < model.ends:
            self.next = 2


class Joiner(Person):
    def look(self):
        if self.state == 0 and self.ties:
            if sum(other.state for other in self.ties) / len(self.ties) >= self.model.phi:
                self.next = 1
                self.model.ever += 1


def build(people, pairs):
    return people, pairs.tolist()


def _run(kind, network, days, first, seed, **settings):
    people, pairs = network
    model = mesa.Model(seed=seed)
    for name, value in settings.items():
        setattr(model, name, value)
    agents = [kind(model) for _ in range(people)]
    for a, b in pairs:
        agents[a].ties.append(agents[b])
        agents[b].ties.append(agents[a])
    for person in first:
        agents[person].state = agents[person].next = 1
    model.ever = len(first)
    counts = [model.ever]
    for _ in range(days):
        model.agents.do("look")
        model.agents.do("turn")
        counts.append(model.ever)
    return counts


def sir(network, days, q, rho, seeds, seed):
    first = np.random.default_rng(seed).choice(network[0], seeds, replace=False)
    return _run(Patient, network, days, first.tolist(), seed, q=q, ends=1 - math.exp(-rho))


def watts(network, days, phi, seeds):
    return _run(Joiner, network, days, list(range(seeds)), 1, phi=phi)
