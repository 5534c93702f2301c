#include "models/organisation/graphml_scan.hpp"

#include <utf8.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "models/organisation/import.hpp"

namespace kantel {

namespace {

// One tag: its name, without the prefix of GraphML's namespace, and its attributes.
struct Tag {
  std::string name;
  bool closes = false, empty = false;
  std::vector<std::pair<std::string, std::string>> attributes;
  const std::string* attribute(std::string_view wanted) const {
    for (const auto& [key, value] : attributes)
      if (key == wanted) return &value;
    return nullptr;
  }
};

bool is_part(std::string_view tag) { return tag == "node" || tag == "edge" || tag == "hyperedge"; }

// The character of #233 or #xE9; 0 for what is none.
std::uint32_t character_number(std::string_view name) {
  if (!name.starts_with('#')) return 0;
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
  if (hexadecimal) name.remove_prefix(1);
  std::uint32_t number = 0;
  const char* end = name.data() + name.size();
  const auto read = std::from_chars(name.data(), end, number, hexadecimal ? 16 : 10);
  const bool is_one = read.ec == std::errc{} && read.ptr == end && number < 0x110000;
  return is_one && (number < 0xD800 || number > 0xDFFF) ? number : 0;
}

class Scanner {
 public:
  Scanner(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  GraphmlScan scan() {
    std::vector<std::string> open;
    GraphmlScan found;
    std::unordered_map<std::string, int> line_of_node;
    std::size_t graphs = 0;
    bool rooted = false;
    while (skip_to_tag()) {
      const int line = line_;
      const Tag tag = read_tag();
      if (tag.closes) {
        if (open.empty() || open.back() != tag.name)
          refuse(line, "</" + tag.name.substr(0, 60) + "> closes " +
                           (open.empty() ? "nothing" : "<" + open.back().substr(0, 60) + ">"));
        open.pop_back();
        continue;
      }
      if (open.empty()) {
        if (rooted || tag.name != "graphml") refuse(line, "is not GraphML", "one <graphml> around everything");
        rooted = true;
      }
      if (tag.name == "graph") {
        if (++graphs > 1) refuse(line, "has a second graph", "one graph");
        const std::string* kind = tag.attribute("edgedefault");
        if (!kind || (*kind != "directed" && *kind != "undirected"))
          refuse(line, "the graph has no edgedefault", "edgedefault=\"undirected\" or \"directed\"");
        found.directed = *kind == "directed";
      } else if (is_part(tag.name) && open.back() != "graph") {
        refuse(line, "<" + tag.name + "> stands in <" + open.back().substr(0, 60) + ">",
               "nodes and edges directly in the graph");
      } else if (const std::size_t colon = tag.name.find(':');
                 colon != std::string::npos && is_part(tag.name.substr(colon + 1)) && open.back() == "graph") {
        refuse(line, "<" + tag.name.substr(0, 60) + "> has another prefix than <" + *prefix_ + "graphml>",
               "one prefix, or none, for all of GraphML");
      } else if (tag.name == "node") {
        const std::string* id = tag.attribute("id");
        if (!id) refuse(line, "a node has no id");
        const auto [before, is_new] = line_of_node.emplace(*id, line);
        if (!is_new) refuse(line, "the node " + shown(*id) + " is on line " + std::to_string(before->second) + " too");
        found.node_id.push_back(*id);
        found.node_line.push_back(line);
      } else if (tag.name == "edge") {
        for (const char* end : {"source", "target"}) {
          const std::string* id = tag.attribute(end);
          if (!id) refuse(line, std::string("an edge has no ") + end);
          edge_ends_.emplace_back(*id, line);
        }
      } else if (tag.name == "hyperedge") {
        refuse(line, "has a hyperedge, a tie between more than two", "edges between two nodes each");
      }
      if (!tag.empty) open.push_back(tag.name);
      if (open.size() > 32) refuse(line, "has tags inside tags more than 32 deep");
    }
    if (!open.empty()) refuse(line_, "ends before <" + open.back().substr(0, 60) + "> is closed");
    if (!rooted) refuse(0, "is not GraphML", "an XML file with <graphml>");
    if (graphs == 0) refuse(0, "has no graph", "one graph");
    found.cuts = std::move(cuts_);
    found.edges = edge_ends_.size() / 2;
    for (const auto& [id, line] : edge_ends_)
      if (!line_of_node.contains(id)) refuse(line, "an edge leads to " + shown(id) + ", which is no node of the file");
    return found;
  }

 private:
  [[noreturn]] void refuse(int line, std::string message, std::string allowed = {}) const {
    throw InputError({{file_, line, ""}, std::move(message), std::move(allowed), ""});
  }
  // What stands in text and in values: & begins one of XML's five characters by name, or any by its number.
  std::string without_entities(std::string_view text, int line) const {
    static constexpr std::pair<std::string_view, char> known[] = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] != '&') {
        plain += text[at];
        continue;
      }
      const std::size_t end = text.find(';', at);
      const bool is_whole = end != std::string_view::npos;
      const std::string_view name = text.substr(at + 1, is_whole ? end - at - 1 : 20);
      if (const auto* named = std::ranges::find(known, name, &std::pair<std::string_view, char>::first);
          is_whole && named != std::end(known))
        plain += named->second;
      else if (const std::uint32_t number = is_whole ? character_number(name) : 0; number > 0)
        utf8::append(number, std::back_inserter(plain));
      else
        refuse(line, "has &" + std::string(name.substr(0, 20)) + (is_whole ? ";" : "") + ", which XML does not know",
               "the character itself, or its number such as &#233;; & itself is &amp;");
      at = end;
    }
    return plain;
  }
  void advance(std::size_t to) {
    for (; at_ < to; ++at_) line_ += text_[at_] == '\n';
  }
  void pass(std::string_view end, const char* what) {
    const std::size_t found = text_.find(end, at_);
    if (found == std::string_view::npos) refuse(line_, std::string("has ") + what + " without an end");
    advance(found + end.size());
  }
  // To the next opening or closing tag, over text, comments, declarations and character data.
  bool skip_to_tag() {
    while (true) {
      const std::size_t found = std::min(text_.find('<', at_), text_.size());
      if (const std::string_view between = text_.substr(at_, found - at_); between.find('&') != std::string_view::npos)
        without_entities(between, line_);
      advance(found);
      if (found == text_.size()) return false;
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("<!--"))
        pass("-->", "a comment");
      else if (rest.starts_with("<![CDATA["))
        pass("]]>", "character data");
      else if (rest.starts_with("<?"))
        pass("?>", "a declaration");
      else if (rest.starts_with("<!"))
        refuse(line_, "has a document type, which is not read", "XML without <!DOCTYPE>");
      else
        return true;
    }
  }
  bool is_space() const {
    return at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos;
  }
  std::string word() {
    const std::size_t from = at_;
    advance(std::min(text_.find_first_of(" \t\r\n=/><\"'", at_), text_.size()));
    return std::string(text_.substr(from, at_ - from));
  }
  Tag read_tag() {
    Tag tag;
    advance(at_ + 1);
    if (at_ < text_.size() && text_[at_] == '/') {
      tag.closes = true;
      advance(at_ + 1);
    }
    const std::size_t from = at_;
    tag.name = word();
    const std::size_t colon = tag.name.find(':');
    if (!prefix_) prefix_ = tag.name.substr(0, colon == std::string::npos ? 0 : colon + 1);  // the root's
    if (!prefix_->empty() && tag.name.starts_with(*prefix_)) {  // another one's, as of a program that draws, stays
      tag.name.erase(0, prefix_->size());
      cuts_.emplace_back(from, from + prefix_->size());
    }
    if (tag.name.empty()) refuse(line_, "has “<” before no name", "&lt; in text");
    while (true) {
      while (is_space()) advance(at_ + 1);
      if (at_ >= text_.size()) refuse(line_, "ends inside <" + tag.name.substr(0, 60));
      if (text_[at_] == '>') break;
      if (text_.substr(at_).starts_with("/>") && !tag.closes) {
        tag.empty = true;
        advance(at_ + 1);
        break;
      }
      const std::size_t begin = at_;
      const std::string key = word();
      while (is_space()) advance(at_ + 1);
      if (key.empty() || at_ >= text_.size() || text_[at_] != '=')
        refuse(line_, "has a malformed tag <" + tag.name.substr(0, 60) + ">");
      advance(at_ + 1);
      while (is_space()) advance(at_ + 1);
      const char quote = at_ < text_.size() ? text_[at_] : ' ';
      const std::size_t end = quote == '"' || quote == '\'' ? text_.find(quote, at_ + 1) : std::string_view::npos;
      if (end == std::string_view::npos)
        refuse(line_, "has an attribute without quotes in <" + tag.name.substr(0, 60) + ">");
      tag.attributes.emplace_back(key, without_entities(text_.substr(at_ + 1, end - at_ - 1), line_));
      advance(end + 1);
      if (tag.name == "edge" && key == "directed") cuts_.emplace_back(begin, end + 1);
    }
    advance(at_ + 1);
    return tag;
  }

  std::string_view text_;
  std::string file_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<std::pair<std::string, int>> edge_ends_;
  std::vector<std::pair<std::size_t, std::size_t>> cuts_;
  std::optional<std::string> prefix_;  // of GraphML's namespace, with its colon
};

}  // namespace

GraphmlScan scan_graphml(std::string_view text, const std::string& file) { return Scanner(text, file).scan(); }

}  // namespace kantel
