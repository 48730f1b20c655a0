#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/result.hpp"
#include "mloc/store/store.hpp"
#include "mloc/sys/disk.hpp"

namespace mloc {

/// A value of a row: nothing known, an integer (cents, flags 0 and 1), a real (only what a query computes), a text.
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;

struct Rows {
  std::vector<std::string> columns;
  std::vector<std::vector<SqlValue>> rows;
};

/// One column of a table of the index, as the schema says it.
struct SqlColumn {
  enum class Type : std::uint8_t { text, integer, cents, flag };
  std::string name;
  Type type = Type::text;
  std::string english, french;  ///< labels; empty for the columns that only lead to the record
  bool sensitive = false;       ///< some of its codes are (justice, child protection, health)
};
struct SqlTable {
  std::string name;
  std::vector<SqlColumn> columns;
  std::size_t keys = 0;  ///< so many first columns name a row: owner, record, position
  bool personal = false;  ///< says who somebody is
  bool owned = false;     ///< of a passport, which belongs to the young person
};
/// Every table that a query may read, made from the schemas; in a fixed order.
std::vector<SqlTable> sql_tables();

/// What a query may see beyond the ordinary.
struct Sight {
  bool sensitive = false;   ///< sensitive codes; otherwise they read `masked`
  bool identities = false;  ///< the tables of names
  bool passports = false;   ///< only for commands that keep the journal of readings, and for built-in figures
};

enum class Invalid { refuse, leave_out };

/// The records of a workspace as SQL tables (DECISIONS, "Index"): one table per kind, lists and maps as child tables,
/// settings and code lists. Kept in `.mloc/cache.sqlite`, refreshed by stat; without it the same answers come slower.
class Index {
 public:
  struct Options {
    std::optional<std::int64_t> now;  ///< nanoseconds since 1970 by the file system's clock; the system's when absent
  };

  /// Brings the cache up to date with the store's files; where there can be none it is built in memory. Fails only where the disk does; what is wrong with records
  /// is in problems().
  static Result<Index> open(Disk& disk, const Store& store, const Options& options);
  ~Index();
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;

  /// Whatever cannot be read or breaks its schema, in the order of the files.
  const std::vector<Problem>& problems() const;
  /// Truth before output: fails with all problems (Exit::no, or Exit::newer), or gives how many records or files the
  /// answers will lack.
  Result<std::size_t> require_valid(Invalid invalid) const;

  /// For reports: the tables `params` (one row: first_day, last_day, after_day) and `calendar` (day, month, quarter,
  /// year, weekday 1 to 7 from Monday) of the period.
  Result<> set_period(const Period& period);

  /// The rows of one SELECT; parameters are ?1, ?2 … C161 for what is not one SELECT, C162 for SQLite's own words,
  /// C163 for what the sight does not reach.
  Result<Rows> rows(std::string_view sql, const std::vector<SqlValue>& parameters = {}, Sight sight = {}) const;
  /// The same one row at a time; `columns` comes first. A failure of the callbacks ends it.
  struct Receiver {
    std::function<Result<>(const std::vector<std::string>&)> columns;
    std::function<Result<>(std::span<const SqlValue>)> row;
  };
  Result<> each(std::string_view sql, const std::vector<SqlValue>& parameters, Sight sight,
                const Receiver& receiver) const;

 private:
  struct Inside;
  explicit Index(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace mloc
