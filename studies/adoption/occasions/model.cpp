#include "studies/adoption/occasions/model.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>

namespace kantel::adoption {

namespace {

//  name, what it is held against, calendar, steps, gate, newcomers, ties
constexpr OccasionForm forms[] = {
    {"constant", "", false, false, false, false, false},
    {"calendar", "constant", true, false, false, false, false},
    {"steps", "calendar", false, true, false, false, false},
    {"steps_calendar", "steps", true, true, false, false, false},
    {"steps_gate", "steps", false, true, true, false, false},
    {"steps_newcomers", "steps", false, true, false, true, false},
    {"steps_ties", "steps", false, true, false, false, true},
    {"steps_gate_newcomers", "steps", false, true, true, true, false},
    {"all_but_ties", "steps_gate_newcomers", true, true, true, true, false},
    {"all", "all_but_ties", true, true, true, true, true},
};

constexpr double prior_sd = 5, days_a_year = 365.25;
constexpr double highest = 30;  // of ln λ, either way

double log_probability(double rate, bool used) { return used ? std::log(-std::expm1(-rate)) : -rate; }

double rate_at(double sum) { return std::exp(std::clamp(sum, -highest, highest)); }

}  // namespace

std::span<const OccasionForm> occasion_forms() { return forms; }

std::vector<std::string> terms_of(const OccasionForm& form, Uses uses, const Opportunities& data) {
  std::vector<std::string> terms{"one"};
  if (uses == Uses::again) terms.emplace_back("lapsed");
  if (form.calendar) terms.emplace_back("year");
  if (form.steps)
    for (const Step& step : data.steps) terms.push_back(step.name);
  if (form.gate) terms.emplace_back("gate");
  if (form.newcomers && uses == Uses::first) terms.insert(terms.end(), {"newcomer", "newcomer after a step"});
  if (form.ties) terms.insert(terms.end(), {"no ties", "ties"});
  return terms;
}

void OccasionModel::row(const Occasion& occasion, std::vector<double>& out) const {
  out.assign(1, 1.0);
  if (uses_ == Uses::again) out.push_back(occasion.standing == Standing::lapsed);
  if (form_->calendar) out.push_back((occasion.day - data_->first_use) / days_a_year);
  if (form_->steps)
    for (const Step& step : data_->steps) out.push_back(occasion.day >= step.day);
  if (form_->gate) out.push_back(occasion.gate);
  if (form_->newcomers && uses_ == Uses::first) {
    out.push_back(occasion.newcomer);
    out.push_back(occasion.newcomer && !data_->steps.empty() && occasion.day >= data_->steps[0].day);
  }
  if (form_->ties) {
    out.push_back(!occasion.has_ties);
    out.push_back(occasion.ties);
  }
}

OccasionModel::OccasionModel(const OccasionForm& form, Uses uses, const Opportunities& data,
                             std::span<const Occasion> occasions, std::span<const int> person_weight)
    : form_(&form), uses_(uses), data_(&data) {
  const auto terms = static_cast<Eigen::Index>(terms_of(form, uses, data).size());
  std::vector<double> fields, weights;
  std::vector<bool> used;
  std::vector<double> one;
  for (const Occasion& occasion : occasions) {
    if (uses_of(occasion) != uses || person_weight[occasion.person] == 0) continue;
    row(occasion, one);
    fields.insert(fields.end(), one.begin(), one.end());
    weights.push_back(person_weight[occasion.person]);
    used.push_back(occasion.used);
  }
  using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const Rows> x(fields.data(), static_cast<Eigen::Index>(used.size()), terms);
  Eigen::VectorXd at = Eigen::VectorXd::Zero(terms);
  constexpr double precision = 1 / (prior_sd * prior_sd);
  const auto height = [&](const Eigen::VectorXd& b, double* likelihood) {
    const Eigen::VectorXd sums = x * b;
    double sum = 0;
    for (Eigen::Index i = 0; i < sums.size(); ++i)
      sum +=
          weights[static_cast<std::size_t>(i)] * log_probability(rate_at(sums[i]), used[static_cast<std::size_t>(i)]);
    if (likelihood) *likelihood = sum;
    return sum - precision / 2 * b.squaredNorm();
  };
  double top = height(at, &log_likelihood_);
  for (int iteration = 0; iteration < 100; ++iteration) {
    const Eigen::VectorXd sums = x * at;
    Eigen::VectorXd slope(sums.size()), information(sums.size());
    for (Eigen::Index i = 0; i < sums.size(); ++i) {
      const auto k = static_cast<std::size_t>(i);
      const double rate = rate_at(sums[i]), uses_it = -std::expm1(-rate), odds = rate * (1 - uses_it) / uses_it;
      slope[i] = weights[k] * (used[k] ? odds : -rate);
      information[i] = weights[k] * rate * odds;
    }
    const Eigen::VectorXd gradient = x.transpose() * slope - precision * at;
    Eigen::MatrixXd fisher = x.transpose() * information.asDiagonal() * x;
    fisher.diagonal().array() += precision;
    const Eigen::VectorXd step = fisher.ldlt().solve(gradient);
    double share = 1, likelihood = 0, reached = 0;
    while (share > 1e-6 && !((reached = height(at + share * step, &likelihood)) >= top)) share /= 2;
    if (share <= 1e-6) break;
    at += share * step;
    log_likelihood_ = likelihood;
    const double gained = reached - top;
    top = reached;
    if (gained < 1e-9) break;
  }
  coefficients_.assign(at.data(), at.data() + at.size());
}

double OccasionModel::rate(const Occasion& occasion) const {
  std::vector<double> fields;
  row(occasion, fields);
  double sum = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) sum += fields[i] * coefficients_[i];
  return rate_at(sum);
}

double OccasionModel::probability(const Occasion& occasion) const { return -std::expm1(-rate(occasion)); }

double OccasionModel::log_score(const Occasion& occasion) const {
  return log_probability(rate(occasion), occasion.used);
}

}  // namespace kantel::adoption
