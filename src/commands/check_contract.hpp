#pragma once
#include <map>
#include <string>
#include <vector>

#include "mloc/codec/dossier.hpp"
#include "mloc/domain/contract.hpp"

namespace mloc {

/// What `check` finds wrong with contracts: steps out of their order or beyond the programme's length, two referents on
/// one day, an end without its reason, a call outside its guarantee.
class ContractChecker {
 public:
  void add(const std::string& programme, const ContractTerms& terms) { terms_[programme] = terms; }
  void check(const Dossier& dossier, std::vector<Problem>& problems) const;

 private:
  std::map<std::string, ContractTerms> terms_;
};

}  // namespace mloc
