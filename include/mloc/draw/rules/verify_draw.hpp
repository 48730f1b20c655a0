#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mloc/draw/rules/draw.hpp"
#include "mloc/draw/rules/seed.hpp"
#include "mloc/draw/rules/state.hpp"

namespace mloc::draw {

/// What announcement.yaml says.
struct AnnouncementFacts {
  std::string draw_id;
  Date announced;
  std::uint32_t eligible = 0;
  Quotas quotas;
  Policy policy = Policy::skip;
  std::vector<AnnouncedSource> sources;
  std::optional<AnnouncedSource> fallback;
  std::string roster_sha256;
  bool rehearsal = false;
  std::string programme_sha256 = {};  ///< empty in draws announced before programmes were copied
};
/// What events.yaml says, each part when there is one.
struct RevelationFacts {
  std::vector<RevealedValue> values;
  std::string seed;
  std::string seed_hex;
};
struct RunFacts {
  std::string announcement_sha256;
  std::string roster_sha256;
  std::string result_sha256;
};
struct WithdrawalFacts {
  std::string applicant;
  std::vector<std::string> promoted;
  Vacancy vacancy = Vacancy::falls;
};
struct AdmissionFacts {
  Applicant applicant;
};
using DrawEvent = std::variant<WithdrawalFacts, AdmissionFacts>;

/// The files of a draw's directory: bytes, and what the YAML ones say.
struct DrawFiles {
  std::string_view announcement_bytes;
  AnnouncementFacts announcement;
  std::string_view roster;
  std::optional<std::string_view> result;
  std::optional<RevelationFacts> revelation;
  std::optional<RunFacts> run;
  std::vector<DrawEvent> events;
  std::optional<std::string_view> programme = {};  ///< programme.toml, the draw's own copy
};

/// The terms of the draw that was announced, with the seed that was revealed.
DrawTerms terms_of(const AnnouncementFacts& announcement, const RevelationFacts& revelation);

/// Recomputes a draw from its files; every difference names its file, none means that the draw stands. Once a digest
/// fails, what would only follow from it is not told again.
std::vector<Problem> verify_draw(const DrawFiles& files, std::span<const DrawSource> known);

}  // namespace mloc::draw
