#include "scenarios/yaml_node.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>
#include <unordered_map>
#include <utility>
#include <vector>

namespace torntape::scenarios {
namespace {

using topology::Place;
using topology::Problems;

/// Thrown through the parser to leave it early, the problem being reported already.
struct Stop {};

/// Lets the parser read a text where it lies.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());
    setg(begin, begin, begin + text.size());
  }
};

/// Counts the nodes of a tree and measures its depth.
std::size_t measure(const YamlNode& node, int depth, int& deepest) {
  deepest = std::max(deepest, depth);
  std::size_t count = 1;
  for (const YamlNode& child : node.children) count += measure(child, depth + 1, deepest);
  return count;
}

/// Builds the tree from the parser's events.
class Builder : public YAML::EventHandler {
 public:
  Builder(std::shared_ptr<const std::string> file, Problems& problems) : file_(std::move(file)), problems_(problems) {}

  bool complete() const { return complete_; }
  YamlNode& root() { return root_; }

  Place place(const YAML::Mark& mark) const {
    if (mark.is_null()) return {file_, 1, 1};
    return {file_, mark.line + 1, mark.column + 1};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (!complete_) return;
    stop(mark, "a second YAML document begins here; a scenario file holds one");
  }
  void OnDocumentEnd() override { complete_ = true; }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (key_wanted()) return refuse_key(mark, "a key cannot be empty or null; put it in quotes if it is a word");
    YamlNode& node = add(mark, YamlNode::Kind::null, anchor);
    if (!node.key.empty()) node.place = node.key_place;
    close();
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_tag(mark, tag);
    if (key_wanted()) return take_key(mark, value);
    YamlNode& node = add(mark, YamlNode::Kind::scalar, anchor);
    node.quoted = tag != "?";
    node.text = value;
    close();
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (key_wanted()) return refuse_key(mark, "a key cannot be an alias; write it out");
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      stop(mark, "this alias stands inside what it names; write the value out");
    }
    int deepest = 0;
    aliased_ += measure(*found->second, static_cast<int>(open_.size()), deepest);
    if (aliased_ > kMostAliased) {
      stop(mark, "aliases add more than " + std::to_string(kMostAliased) + " values to this file; write it shorter");
    }
    if (deepest > kDeepest) stop_deep(mark);
    YamlNode copy = *found->second;
    YamlNode& node = add(mark, YamlNode::Kind::null, 0);
    node.kind = copy.kind;
    node.quoted = copy.quoted;
    node.text = std::move(copy.text);
    node.place = copy.place;
    node.children = std::move(copy.children);
    close();
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    start(mark, tag, anchor, YamlNode::Kind::list);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    start(mark, tag, anchor, YamlNode::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  /// A list or map that is not at its end yet, and of a map the keys so far and what the next value belongs to.
  struct Open {
    YamlNode* node;
    YAML::anchor_t anchor;
    bool key_ready = false;
    bool dropped = false;  ///< the key is refused, its value goes nowhere
    std::string key;
    Place key_place;
    std::unordered_map<std::string_view, const YamlNode*> keys;
  };

  bool key_wanted() const {
    return !open_.empty() && open_.back().node->kind == YamlNode::Kind::map && !open_.back().key_ready;
  }

  void take_key(const YAML::Mark& mark, const std::string& key) {
    Open& map = open_.back();
    map.key = key;
    map.key_place = place(mark);
    map.key_ready = true;
    if (key == "<<") {
      problems_.error(map.key_place, "merge keys ('<<') are not read; write the keys out, or alias a whole value");
      map.dropped = true;
    } else if (const auto first = map.keys.find(key); first != map.keys.end()) {
      problems_.error(map.key_place, "duplicate key " + quoted(key) + "; it stands already on line " +
                                         std::to_string(first->second->key_place.line) + ", keep one of the two");
      map.dropped = true;
    }
  }

  void refuse_key(const YAML::Mark& mark, const std::string& text) {
    problems_.error(place(mark), text);
    open_.back().key_ready = true;
    open_.back().dropped = true;
  }

  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    constexpr std::string_view kStandard = "tag:yaml.org,2002:";
    const std::string name = tag.starts_with(kStandard) ? "!!" + tag.substr(kStandard.size()) : tag;
    problems_.error(place(mark), "YAML tags (" + quoted(name) + ") are not read; write the value without one");
  }

  [[noreturn]] void stop(const YAML::Mark& mark, const std::string& text) {
    problems_.error(place(mark), text);
    throw Stop{};
  }
  [[noreturn]] void stop_deep(const YAML::Mark& mark) {
    stop(mark, "lists and maps stand more than " + std::to_string(kDeepest) + " deep in one another");
  }

  void start(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
    refuse_tag(mark, tag);
    if (open_.size() >= kDeepest) stop_deep(mark);
    const bool as_key = key_wanted();
    if (as_key) refuse_key(mark, "a key must be a single word, not " + std::string(word(kind)));
    add(mark, kind, anchor);
    if (as_key) open_[open_.size() - 2].key_ready = open_[open_.size() - 2].dropped = true;
  }

  /// Puts a new node in its place in the tree and opens it.
  YamlNode& add(const YAML::Mark& mark, YamlNode::Kind kind, YAML::anchor_t anchor) {
    YamlNode* node = &root_;
    if (!open_.empty()) {
      Open& parent = open_.back();
      std::list<YamlNode>& home = parent.dropped ? dropped_ : parent.node->children;
      node = &home.emplace_back();
      if (parent.node->kind == YamlNode::Kind::map) {
        node->key = std::move(parent.key);
        node->key_place = parent.key_place;
        if (!parent.dropped) parent.keys.emplace(node->key, node);
        parent.key_ready = parent.dropped = false;
      }
    }
    node->kind = kind;
    node->place = place(mark);
    open_.push_back({node, anchor, false, false, {}, {}, {}});
    return *node;
  }

  void close() {
    if (open_.back().anchor != 0) anchors_[open_.back().anchor] = open_.back().node;
    open_.pop_back();
  }

  std::shared_ptr<const std::string> file_;
  Problems& problems_;
  YamlNode root_;
  std::vector<Open> open_;
  std::list<YamlNode> dropped_;
  std::unordered_map<YAML::anchor_t, const YamlNode*> anchors_;
  std::size_t aliased_ = 0;
  bool complete_ = false;
};

