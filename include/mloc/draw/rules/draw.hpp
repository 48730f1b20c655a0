#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/base/digest.hpp"
#include "mloc/base/result.hpp"
#include "mloc/programme/places.hpp"

namespace mloc::draw {

/// The construction `mloc-draw/1`: HKDF-SHA256 (RFC 5869) with the draw's id as salt and the public seed as key
/// material; everybody's ticket depends on their own label alone. After draft-thomson-elegy-vrs.
inline constexpr std::string_view draw_algorithm = "mloc-draw/1";
/// The seed of every rehearsal: known to all, so it decides nothing.
inline constexpr std::string_view rehearsal_seed = "REPETITION";

bool is_applicant_id(std::string_view text);  ///< `[A-Za-z0-9][A-Za-z0-9._-]{0,63}`; households are named alike
bool is_stratum(std::string_view text);       ///< `[A-Za-z0-9-]{1,32}`
bool is_draw_id(std::string_view text);       ///< `[a-z0-9-]{3,64}`

struct Applicant {
  std::string id;       ///< the file number
  std::string stratum;  ///< the site's code
  std::string cluster;  ///< the household, empty when alone
  auto operator<=>(const Applicant&) const = default;
};
/// What gets a ticket: the applicant's id, or `+` and the household.
std::string unit_label(const Applicant& applicant);

/// Who takes part, sorted bytewise by id; ids and households are unique also in lower case and no household spans two
/// strata.
class Roster {
 public:
  /// Any order; every broken rule is told (exit 5).
  static Result<Roster> make(std::vector<Applicant> applicants);
  /// The canonical bytes and no others; problems carry `file` and the line (exit 1).
  static Result<Roster> parse(std::string_view bytes, std::string_view file = "roster.tsv");
  const std::vector<Applicant>& applicants() const { return applicants_; }
  std::string bytes() const;   ///< the content of roster.tsv
  std::string sha256() const;  ///< what `sha256sum roster.tsv` shows

 private:
  explicit Roster(std::vector<Applicant> applicants) : applicants_(std::move(applicants)) {}
  std::vector<Applicant> applicants_;
};

struct DrawTerms {
  std::string draw_id;
  std::string seed;
  Quotas quotas;
  Policy policy = Policy::skip;
};

/// One line of result.tsv. Members of a household share rank and ticket.
struct Placement {
  std::string stratum;
  std::uint32_t rank = 0;
  std::string id;
  std::string ticket;  ///< 64 hexadecimal digits
  bool selected = false;
  bool operator==(const Placement&) const = default;
};

Digest draw_key(std::string_view draw_id, std::string_view seed);  ///< HKDF-Extract
Digest ticket(const Digest& key, std::string_view label);          ///< HKDF-Expand, 32 bytes

/// A roster in its strata and units, to be drawn with one key or with many.
class Lottery {
 public:
  /// Fails (exit 5) on an applicant whose stratum has no quota. `roster` has to stay.
  static Result<Lottery> make(const Roster& roster, const Quotas& quotas, Policy policy);
  /// Sets who is selected, in the roster's order.
  void draw(const Digest& key, std::vector<char>& selected);
  std::vector<Placement> placements(const Digest& key);

 private:
  struct Unit {
    Digest ticket;
    std::size_t place;  ///< in `labels`, which are in bytewise order
  };
  struct Stratum {
    std::string name;
    std::uint32_t quota;
    std::vector<std::string> labels, messages;
    std::vector<std::vector<std::size_t>> members;  ///< of each label, in the roster
    std::vector<Unit> units;
  };
  template <class Take>
  void each_unit(const Digest& key, Take take);

  const Roster* roster_ = nullptr;
  Policy policy_ = Policy::skip;
  std::vector<Stratum> strata_;
};

/// Strata bytewise, in each by rank, households by id. Fails (exit 5) on a draw id of another shape, an empty seed, or
/// an applicant whose stratum has no quota.
Result<std::vector<Placement>> run_draw(const Roster& roster, const DrawTerms& terms);

std::string result_bytes(std::span<const Placement> placements);  ///< the content of result.tsv
/// Strict about shape, not about the outcome; problems carry `file` and the line (exit 1).
Result<std::vector<Placement>> parse_result(std::string_view bytes, std::string_view file = "result.tsv");

/// How a draw went in one stratum.
struct StratumSummary {
  std::string stratum;
  std::uint32_t applicants = 0;
  std::uint32_t places = 0;
  std::uint32_t selected = 0;
  std::vector<std::string> passed_over;  ///< labels of units that wait though a later one is selected, by rank
  std::uint32_t unfilled() const { return places > selected ? places - selected : 0; }
};
/// One for each quota, in their order.
std::vector<StratumSummary> summarise(const Roster& roster, const Quotas& quotas, std::span<const Placement> placements);
/// SHA-256 of the selected ids, sorted bytewise, one a line.
std::string selected_sha256(std::span<const Placement> placements);

}  // namespace mloc::draw
