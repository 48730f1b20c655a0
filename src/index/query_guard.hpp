#pragma once
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "database.hpp"
#include "mloc/index/index.hpp"

namespace mloc::index {

/// While it lives, statements of its database are a user's: they may read the tables of their sight, nothing else,
/// and not for ever.
class Guard {
 public:
  Guard(const Database& database, Sight sight);
  ~Guard();
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  const std::string& refused() const { return refused_; }  ///< what it closed the door to; empty: nothing

 private:
  static int authorize(void* self, int action, const char* first, const char* second, const char* database,
                       const char* view);
  static int count(void* self);
  int may_read(const std::string& table, std::string_view column);
  int refuse(const std::string& what);

  sqlite3* handle_;
  Sight sight_;
  std::set<std::string, std::less<>> own_;  ///< every table that lies in the database, shown to users or not
  std::string refused_;
  int left_ = 1000;  ///< times a million steps
};

/// Whether a query reads a table of names; not when it cannot be understood.
bool asks_for_names(const Database& database, std::string_view sql);

/// Tables with sensitive codes are covered by views that mask these; sight takes the covers off.
void cover(const Database& database);
void uncover(const Database& database);

}  // namespace mloc::index
