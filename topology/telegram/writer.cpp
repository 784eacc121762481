#include "topology/telegram/writer.hpp"

#include <algorithm>
#include <string_view>

#include "topology/telegram/addresses.hpp"
#include "topology/telegram/characters.hpp"
#include "topology/telegram/furniture.hpp"
#include "topology/telegram/heading.hpp"

namespace torntape::topology {
namespace {

// Writes words, beginning a new line where the next does not fit.
class WrappedLine {
 public:
  explicit WrappedLine(std::string& out) : out_(out), begin_(out.size()) {}

  void add(std::string_view word) {
    const std::size_t width = out_.size() - begin_;
    if (width > 0 && width + 1 + word.size() > kLineLength) {
      out_ += '\n';
      begin_ = out_.size();
    } else if (width > 0) {
      out_ += ' ';
    }
    out_ += word;
  }

 private:
  std::string& out_;
  std::size_t begin_;
};

void write_words(std::string& out, std::string_view text) {
  WrappedLine line(out);
  while (!text.empty()) line.add(characters::take_word(text));
  out += '\n';
}

void write_routing(std::string& out, const std::string& precedence, const std::vector<std::string>& indicators) {
  WrappedLine line(out);
  line.add(precedence);
  for (const std::string& indicator : indicators) line.add(indicator);
  out += '\n';
}

// JANAP 128 format line 2 with other indicators.
std::string janap_line(const Telegram& telegram, const CopyRouting& copy) {
  const JanapLine& line = *telegram.jfl2;
  std::string text = copy.precedence + line.lmf + line.security + line.cic + ' ';
  text += telegram.originator_ri.value_or("") + telegram.ssn.value_or("") + ' ' + telegram.filing_time.value_or("");
  text += '-' + telegram.class_redundancy.value_or("") + "--";
  for (std::size_t i = 0; i < copy.indicators.size(); ++i) text += (i > 0 ? " " : "") + copy.indicators[i];
  return text + line.terminator;
}

void write_origin(std::string& out, const Telegram& telegram) {
  if (!telegram.originator_ri || telegram.jfl2) return;
  out += "DE " + *telegram.originator_ri;
  if (telegram.ssn) out += " #" + *telegram.ssn;
  if (telegram.ssn && telegram.section) {
    const std::string section = std::to_string(*telegram.section);
    out += '/' + std::string(section.size() < 2 ? 2 - section.size() : 0, '0') + section;
  }
  if (telegram.filing_time) out += ' ' + *telegram.filing_time;
  out += '\n';
}

// The remark goes on below where a ZUI begins: nothing else is taken for more of format line 4.
void write_classification(std::string& out, const Telegram& telegram) {
  if (!telegram.classification_prosign) return;
  std::string text = *telegram.classification_prosign;
  if (telegram.fl4_remark) {
    text += ' ' + *telegram.fl4_remark;
  } else {
    for (const std::string& signal : telegram.opsigs_fl4) text += ' ' + signal;
  }
  std::size_t begin = 0;
  while (text.size() - begin > kLineLength) {
    const std::size_t next = text.rfind(" ZUI ", begin + kLineLength);
    if (next == std::string::npos || next <= begin) break;
    text[next] = '\n';
    begin = next + 1;
  }
  out += text + '\n';
}

void write_dtg(std::string& out, const Telegram& telegram) {
  std::string line;
  for (const char letter : telegram.precedences) line += std::string(1, letter) + ' ';
  if (telegram.dtg) {
    line += *telegram.dtg;
  } else if (telegram.garbled_dtg) {
    line += *telegram.garbled_dtg;
  } else {
    return;
  }
  if (telegram.dtg_remark) line += ' ' + *telegram.dtg_remark;
  out += line + '\n';
}

std::string tail_of(const AddressLine& line) {
  std::string tail;
  if (line.niact) tail += "NIACT ";
  switch (line.precedence.value_or(' ')) {
    case 'Z':
      tail += "FLASH ";
      break;
    case 'O':
      tail += "IMMEDIATE ";
      break;
    case 'P':
      tail += "PRIORITY ";
      break;
    case 'R':
      tail += "ROUTINE ";
      break;
    default:
      break;
  }
  tail += line.serial;
  if (!tail.empty() && tail.back() == ' ') tail.pop_back();
  return tail;
}

// Where a long name behind an indicator may be broken so that what follows is read as more of it; npos where nowhere.
std::size_t break_of_name(std::string_view text) {
  constexpr std::size_t kLeast = 55;  // a shorter line is not taken for one that goes on below
  for (std::size_t at = std::min(kLineLength, text.size() - 1); at >= kLeast; --at) {
    if (text[at] != ' ') continue;
    const std::string_view rest = text.substr(at + 1);
    std::string_view ignored;
    const bool keyword = is_keyword(rest, "TO", ignored) || is_keyword(rest, "INFO", ignored) ||
                         is_keyword(rest, "XMT", ignored) || is_break(rest);
    if (!keyword && !begins_as_name(rest) && furniture_of(rest) == Furniture::none) return at;
  }
  return std::string_view::npos;
}

void write_list(std::string& out, std::string_view keyword, const std::vector<AddressLine>& list) {
  for (std::size_t i = 0; i < list.size(); ++i) out += write_address(i == 0 ? keyword : std::string_view{}, list[i]);
}

void write_rest(std::string& out, const Telegram& telegram) {
  write_origin(out, telegram);
  write_classification(out, telegram);
  for (const std::string& line : telegram.unclassified_lines) out += line + '\n';
  write_dtg(out, telegram);
  if (telegram.from) out += "FM " + *telegram.from + '\n';
  write_list(out, "TO ", telegram.to);
  write_list(out, "INFO ", telegram.info);
  for (std::size_t i = 0; i < telegram.xmt.size(); ++i) out += (i == 0 ? "XMT " : "") + telegram.xmt[i] + '\n';
}

}  // namespace

std::string write_heading(const Telegram& telegram) {
  std::string out;
  if (telegram.transmission_id) out += *telegram.transmission_id + '\n';
  if (telegram.jfl2) {
    write_words(out, telegram.jfl2->raw);
  } else if (telegram.routing_precedence) {
    write_routing(out, *telegram.routing_precedence, telegram.routing_line);
  }
  write_rest(out, telegram);
  return out;
}

std::string write_heading(const Telegram& telegram, const CopyRouting& copy) {
  std::string out;
  if (telegram.transmission_id) out += *telegram.transmission_id + '\n';
  out += write_routing_line(telegram, copy);
  write_rest(out, telegram);
  return out;
}

std::string write_routing_line(const Telegram& telegram, const CopyRouting& copy) {
  std::string out;
  if (telegram.jfl2) {
    write_words(out, janap_line(telegram, copy));
  } else {
    write_routing(out, std::string(2, copy.precedence), copy.indicators);
  }
  return out;
}

std::string write_below_routing(const Telegram& telegram) {
  std::string out;
  write_rest(out, telegram);
  return out;
}

// An address line is broken before what is sure to be read as more of it: the office code, the precedence and serial,
// the end of a long name.
std::string write_address(std::string_view keyword, const AddressLine& line) {
  std::string text(keyword);
  if (line.zen) text += "ZEN/";
  if (!line.ri.empty()) text += line.ri + '/';
  text += line.name;
  if (text.size() > kLineLength && !line.ri.empty()) {
    const std::size_t at = break_of_name(text);
    if (at != std::string::npos) text[at] = '\n';
  }
  const auto width = [&] { return text.size() - (text.rfind('\n') + 1); };
  if (!line.office.empty()) {
    const std::string office = "//" + line.office + "//";
    text += (width() + office.size() > kLineLength ? "\n" : "") + office;
  }
  const std::string tail = tail_of(line);
  if (!tail.empty()) text += (width() + 1 + tail.size() > kLineLength ? '\n' : ' ') + tail;
  return text += '\n';
}

std::string write_telegram(const Telegram& telegram) {
  std::string out = write_heading(telegram);
  const bool heading = !out.empty();
  if (heading) out += "BT\n";
  if (telegram.section_line) {
    const auto& [number, total] = *telegram.section_line;
    out += "SECTION " + std::to_string(number) + " OF " + std::to_string(total) + '\n';
  }
  return out + (heading ? "BT\nNNNN\n" : "NNNN\n");
}

}  // namespace torntape::topology
