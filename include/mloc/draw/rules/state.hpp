#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mloc/draw/rules/draw.hpp"

namespace mloc::draw {

enum class Standing { selected, promoted, waiting, withdrawn };

/// Where somebody stands after the draw's events.
struct Position {
  Applicant applicant;
  std::string ticket;
  std::uint32_t rank = 0;  ///< of the draw; 0 for who was admitted after it
  bool drawn = false;      ///< selected by the draw itself: the assignment that an evaluation uses
  Standing standing = Standing::waiting;
  bool holds_place() const { return standing == Standing::selected || standing == Standing::promoted; }
};

/// What becomes of the place of somebody who withdraws: it falls to who waits, or, in a trial, to nobody for ever.
enum class Vacancy { falls, stays_free };

/// A draw and what came after it. Places that become free go to the first waiting unit of the stratum, by ticket, that
/// fits; nothing is drawn a second time and the draw's own outcome stays readable.
class DrawState {
 public:
  /// As the draw left it.
  static Result<DrawState> after(const Roster& roster, const DrawTerms& terms);
  /// Gives the file numbers that are promoted in consequence. Unknown: exit 6; withdrawn already: exit 5.
  Result<std::vector<std::string>> withdraw(std::string_view id, Vacancy vacancy = Vacancy::falls);
  /// Takes its place by ticket among those who wait; gives who is promoted, which may be the applicant (exit 5).
  Result<std::vector<std::string>> admit(const Applicant& applicant);

  const Position* find(std::string_view id) const;
  /// Strata bytewise, in each by ticket.
  std::vector<Position> positions() const;
  std::uint32_t free_places(std::string_view stratum) const;

 private:
  struct Stratum {
    std::uint32_t capacity = 0;
    std::vector<Position> positions;  ///< by ticket, unit, id
  };
  Position* find(std::string_view id);
  Result<> check_admission(const Applicant& applicant) const;
  static std::uint32_t free_in(const Stratum& stratum);
  static std::vector<std::string> promote(Stratum& stratum);
  std::map<std::string, Stratum, std::less<>> strata_;
  std::map<std::string, std::string, std::less<>> stratum_of_;  ///< by lower-case id
  Digest key_{};
};

}  // namespace mloc::draw
