#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include <sqlite3.h>

namespace mloc::index {

/// What SQLite refuses, inside this room only; index.cpp decides whether the cache is thrown away, left, or the user
/// told.
struct SqlError {
  int code;
  std::string words;
  bool is_damage() const;  ///< the file is no good cache: take it away and build it again
};

class Database {
 public:
  Database() = default;  ///< none
  /// ":memory:" too. The file is attached under a name that only this process knows, beside a main database that stays
  /// empty: what a query may see are views of that name's tables, and no word of a query reaches past them.
  static Database open(const std::string& path);
  Database(Database&& other) noexcept : handle_(other.handle_), home_(std::move(other.home_)) { other.handle_ = nullptr; }
  Database& operator=(Database&& other) noexcept;
  ~Database();
  void run(const std::string& sql) const;
  sqlite3* handle() const { return handle_; }
  const std::string& home() const { return home_; }  ///< the name of the attached database

 private:
  explicit Database(sqlite3* handle) : handle_(handle) {}
  void limit() const;
  void attach(const std::string& path);
  sqlite3* handle_ = nullptr;
  std::string home_;
};

/// One prepared statement. Texts are bound without a copy: they live until the next reset.
class Statement {
 public:
  Statement(const Database& database, std::string_view sql);
  Statement(Statement&& other) noexcept : handle_(other.handle_) { other.handle_ = nullptr; }
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  void bind(int place, std::string_view text);
  void bind(int place, std::int64_t number);
  void bind_null(int place);
  bool step();  ///< a row is there
  void run();   ///< step and reset
  void reset();
  std::int64_t integer(int column) const { return sqlite3_column_int64(handle_, column); }
  std::string_view text(int column) const;
  sqlite3_stmt* handle() const { return handle_; }

 private:
  void require(int code) const;
  sqlite3_stmt* handle_ = nullptr;
};

std::string sql_name(std::string_view name);  ///< "into"

}  // namespace mloc::index
