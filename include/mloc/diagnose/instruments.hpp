#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mloc/diagnose/rules/instrument.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::diagnose {

/// The questionnaires that come with mloc and those of the workspace.
class Instruments {
 public:
  /// Fails with everything that is wrong in the workspace's files.
  static Result<Instruments> of(const Store& store);
  /// Reads what can be read; what is wrong goes to `problems` (for check).
  static Result<Instruments> readable(const Store& store, std::vector<Problem>& problems);
  /// The same of files that are read already, by path.
  static Result<Instruments> readable(const std::map<std::string, std::string>& files, std::vector<Problem>& problems);

  /// `mobility` is its newest version, `mobility.1` just that one; G102 otherwise.
  Result<const Instrument*> named(std::string_view name) const;
  const Instrument* find(std::string_view name, int version) const;
  /// That of a diagnosis record, or nullptr.
  const Instrument* of_record(const Node& record) const;
  std::vector<const Instrument*> all() const;  ///< by name and version

 private:
  void add(Instrument instrument);
  std::map<std::pair<std::string, int>, Instrument> instruments_;
};

/// The answers of a diagnosis record.
Answers answers_of(const Node& record);
/// `Apte (apte)`, `2 (Acquis)`, `oui`; `masked` for what is sensitive.
std::string answer_label(const Item& item, std::string_view answer, Language language, bool sensitive);
/// The item, or one of the codes answered, is sensitive.
bool is_sensitive(const Item& item, std::string_view answer);
std::string_view label_of(const Item& item, Language language);

/// Whether `signer` may sign the instrument: G111 with exit rule.
Result<> check_signer(const Settings& settings, const Instrument& instrument, std::string_view signer);
/// What only the instrument knows of a diagnosis record: answers, signer, wave. In the order of the items.
std::vector<AnswerProblem> check_diagnosis(const Settings& settings, const Instruments& instruments, const Node& record);

/// The record in words, one line for each answer and score, for `show`.
std::string diagnosis_page(const Instruments& instruments, const Record& record, Language language, bool sensitive);

}  // namespace mloc::diagnose
