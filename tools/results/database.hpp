#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace torntape::results {

/// What SQLite says went wrong, in one line, and whether the machine or the file is to blame.
class DatabaseError : public std::runtime_error {
 public:
  enum class Kind {
    machine,  ///< no room, no permission, a read or write that failed
    busy,     ///< another process holds the file
    broken,   ///< the file is no database, or a damaged one
  };
  DatabaseError(Kind kind, const std::string& text) : std::runtime_error(text), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

/// One prepared statement. Parameters and columns count from 1 and from 0, as SQLite has them; each bind() takes the
/// next parameter and each column function the next column of the row.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  Statement& bind(std::int64_t value);
  Statement& bind(double value);
  Statement& bind(std::string_view text);
  Statement& bind_blob(std::string_view bytes);
  Statement& bind_null();

  /// True where there is a further row; parameters are bound anew after the last.
  bool step();
  /// Runs a statement that gives no row.
  void run() {
    while (step()) {
    }
  }

  std::int64_t integer();
  double real();
  std::string text();
  /// A text, or nothing where the column is null.
  std::optional<std::string> maybe_text();
  std::optional<std::int64_t> maybe_integer();
  std::string_view blob();  ///< valid until the next step

  /// How many columns a row has, and the name of one.
  int columns() const;
  std::string column_name(int column) const;
  /// What the next column holds, without passing it.
  enum class Type { integer, real, text, blob, null };
  Type type() const;
  void skip() { ++column_; }

 private:
  void check(int code) const;
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const;
  };
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
  int parameter_ = 0;
  int column_ = 0;
};

/// A connection to one SQLite file, for one thread at a time. Every member throws DatabaseError.
class Database {
 public:
  enum class Mode { read, write, create };
  Database(const std::string& path, Mode mode);

  Statement prepare(std::string_view sql) const { return {database_.get(), sql}; }
  /// Runs one or more statements, their rows dropped.
  void execute(const std::string& sql) const;
  /// The one integer that `sql` gives.
  std::int64_t integer(std::string_view sql) const;

 private:
  struct Closer {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Closer> database_;
};

/// What is done until commit() is done whole or, where that does not come, not at all.
class Transaction {
 public:
  explicit Transaction(const Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  const Database& database_;
  bool open_ = true;
};

}  // namespace torntape::results
