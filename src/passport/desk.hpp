#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access_journal.hpp"
#include "mloc/workspace/workspace.hpp"
#include "verbs.hpp"

namespace mloc::passport {

constexpr std::size_t access_code_length = 8;  ///< characters, 40 bits: checked with a slow hash and a lock

/// The competence lists a passport can follow, with what goes on from what.
const std::vector<CompetenceList>& competence_lists();
const CompetenceList& competence_list(std::string_view name);
/// The role table's line for an action (droit_passeport).
Right right_to(std::string_view action);

/// Whoever stands at the desk: staff, a partner, or the owner who has typed the access code.
struct Visitor {
  std::string by;    ///< staff or partner code, also when the owner stands beside them
  std::string role;  ///< of the list role; `jeune` for the owner
};

/// Where every command on one passport begins: who asks, whether they may, and the line of the journal for it. A refusal
/// is a line, too.
class PassportDesk {
 public:
  static Result<PassportDesk> open(World& world, const Globals& globals, std::string_view action, const PassportArgs& args);
  /// The same in a workspace that is open for writing.
  static Result<PassportDesk> open_in(Workspace workspace, std::string_view action, const PassportArgs& args);

  Workspace& workspace() const { return *workspace_; }
  const CaseId& id() const { return id_; }
  const Dossier& dossier() const { return *open_.dossier; }
  const Passport& passport() const { return passport_; }
  const Visitor& visitor() const { return visitor_; }
  Date today() const { return workspace_->world().today(); }
  std::vector<const Node*> records() const;
  std::vector<Competence> competences() const { return competences_on(passport_, competence_lists(), today()); }
  /// Of the parts competences, experiences and references those that the visitor may see: a partner what the owner's
  /// consents name, all others everything.
  bool shows(std::string_view part) const;
  /// A218, with its line of the journal, when the visitor may not see that part.
  Result<> require_part(std::string_view part);
  /// A103 when the passport was closed on that day or before.
  Result<> require_open(Date day) const;

  Node* make(Arena& arena, std::string_view kind, Date day) const;
  /// What is refused is a line of the journal, too; gives the failure.
  Result<> refuse(std::string_view outcome, Exit exit, Problem found);
  /// The reading is put down; only then is anything shown. False with --dry-run, which notes nothing and so shows nothing.
  Result<bool> note_reading();
  /// The records, with the line of the journal and what else `change` holds. Refused when the passport then breaks a rule
  /// that it kept before; the levels at a closing follow what is corrected.
  Result<> commit(const std::vector<const Node*>& records, Change change = {});

 private:
  explicit PassportDesk(Workspace workspace, CaseId id, OpenDossier open, Passport passport)
      : workspace_(std::make_unique<Workspace>(std::move(workspace))), id_(std::move(id)), open_(std::move(open)),
        passport_(std::move(passport)) {}
  Result<> admit(const PassportArgs& args);
  Result<> check_code(const std::string& typed);
  Access access(std::string_view outcome) const { return {visitor_.by, visitor_.role, action_, std::string(outcome), id_.text()}; }

  std::unique_ptr<Workspace> workspace_;
  CaseId id_;
  OpenDossier open_;
  Passport passport_;
  std::string action_;
  Visitor visitor_;
  std::optional<std::vector<std::string>> parts_;  ///< none: all
};

/// The passports of a case, those that are open first, by id.
Result<std::vector<std::string>> passports_of(Workspace& workspace, const CaseId& person);
/// A102 when the case has an open passport.
Result<> require_none_open(Workspace& workspace, const CaseId& person);
/// The referent of a fact that somebody else records: known, and with the right to write this passport.
Result<> check_referent(const PassportDesk& desk, const std::string& code);
/// `jpg` for the type jpeg, else the type itself.
std::string_view ending_of(std::string_view type);
/// Passport id, or the case it belongs to; A101 without one.
Result<CaseId> resolve_passport(Workspace& workspace, const std::string& text);
/// Who acts for the workspace's actor, with training and charter; `passport` for a right on it.
Result<Reader> reader_for(Workspace& workspace, const Visitor& visitor, const Dossier* passport);
/// Staff keep their role; a partner is a partner's referent. None when nobody has the code.
Result<std::optional<Visitor>> visitor_called(const Workspace& workspace, const std::string& code);
Result<Visitor> visitor_of(Workspace& workspace);
/// A104 to A108, A219.
Problem refusal(Hindrance why, const Visitor& visitor, std::string_view action, std::string_view passport);
/// A221 when the person was forgotten, or the passport's owner was.
Result<> require_known_person(const Workspace& workspace, const CaseId& person);
Result<> require_known_owner(const Workspace& workspace, const Passport& passport);
/// Puts the line of the journal down for a listing; false with --dry-run, which notes nothing and so shows nothing.
Result<bool> note_listing(Workspace& workspace, const Change& change);
/// For commands on no passport in particular: the same judgement; the line of the journal goes into `change`.
Result<Visitor> admit_visitor(Workspace& workspace, std::string_view action, Change& change, const std::string& passport = {});

/// Records of a dossier that are not voided.
std::vector<const Node*> live_of(const Dossier& dossier);
void put(Arena& arena, Node& record, std::string_view key, const std::optional<Date>& value);
/// The records as they are after a change, without those that it voids.
std::vector<const Node*> after_change(const std::vector<const Node*>& live, const std::vector<const Node*>& changed);
/// The secret that was typed, or the line of standard input for `-`.
Result<std::string> typed_secret(World& world, const std::string& text);

/// Whether partners of the category are of the passport's network; companies and authorities stand beside it.
bool is_of_network(std::string_view category);

}  // namespace mloc::passport
