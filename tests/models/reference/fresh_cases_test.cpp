// Three cases chosen afresh, with numbers that no published case and no other test uses: a threshold of .22 among 2.5
// ties for Watts, a confidence of .15 for Hegselmann and Krause, learning rates of .3 and .7 for March. Each is held
// against a program written from the model's description alone, as slow and plain as it comes, with random numbers of
// its own; Watts against theory too.
//
// Tolerance: two independent estimates with standard errors e and f differ by more than 4 √(e² + f²) once in 16,000.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <random>

#include "models/reference/reference.hpp"
#include "models/reference/theory/theory.hpp"
#include "tests/models/reference/networks_made.hpp"

using namespace kantel;

namespace {

class Estimate {
 public:
  void add(double value) { ++n_, sum_ += value, squares_ += value * value; }
  double mean() const { return sum_ / n_; }
  double error() const { return std::sqrt(std::max(0., squares_ / n_ - mean() * mean()) / (n_ - 1)); }

 private:
  int n_ = 0;
  double sum_ = 0, squares_ = 0;
};
bool agree(const Estimate& a, const Estimate& b) {
  return std::abs(a.mean() - b.mean()) <= 4 * std::hypot(a.error(), b.error());
}
bool agree(const Estimate& a, double exact) { return std::abs(a.mean() - exact) <= 4 * a.error(); }

// The sums of the day on which a run comes to rest.
std::vector<double> sums_at_rest(const ReferenceModel& model, const std::string& toml, const ReferenceNetwork& network,
                                 std::uint32_t replicate, std::uint32_t most_days) {
  Problems problems;
  const std::any settings = model.read(parse_toml(toml, "test.toml"), "", model.defaults(), {}, problems);
  problems.throw_if_any();
  const auto run = model.start(settings, {network, KeyedRandom(11, replicate)});
  for (std::uint32_t day = 1; day <= most_days && !run->at_rest(); ++day) run->advance(day);
  if (!run->at_rest()) FAIL("not at rest after " << most_days << " days");
  std::vector<double> sums(static_cast<std::size_t>(model.sums));
  run->sums(sums);
  return sums;
}

// ---- Watts: everybody pairs with everybody else by chance; one starts; whoever has ties and sees phi of them, joins.
struct Cascades {
  Estimate chance, size;  // of reaching more than a tenth of people; the share reached by those
  void add(double share) {
    chance.add(share > .1);
    if (share > .1) size.add(share);
  }
};

double naive_cascade(std::size_t people, double mean_degree, double phi, std::mt19937_64& random) {
  std::bernoulli_distribution tied(mean_degree / static_cast<double>(people - 1));
  std::vector<std::vector<std::size_t>> ties(people);
  for (std::size_t a = 0; a < people; ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (tied(random)) ties[a].push_back(b), ties[b].push_back(a);
  std::vector<bool> joined(people);
  joined[std::uniform_int_distribution<std::size_t>(0, people - 1)(random)] = true;
  for (bool changes = true; changes;) {
    changes = false;
    for (std::size_t v = 0; v < people; ++v) {
      double having = 0;
      for (const std::size_t other : ties[v]) having += joined[other];
      if (joined[v] || ties[v].empty() || having / static_cast<double>(ties[v].size()) < phi) continue;
      joined[v] = changes = true;  // who joins first makes no difference to who joins in the end
    }
  }
  return static_cast<double>(std::count(joined.begin(), joined.end(), true)) / static_cast<double>(people);
}

Cascades cascades(std::int64_t people, double mean_degree, const std::string& toml, std::uint32_t runs) {
  Cascades out;
  for (std::uint32_t r = 0; r < runs; ++r) {
    const ReferenceNetwork network = test::made(test::poisson(people, mean_degree), 100 + r);
    out.add(sums_at_rest(*find_reference_model("watts"), toml, network, r, 1000)[1] / static_cast<double>(people));
  }
  return out;
}

// ---- Hegselmann and Krause: everybody asks everybody, until nobody moves.
int naive_clusters(std::size_t people, double epsilon, std::mt19937_64& random) {
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<double> opinions(people);
  for (double& opinion : opinions) opinion = uniform(random);
  for (double moved = 1; moved > 1e-9;) {
    std::vector<double> next(people);
    moved = 0;
    for (std::size_t v = 0; v < people; ++v) {
      double sum = 0, heard = 0;
      for (const double opinion : opinions)
        if (std::abs(opinion - opinions[v]) <= epsilon) sum += opinion, ++heard;
      next[v] = sum / heard;
      moved = std::max(moved, std::abs(next[v] - opinions[v]));
    }
    opinions = next;
  }
  // Those who ended together stand within rounding of each other, all others more than epsilon apart.
  std::map<long, std::size_t> together;
  for (const double opinion : opinions) ++together[std::lround(opinion * 1e6)];
  int clusters = 0;
  for (const auto& [opinion, size] : together)
    clusters += static_cast<double>(size) >= .02 * static_cast<double>(people);
  return clusters;
}

// ---- March, as the head of its file describes it.
struct Knowledge {
  double code, people;
};
Knowledge naive_march(std::size_t people, std::size_t dimensions, double p1, double p2, std::mt19937_64& random) {
  using Beliefs = std::vector<int>;
  std::uniform_real_distribution<double> uniform(0, 1);
  std::uniform_int_distribution<int> belief(-1, 1), coin(0, 1);
  Beliefs reality(dimensions), code(dimensions, 0);
  for (int& truth : reality) truth = 2 * coin(random) - 1;
  std::vector<Beliefs> person(people, Beliefs(dimensions));
  for (Beliefs& beliefs : person)
    for (int& one : beliefs) one = belief(random);
  const auto right_less_wrong = [&](const Beliefs& beliefs) {
    int right = 0, wrong = 0;
    for (std::size_t d = 0; d < dimensions; ++d) right += beliefs[d] == reality[d], wrong += beliefs[d] == -reality[d];
    return right - wrong;
  };

  const auto all_agree = [&] {
    return std::all_of(person.begin(), person.end(), [&](const Beliefs& beliefs) { return beliefs == code; });
  };
  for (int day = 0; day < 1000 && !all_agree(); ++day) {
    std::vector<Beliefs> superior;  // their acts
    for (const Beliefs& beliefs : person) {
      Beliefs acts = beliefs;
      for (int& act : acts)
        if (act == 0) act = 2 * coin(random) - 1;
      if (right_less_wrong(acts) > right_less_wrong(code)) superior.push_back(acts);
    }
    Beliefs code_tomorrow = code;
    for (std::size_t d = 0; d < dimensions; ++d) {
      int plus = 0, minus = 0;
      for (const Beliefs& acts : superior) (acts[d] > 0 ? plus : minus) += 1;
      const int side = plus > minus ? 1 : plus < minus ? -1 : 0;
      if (side != 0 && side != code[d] && uniform(random) < 1 - std::pow(1 - p2, std::abs(plus - minus)))
        code_tomorrow[d] = side;
    }
    for (Beliefs& beliefs : person)
      for (std::size_t d = 0; d < dimensions; ++d)
        if (code[d] != 0 && beliefs[d] != code[d] && uniform(random) < p1) beliefs[d] += code[d];
    code = code_tomorrow;
  }
  double sum = 0;
  for (const Beliefs& beliefs : person) sum += right_less_wrong(beliefs);
  const auto m = static_cast<double>(dimensions);
  return {right_less_wrong(code) / m, sum / m / static_cast<double>(people)};
}

}  // namespace

TEST_CASE("Watts with a threshold of .22 and 2.5 ties: as often and as far as in a naive program", "[long]") {
  const Cascades engine = cascades(1000, 2.5, "phi = 0.22", 1000);
  std::mt19937_64 random(2002);
  Cascades naive;
  for (int r = 0; r < 300; ++r) naive.add(naive_cascade(1000, 2.5, .22, random));
  CAPTURE(engine.chance.mean(), naive.chance.mean(), engine.size.mean(), naive.size.mean());
  CHECK(agree(engine.chance, naive.chance));
  CHECK(agree(engine.size, naive.size));
}

TEST_CASE("Watts with a threshold of .22 and 2.5 ties: as often and as far as theory says", "[long]") {
  const Cascades large = cascades(10000, 2.5, "phi = 0.22", 400);
  CAPTURE(large.chance.mean(), large.chance.error(), theory::cascade_chance(2.5, .22));
  CAPTURE(large.size.mean(), large.size.error(), theory::seeded_cascade(2.5, .22, 1e-12));
  CHECK(agree(large.chance, theory::cascade_chance(2.5, .22)));
  CHECK(agree(large.size, theory::seeded_cascade(2.5, .22, 1e-12)));
  const Cascades seeded = cascades(10000, 2.5, "phi = 0.22\nseed_share = 0.01", 50);
  CAPTURE(seeded.size.mean(), seeded.size.error(), theory::seeded_cascade(2.5, .22, .01));
  CHECK(seeded.chance.mean() == 1);
  CHECK(agree(seeded.size, theory::seeded_cascade(2.5, .22, .01)));
}

TEST_CASE("Hegselmann and Krause with a confidence of .15: as many clusters as often as in a naive program", "[long]") {
  const std::size_t people = 400;
  const ReferenceNetwork network = test::made(test::of(NetworkForm::complete, 400));
  std::map<int, Estimate> engine, naive;  // how often so many clusters
  Estimate engine_mean, naive_mean;
  std::mt19937_64 random(2005);
  for (std::uint32_t r = 0; r < 1000; ++r) {
    const auto found = static_cast<int>(
        sums_at_rest(*find_reference_model("hegselmann_krause"), "epsilon = 0.15", network, r, 10000)[3]);
    engine_mean.add(found);
    for (int count = 1; count <= 5; ++count) engine[count].add(found == count);
  }
  for (int r = 0; r < 1000; ++r) {
    const int found = naive_clusters(people, .15, random);
    naive_mean.add(found);
    for (int count = 1; count <= 5; ++count) naive[count].add(found == count);
  }
  CAPTURE(engine_mean.mean(), naive_mean.mean());
  CHECK(agree(engine_mean, naive_mean));
  for (int count = 1; count <= 5; ++count) {
    CAPTURE(count, engine[count].mean(), naive[count].mean());
    CHECK(agree(engine[count], naive[count]));
  }
}

TEST_CASE("March with learning rates of .3 and .7: the same knowledge as in a naive program", "[long]") {
  const ReferenceNetwork network = test::made(test::of(NetworkForm::complete, 50));
  Estimate engine_code, engine_people, naive_code, naive_people;
  for (std::uint32_t r = 0; r < 1500; ++r) {
    const auto sums = sums_at_rest(*find_reference_model("march"), "p1 = 0.3\np2 = 0.7", network, r, 100000);
    engine_code.add(sums[2] / sums[0]);
    engine_people.add(sums[3] / sums[1]);
  }
  std::mt19937_64 random(1991);
  for (int r = 0; r < 1500; ++r) {
    const Knowledge knowledge = naive_march(50, 30, .3, .7, random);
    naive_code.add(knowledge.code);
    naive_people.add(knowledge.people);
  }
  CAPTURE(engine_code.mean(), naive_code.mean(), engine_people.mean(), naive_people.mean());
  CHECK(agree(engine_code, naive_code));
  CHECK(agree(engine_people, naive_people));
}
