#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "mloc/base/result.hpp"

namespace mloc {

/// One code of the official list of communes (schemas/communes.tsv: code, name, postal codes, type, successor; licence ouverte).
struct Commune {
  enum class Type : char { commune = 'C', former = 'F', associated = 'A', delegated = 'D', arrondissement = 'M' };
  std::string_view code, name, postcodes;  ///< postal codes with blanks between
  Type type = Type::commune;
  std::string_view successor;  ///< the commune that counts it; empty for one that counts itself
};

/// By a search in the embedded file: nothing is loaded.
std::optional<Commune> find_commune(std::string_view code);
/// The code under which a commune is counted: its successor's, or its own.
std::string_view counted_commune(std::string_view code);
/// A code of the list that has not ended (Corsica's 20xxx have), or 99 and the country of somebody born or living abroad.
bool commune_is_known(std::string_view code);
bool is_postcode(std::string_view code);

/// What stands beside a code: the commune's name, its postal code; empty where there is none.
struct CommuneBeside {
  std::string_view name, postcode;
};
struct ReadCommune {
  std::string code;
  bool zero_restored = false;  ///< `1053`, proved by the list
};
/// The code of a cell. I163 when the list has no such code, I164 when neither name nor postal code beside it is the commune's: half of
/// all postal codes are the code of another commune. The hint is the code that the name has.
Result<ReadCommune> read_commune(std::string_view text, CommuneBeside beside = {});

}  // namespace mloc
