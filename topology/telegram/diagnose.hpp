#pragma once

#include <string>

#include "topology/telegram/telegram.hpp"

namespace torntape::topology {

inline void diagnose(Telegram& telegram, Diagnostic::Severity severity, const char* code, const Span& where,
                     std::string message) {
  telegram.diagnostics.push_back({where.line, where.column, severity, code, std::move(message)});
}
inline void note(Telegram& telegram, const char* code, const Span& where, std::string message) {
  diagnose(telegram, Diagnostic::Severity::note, code, where, std::move(message));
}
inline void warn(Telegram& telegram, const char* code, const Span& where, std::string message) {
  diagnose(telegram, Diagnostic::Severity::warning, code, where, std::move(message));
}

}  // namespace torntape::topology