/// The bytes of the UTF-8 character at the head of `text`, or 0 where there is none (RFC 3629), or it is a control
/// character that no text holds.
std::size_t character_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(0);
  if (first < 0x80) return (first < 0x20 && first != '\t' && first != '\n' && first != '\r') || first == 0x7F ? 0 : 1;
  const std::size_t size = first >= 0xC2 && first <= 0xDF   ? 2
                           : first >> 4 == 0xE              ? 3
                           : first >= 0xF0 && first <= 0xF4 ? 4
                                                            : 0;
  for (std::size_t i = 1; i < size; ++i) {
    if (byte(i) >> 6 != 2) return 0;
  }
  const unsigned second = byte(1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || beyond ? 0 : size;
}

/// Reports the first byte that is not UTF-8 text.
bool is_text(std::string_view text, const std::shared_ptr<const std::string>& file, Problems& problems) {
  int line = 1;
  std::size_t line_start = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = character_size(text.substr(at));
    if (size == 0) {
      constexpr std::string_view kHex = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(text[at]);
      problems.error({file, line, static_cast<int>(at - line_start) + 1},
                     std::string("not a text: the byte 0x") + kHex[byte >> 4] + kHex[byte & 15] +
                         " stands here; a scenario file is UTF-8 text");
      return false;
    }
    if (text[at] == '\n') {
      ++line;
      line_start = at + 1;
    }
    at += size;
  }
  return true;
}

/// True where a tab is in the blanks at the head of line `line`, from 1.
bool tab_indents(std::string_view text, int line) {
  for (; line > 1 && text.find('\n') != std::string_view::npos; --line) text.remove_prefix(text.find('\n') + 1);
  return text.substr(0, std::min(text.find_first_not_of(" \t"), text.size())).find('\t') != std::string_view::npos;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view wanted) const {
  for (const YamlNode& child : children) {
    if (kind == Kind::map && child.key == wanted) return &child;
  }
  return nullptr;
}

YamlNode* YamlNode::find(std::string_view wanted) {
  return const_cast<YamlNode*>(std::as_const(*this).find(wanted));
}

std::string_view word(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::null:
      return "nothing";
    case YamlNode::Kind::scalar:
      return "a single value";
    case YamlNode::Kind::list:
      return "a list";
    case YamlNode::Kind::map:
      return "a map";
  }
  return "";
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::size_t length = std::min(text.size(), kLongest);
  while (length < text.size() && length > 0 && static_cast<unsigned char>(text[length]) >> 6 == 2) --length;
  std::string result = "'";
  for (const char c : text.substr(0, length)) {
    const auto byte = static_cast<unsigned char>(c);
    result += byte < 0x20 || byte == 0x7F ? '?' : c;
  }
  return result + (length < text.size() ? "...'" : "'");
}

// Of the problems found before a syntax error, those on its line are doubtful: the parser has lost its way there.
std::optional<YamlNode> parse_yaml(std::string_view text, const std::shared_ptr<const std::string>& file,
                                   Problems& problems) {
  if (!is_text(text, file, problems)) return std::nullopt;
  TextBuffer buffer(text);
  std::istream stream(&buffer);
  Problems found;
  Builder builder(file, found);
  int broken_line = 0;
  bool whole = true;
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop&) {
    whole = false;
  } catch (const YAML::Exception& error) {
    const Place place = builder.place(error.mark);
    problems.error(place,
                   "not valid YAML: " + error.msg +
                       (tab_indents(text, place.line) ? "; this line is indented by a tab, YAML takes blanks" : ""));
    broken_line = place.line;
    whole = false;
  }
  for (topology::Problem& problem : found.sorted()) {
    const bool doubtful = broken_line > 0 && problem.place.line >= broken_line;
    if (!doubtful) problems.error(problem.place, std::move(problem.text));
  }
  if (!whole) return std::nullopt;
  if (!builder.complete()) builder.root().place = {file, 1, 1};
  return std::move(builder.root());
}

}  // namespace torntape::scenarios
