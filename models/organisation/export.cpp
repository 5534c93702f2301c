// The organisation as files: people are numbers, a tie is written once. Written in pieces, so that a large organisation
// needs no second copy in memory; each file appears whole or not at all.
#include <fstream>

#include "models/organisation/chart.hpp"
#include "sim/input/csv.hpp"
#include "sim/input/files.hpp"

namespace kantel {

namespace {

class Lines {
 public:
  Lines(const std::filesystem::path& path, const Workers& workers) : file_(path), workers_(workers) {}
  Lines& operator<<(std::string_view text) {
    text_ += text;
    if (text_.size() > (1 << 16)) flush();
    return *this;
  }
  Lines& operator<<(std::uint32_t number) { return *this << std::string_view(std::to_string(number)); }
  void finish() {
    flush();
    file_.finish();
  }

 private:
  void flush() {
    workers_.poll();
    file_.write(text_);
    text_.clear();
  }
  WholeFile file_;
  const Workers& workers_;
  std::string text_;
};

std::string xml(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      default: safe += static_cast<unsigned char>(c) < 32 ? ' ' : c;
    }
  }
  return safe;
}

// Leads are no line managers, and are not called so.
std::string_view manager_name(const Organisation& organisation) {
  return organisation.mandates_from_top ? "lead" : "manager";
}

std::string_view name_of_work(const Organisation& organisation, Employee v) {
  const WorkType work = organisation.work[organisation.unit[v]];
  return work == WorkType::unsaid ? "" : work_names[static_cast<std::size_t>(work)];
}

void write_chart(const Organisation& organisation, const std::filesystem::path& path, const Workers& workers) {
  const bool cohorts = !organisation.cohort.empty(), dotted = !organisation.dotted.empty();
  const bool leads = !organisation.nobody_leads(), work = !organisation.work.empty();
  Lines out(path, workers);
  out << "id," << (leads ? manager_name(organisation) : "") << (leads ? ",level,unit,team" : "level,unit")
      << (cohorts ? ",cohort" : "") << (dotted ? ",dotted" : "") << (work ? ",type_of_work\n" : "\n");
  std::vector<std::string> unit_fields, cohort_fields;
  for (const std::string& name : organisation.unit_names) unit_fields.push_back(csv_field(name));
  for (const std::string& name : organisation.cohort_names) cohort_fields.push_back(csv_field(name));
  for (Employee v = 0; v < organisation.employees(); ++v) {
    const Employee boss = organisation.manager[v];
    const std::string team = boss == nobody ? "" : std::to_string(boss);
    out << v << ",";
    if (leads) out << team << ",";
    out << std::uint32_t{organisation.level[v]} << "," << unit_fields[organisation.unit[v]];
    if (leads) out << "," << team;
    if (cohorts) out << "," << cohort_fields[organisation.cohort[v]];
    if (dotted) out << "," << (organisation.dotted[v] == nobody ? "" : std::to_string(organisation.dotted[v]));
    if (work) out << "," << name_of_work(organisation, v);
    out << "\n";
  }
  out.finish();
}

void write_ties(const Organisation& organisation, const std::filesystem::path& path, const Workers& workers) {
  Lines out(path, workers);
  const bool weighted = organisation.ties.has_weights();
  out << (weighted ? "a,b,layer,weight\n" : "a,b,layer\n");
  organisation.ties.for_each_tie([&](const Tie& tie) {
    out << tie.a << "," << tie.b << "," << layer_names[static_cast<std::size_t>(tie.layer)];
    if (weighted) out << ",";
    if (tie.weight != by_layer) out << std::uint32_t{tie.weight};
    out << "\n";
  });
  out.finish();
}

void write_graphml(const Organisation& organisation, const std::filesystem::path& path, const Workers& workers) {
  Lines out(path, workers);
  const std::string_view manager = manager_name(organisation);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
         "  <key id=\"level\" for=\"node\" attr.name=\"level\" attr.type=\"int\"/>\n"
         "  <key id=\"unit\" for=\"node\" attr.name=\"unit\" attr.type=\"string\"/>\n"
         "  <key id=\""
      << manager << "\" for=\"node\" attr.name=\"" << manager << "\" attr.type=\"int\"/>\n"
      << (organisation.dotted.empty() ? ""
                                      : "  <key id=\"dotted\" for=\"node\" attr.name=\"dotted\" attr.type=\"int\"/>\n")
      << "  <key id=\"layer\" for=\"edge\" attr.name=\"layer\" attr.type=\"string\"/>\n"
      << (organisation.ties.has_weights()
              ? "  <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n"
              : "")
      << "  <graph id=\"organisation\" edgedefault=\"undirected\">\n";
  std::vector<std::string> units;
  for (const std::string& name : organisation.unit_names) units.push_back(xml(name));
  for (Employee v = 0; v < organisation.employees(); ++v) {
    out << "    <node id=\"" << v << "\"><data key=\"level\">" << std::uint32_t{organisation.level[v]}
        << "</data><data key=\"unit\">" << units[organisation.unit[v]] << "</data>";
    if (organisation.manager[v] != nobody)
      out << "<data key=\"" << manager << "\">" << organisation.manager[v] << "</data>";
    if (!organisation.dotted.empty() && organisation.dotted[v] != nobody)
      out << "<data key=\"dotted\">" << organisation.dotted[v] << "</data>";
    out << "</node>\n";
  }
  organisation.ties.for_each_tie([&](const Tie& tie) {
    out << "    <edge source=\"" << tie.a << "\" target=\"" << tie.b << "\"><data key=\"layer\">"
        << layer_names[static_cast<std::size_t>(tie.layer)] << "</data>";
    if (tie.weight != by_layer) out << "<data key=\"weight\">" << std::uint32_t{tie.weight} << "</data>";
    out << "</edge>\n";
  });
  out << "  </graph>\n</graphml>\n";
  out.finish();
}

}  // namespace

void export_organisation(const Organisation& organisation, const std::filesystem::path& folder,
                         const Workers& workers) {
  write_chart(organisation, folder / "chart.csv", workers);
  write_ties(organisation, folder / "ties.csv", workers);
  write_graphml(organisation, folder / "org.graphml", workers);
}

OrganisationSettings settings_of_export(const std::filesystem::path& folder) {
  OrganisationSettings settings;
  settings.form = Form::imported;
  settings.ties = "ties.csv";
  std::string header;
  std::ifstream file(folder / "chart.csv");
  std::getline(file, header);
  if (header.starts_with("id,level,unit")) {
    settings.departments = "chart.csv";
    settings.leaders = Leaders::none;
  } else {
    settings.chart = "chart.csv";
  }
  return settings;
}

}  // namespace kantel
