#include "tools/results/database.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace torntape::results {
namespace {

DatabaseError::Kind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_SCHEMA:
    case SQLITE_ERROR:  // a table or a column that is not there
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
      return DatabaseError::Kind::broken;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return DatabaseError::Kind::busy;
    default:
      return DatabaseError::Kind::machine;
  }
}

[[noreturn]] void fail(sqlite3* database, int code) {
  std::string text = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  const int system = database != nullptr ? sqlite3_system_errno(database) : 0;
  const int primary = code & 0xFF;
  if (system != 0 && (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN)) text = std::strerror(system);
  // SQLite may quote a statement of the damaged file, which may have several lines.
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 127; }, ' ');
  throw DatabaseError(kind_of(code), text);
}

void throw_unless_writable(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  if (access(folder.empty() ? "." : folder.c_str(), W_OK) == 0) return;
  throw DatabaseError(DatabaseError::Kind::machine, std::strerror(errno));
}

}  // namespace

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr));
  statement_.reset(statement);
}

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) fail(database_, code);
}

Statement& Statement::bind(std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), ++parameter_, value));
  return *this;
}

Statement& Statement::bind(double value) {
  check(sqlite3_bind_double(statement_.get(), ++parameter_, value));
  return *this;
}

Statement& Statement::bind(std::string_view text) {
  check(sqlite3_bind_text64(statement_.get(), ++parameter_, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_blob(std::string_view bytes) {
  check(sqlite3_bind_blob64(statement_.get(), ++parameter_, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind_null() {
  check(sqlite3_bind_null(statement_.get(), ++parameter_));
  return *this;
}

bool Statement::step() {
  column_ = 0;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  parameter_ = 0;
  if (code != SQLITE_DONE) {
    const std::string text = sqlite3_errmsg(database_);
    const int extended = sqlite3_extended_errcode(database_);
    sqlite3_reset(statement_.get());
    if (kind_of(extended) == DatabaseError::Kind::machine) fail(database_, extended);
    throw DatabaseError(kind_of(extended), text);
  }
  sqlite3_reset(statement_.get());
  return false;
}

std::int64_t Statement::integer() {
  return sqlite3_column_int64(statement_.get(), column_++);
}

double Statement::real() {
  return sqlite3_column_double(statement_.get(), column_++);
}

std::string Statement::text() {
  return maybe_text().value_or("");
}

std::optional<std::string> Statement::maybe_text() {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column_));
  const int size = sqlite3_column_bytes(statement_.get(), column_++);
  if (text == nullptr) return std::nullopt;
  return std::string(text, static_cast<std::size_t>(size));
}

std::optional<std::int64_t> Statement::maybe_integer() {
  if (type() != Type::null) return integer();
  skip();
  return std::nullopt;
}

std::string_view Statement::blob() {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column_));
  const int size = sqlite3_column_bytes(statement_.get(), column_++);
  return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(size));
}

int Statement::columns() const {
  return sqlite3_column_count(statement_.get());
}

std::string Statement::column_name(int column) const {
  return sqlite3_column_name(statement_.get(), column);
}

Statement::Type Statement::type() const {
  switch (sqlite3_column_type(statement_.get(), column_)) {
    case SQLITE_INTEGER:
      return Type::integer;
    case SQLITE_FLOAT:
      return Type::real;
    case SQLITE_TEXT:
      return Type::text;
    case SQLITE_BLOB:
      return Type::blob;
    default:
      return Type::null;
  }
}

Database::Database(const std::string& path, Mode mode) {
  sqlite3* database = nullptr;
  const int flags = mode == Mode::read    ? SQLITE_OPEN_READONLY
                    : mode == Mode::write ? SQLITE_OPEN_READWRITE
                                          : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(path.c_str(), &database, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(database);
  if (code != SQLITE_OK) {
    // SQLite tries to read what it may not make, and then says that it is not there.
    if (mode == Mode::create && access(path.c_str(), F_OK) != 0) throw_unless_writable(path);
    fail(database, code);
  }
  sqlite3_extended_result_codes(database, 1);
}

void Database::Closer::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

void Database::execute(const std::string& sql) const {
  const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(database_.get(), code);
}

std::int64_t Database::integer(std::string_view sql) const {
  Statement statement = prepare(sql);
  if (!statement.step()) throw DatabaseError(DatabaseError::Kind::broken, "a row is missing");
  return statement.integer();
}

Transaction::Transaction(const Database& database) : database_(database) {
  database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const DatabaseError&) {
    // Where SQLite has rolled back by itself there is nothing left to undo.
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

}  // namespace torntape::results
