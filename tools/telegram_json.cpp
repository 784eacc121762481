#include "tools/telegram_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace torntape::tools {
namespace {

using topology::AddressLine;
using topology::Diagnostic;
using topology::Telegram;

// The length of the UTF-8 character at the front of `text`, or 0 where there is none (RFC 3629).
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto follows = [&](std::size_t i, unsigned low, unsigned high) { return byte(i) >= low && byte(i) <= high; };
  const unsigned lead = byte(0);
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1, 0x80, 0xBF) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool second = follows(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
    return second && follows(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool second = follows(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
    return second && follows(2, 0x80, 0xBF) && follows(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

// True of the bytes that stand in a JSON string as they are.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

// True where one of eight bytes does not stand in a JSON string as it is.
bool has_special(std::uint64_t bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  const auto below = [](std::uint64_t each, std::uint64_t limit) { return (each - limit * kOnes) & ~each; };
  return ((bytes | below(bytes, 0x20) | below(bytes ^ '"' * kOnes, 1) | below(bytes ^ '\\' * kOnes, 1)) &
          0x80 * kOnes) != 0;
}

// Writes the character at the front of `rest`, one that does not stand as it is, and takes it off.
char* put_special(char* to, std::string_view& rest) {
  const auto put = [&to](std::string_view text) { to = std::copy(text.begin(), text.end(), to); };
  const auto c = static_cast<unsigned char>(rest[0]);
  std::size_t taken = 1;
  if (c == '"' || c == '\\') {
    *to++ = '\\';
    *to++ = rest[0];
  } else if (c < 0x20) {
    constexpr std::string_view kHex = "0123456789abcdef";
    put("\\u00");
    *to++ = kHex[c >> 4];
    *to++ = kHex[c & 15];
  } else if (const std::size_t length = utf8_length(rest.substr(0, 4)); length > 0) {
    put(rest.substr(0, length));
    taken = length;
  } else {
    put("\xEF\xBF\xBD");
  }
  rest.remove_prefix(taken);
  return to;
}

// Writes behind what a string holds, which in the end is as long as what is written.
class Out {
 public:
  explicit Out(std::string& text) : text_(text), used_(text.size()) { text_.resize(used_ + kFirst); }
  ~Out() { text_.resize(used_); }
  Out(const Out&) = delete;
  Out& operator=(const Out&) = delete;

  void operator+=(char c) {
    *room(1) = c;
    ++used_;
  }
  template <std::size_t kSize>
  void operator+=(const char (&literal)[kSize]) {
    std::memcpy(room(kSize - 1), literal, kSize - 1);
    used_ += kSize - 1;
  }
  void operator+=(std::string_view plain) {
    std::memcpy(room(plain.size()), plain.data(), plain.size());
    used_ += plain.size();
  }
  // As a JSON string.
  void quote(std::string_view text) {
    constexpr std::size_t kLongest = 6;  // \u001f
    char* to = room(kLongest * text.size() + 2);
    *to++ = '"';
    for (std::uint64_t eight = 0; text.size() >= sizeof eight; text.remove_prefix(sizeof eight)) {
      std::memcpy(&eight, text.data(), sizeof eight);
      if (has_special(eight)) break;
      std::memcpy(to, &eight, sizeof eight);
      to += sizeof eight;
    }
    while (!text.empty()) {
      if (kPlain[static_cast<unsigned char>(text[0])]) {
        *to++ = text[0];
        text.remove_prefix(1);
      } else {
        to = put_special(to, text);
      }
    }
    *to++ = '"';
    used_ = static_cast<std::size_t>(to - text_.data());
  }

 private:
  static constexpr std::size_t kFirst = 4096;

  // Where at least `bytes` more can be written.
  char* room(std::size_t bytes) {
    if (text_.size() - used_ < bytes) text_.resize(2 * text_.size() + bytes);
    return text_.data() + used_;
  }

  std::string& text_;
  std::size_t used_;
};

void append(Out& out, std::string_view text) {
  out.quote(text);
}

void append(Out& out, int number) {
  std::array<char, 16> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  static_cast<void>(error);
  out += std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

void append(Out& out, char letter) {
  append(out, std::string_view(&letter, 1));
}

template <typename First, typename Second>
void append(Out& out, const std::pair<First, Second>& pair);

template <typename T>
void append(Out& out, const std::optional<T>& value) {
  if (value) {
    append(out, *value);
  } else {
    out += "null";
  }
}

template <typename First, typename Second>
void append(Out& out, const std::pair<First, Second>& pair) {
  out += '[';
  append(out, pair.first);
  out += ", ";
  append(out, pair.second);
  out += ']';
}

void append_or_null(Out& out, const std::string& text) {
  if (text.empty()) {
    out += "null";
  } else {
    append(out, text);
  }
}

void append(Out& out, const AddressLine& line) {
  out += "{\"ri\": ";
  append_or_null(out, line.ri);
  out += ", \"name\": ";
  append_or_null(out, line.name);
  out += ", \"precedence\": ";
  append(out, line.precedence);
  out += ", \"serial\": ";
  append_or_null(out, line.serial);
  if (!line.office.empty()) {
    out += ", \"office\": ";
    append(out, line.office);
  }
  if (line.niact) out += ", \"niact\": true";
  if (line.zen) out += ", \"zen\": true";
  out += '}';
}

void append(Out& out, const topology::Zui& link) {
  out += "{\"ri\": ";
  append(out, link.ri);
  out += ", \"ssn\": ";
  append(out, link.ssn);
  out += ", \"time\": ";
  append_or_null(out, link.time);
  out += '}';
}

void append(Out& out, const topology::JanapLine& line) {
  out += "{\"raw\": ";
  append(out, line.raw);
  out += ", \"precedence\": ";
  append(out, line.precedence);
  out += ", \"lmf\": ";
  append(out, line.lmf);
  out += ", \"security\": ";
  append(out, line.security);
  out += ", \"cic\": ";
  append(out, line.cic);
  out += ", \"terminator\": ";
  append(out, line.terminator);
  out += '}';
}

void append(Out& out, const Diagnostic& diagnostic) {
  out += "{\"line\": ";
  append(out, diagnostic.line);
  out += ", \"column\": ";
  append(out, diagnostic.column);
  out += ", \"severity\": ";
  switch (diagnostic.severity) {
    case Diagnostic::Severity::note:
      out += "\"note\"";
      break;
    case Diagnostic::Severity::warning:
      out += "\"warning\"";
      break;
    case Diagnostic::Severity::error:
      out += "\"error\"";
      break;
  }
  out += ", \"code\": ";
  append(out, diagnostic.code);
  out += ", \"message\": ";
  append(out, diagnostic.message);
  out += '}';
}

template <typename T>
void append(Out& out, const std::vector<T>& list) {
  out += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += ", ";
    append(out, list[i]);
  }
  out += ']';
}

template <typename T>
void member(Out& out, std::string_view key, const T& value) {
  out += ", \"";
  out += key;
  out += "\": ";
  append(out, value);
}

template <typename T>
void member_if_any(Out& out, std::string_view key, const std::vector<T>& list) {
  if (!list.empty()) member(out, key, list);
}

template <typename T>
void member_if_any(Out& out, std::string_view key, const std::optional<T>& value) {
  if (value) member(out, key, *value);
}

}  // namespace

void append_json(std::string& text, const Telegram& telegram) {
  Out out(text);
  out += "{\"file\": ";
  append(out, telegram.file);
  member(out, "transmission_id", telegram.transmission_id);
  member(out, "routing_precedence", telegram.routing_precedence);
  member(out, "routing_line", telegram.routing_line);
  member(out, "originator_ri", telegram.originator_ri);
  member(out, "ssn", telegram.ssn);
  member(out, "section", telegram.section);
  member(out, "section_line", telegram.section_line);
  member(out, "sections", telegram.sections);
  member(out, "filing_time", telegram.filing_time);
  member(out, "classification_prosign", telegram.classification_prosign);
  member_if_any(out, "opsigs_fl4", telegram.opsigs_fl4);
  member_if_any(out, "fl4_remark", telegram.fl4_remark);
  member_if_any(out, "zui", telegram.zui);
  member(out, "precedence", telegram.precedence);
  member(out, "precedences", telegram.precedences);
  member(out, "dtg", telegram.dtg);
  member_if_any(out, "dtg_opsigs", telegram.dtg_opsigs);
  member(out, "dtg_remark", telegram.dtg_remark);
  member_if_any(out, "psn", telegram.psn);
  member_if_any(out, "mid", telegram.mid);
  member(out, "from", telegram.from);
  member(out, "to", telegram.to);
  member(out, "info", telegram.info);
  member(out, "xmt", telegram.xmt);
  member_if_any(out, "jfl2", telegram.jfl2);
  member_if_any(out, "class_redundancy", telegram.class_redundancy);
  member_if_any(out, "unclassified_lines", telegram.unclassified_lines);
  member(out, "diagnostics", telegram.diagnostics);
  out += '}';
}

}  // namespace torntape::tools
