#include "tools/telegram_directory.hpp"

namespace torntape::tools {

void TelegramDirectory::add(const topology::Telegram& telegram) {
  if (telegram.from || telegram.originator_ri) {
    std::string name = telegram.from.value_or("");
    name = name.substr(0, name.find("//"));
    while (name.ends_with(' ')) name.pop_back();
    ++counts_[{telegram.originator_ri.value_or(""), name}].originator;
  }
  for (const topology::AddressLine& line : telegram.to) ++counts_[{line.ri, line.name}].action;
  for (const topology::AddressLine& line : telegram.info) ++counts_[{line.ri, line.name}].info;
}

std::string TelegramDirectory::tsv() const {
  std::string text = "ri\tname\toriginator\taction\tinfo\n";
  for (const auto& [addressee, counts] : counts_) {
    text += addressee.first + '\t' + addressee.second;
    for (const std::uint64_t count : {counts.originator, counts.action, counts.info})
      text += '\t' + std::to_string(count);
    text += '\n';
  }
  return text;
}

}  // namespace torntape::tools
