#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/named.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::passport {

/// The passport, by its own id or by the case or file number; with the access code the owner stands at the desk.
struct PassportArgs {
  std::string passport;
  std::optional<std::string> code = {};
};

struct PassportOpenArgs {
  CaseText case_text;
  std::string list = "savoir_etre_14";
  std::optional<Date> on, exchange;
};
/// A passport with an id of its own, all competences of the list to be verified; its access code is said once.
Result<Exit> open_passport(World& world, const Globals& globals, const PassportOpenArgs& args);

struct PassportCloseArgs : PassportArgs {
  std::string reason;
  std::optional<Date> on;
};
Result<Exit> close_passport(World& world, const Globals& globals, const PassportCloseArgs& args);

struct PassportRelistArgs : PassportArgs {
  std::string list;
  std::optional<Date> on, exchange;
};
/// Another list of competences; what nothing goes on from stays, with its level and history.
Result<Exit> relist_passport(World& world, const Globals& globals, const PassportRelistArgs& args);

/// A new access code in the place of the old one, said once.
Result<Exit> renew_access(World& world, const Globals& globals, const PassportArgs& args);

Result<Exit> show_passport(World& world, const Globals& globals, const PassportArgs& args);

struct PassportListArgs {
  std::vector<std::string> terms;
};
/// The passports that the visitor may read.
Result<Exit> list_passports(World& world, const Globals& globals, const PassportListArgs& args);

/// Referent, employer, young person: who and when.
struct PassportFactArgs : PassportArgs {
  std::string employer_role;
  std::optional<std::string> referent;
  std::optional<Date> referent_day, employer_day, exchange_day;
};
struct ExperienceArgs : PassportFactArgs {
  std::string employer, nature, rome;
  std::optional<Date> starts, ends;
  std::optional<int> hours;
};
Result<Exit> add_experience(World& world, const Globals& globals, const ExperienceArgs& args);
struct ExperienceListArgs : PassportArgs {
  std::vector<std::string> terms;
};
Result<Exit> list_experiences(World& world, const Globals& globals, const ExperienceListArgs& args);

struct ConfirmArgs : PassportFactArgs {
  std::string competence, level, experience;
};
/// The level of a competence, out of an experience.
Result<Exit> confirm_level(World& world, const Globals& globals, const ConfirmArgs& args);

/// The records of one kind with their ids, for who has to correct or to follow them.
struct RecordListArgs : PassportArgs {
  std::vector<std::string> terms;
};
Result<Exit> list_levels(World& world, const Globals& globals, const RecordListArgs& args);
Result<Exit> list_relistings(World& world, const Globals& globals, const RecordListArgs& args);
Result<Exit> list_attachments(World& world, const Globals& globals, const RecordListArgs& args);
Result<Exit> list_contributions(World& world, const Globals& globals, const RecordListArgs& args);
Result<Exit> list_handouts(World& world, const Globals& globals, const RecordListArgs& args);
Result<Exit> list_permits(World& world, const Globals& globals, const RecordListArgs& args);

struct AttachArgs : PassportArgs {
  std::string file, kind;
  std::optional<std::string> employer;
  std::optional<Date> starts, ends;
};
/// A file that the owner brings, beside the passport.
Result<Exit> attach_reference(World& world, const Globals& globals, const AttachArgs& args);

struct FetchArgs : PassportArgs {
  std::string reference, output;
};
Result<Exit> fetch_reference(World& world, const Globals& globals, const FetchArgs& args);

struct ConsentGiveArgs : PassportArgs {
  std::string to, given_by = "jeune";
  std::vector<std::string> parts;
  std::optional<Date> until, on;
};
Result<Exit> give_consent(World& world, const Globals& globals, const ConsentGiveArgs& args);
struct ConsentWithdrawArgs : PassportArgs {
  std::string consent, given_by = "jeune";
};
Result<Exit> withdraw_consent(World& world, const Globals& globals, const ConsentWithdrawArgs& args);
struct ConsentListArgs : PassportArgs {
  std::vector<std::string> terms;
};
Result<Exit> list_consents(World& world, const Globals& globals, const ConsentListArgs& args);

struct ShareArgs : PassportArgs {
  std::string to, output;
};
/// What a live consent covers, as a page for the one it names.
Result<Exit> share_passport(World& world, const Globals& globals, const ShareArgs& args);

struct PassportPrintArgs : PassportArgs {
  std::optional<std::string> output;
};
Result<Exit> print_passport(World& world, const Globals& globals, const PassportPrintArgs& args);

struct PassportOutputArgs : PassportArgs {
  std::string output;
};
Result<Exit> export_passport(World& world, const Globals& globals, const PassportOutputArgs& args);

struct PageArgs : PassportOutputArgs {
  std::optional<std::string> card, address;
};
/// One encrypted page that opens in a browser with its key, which is said once.
Result<Exit> make_passport_page(World& world, const Globals& globals, const PageArgs& args);

struct ContributeArgs : PassportArgs {
  OwnerText partner;
  std::string kind;
  std::optional<Date> on;
};
Result<Exit> note_contribution(World& world, const Globals& globals, const ContributeArgs& args);

struct JournalListArgs {
  std::vector<std::string> terms;  ///< passports among them
};
/// Who read and shared what, in codes.
Result<Exit> list_accesses(World& world, const Globals& globals, const JournalListArgs& args);

struct NetworkArgs {
  OwnerText partner;
  std::optional<Date> on;
};
/// The partner has signed the charter; left it, so that it may write no passport; done the training.
Result<Exit> end_charter(World& world, const Globals& globals, const NetworkArgs& args);
Result<Exit> sign_charter(World& world, const Globals& globals, const NetworkArgs& args);
Result<Exit> note_training(World& world, const Globals& globals, const NetworkArgs& args);
struct GatheringArgs {
  std::vector<OwnerText> partners;
  std::optional<Date> on;
};
/// A meeting of the network with those who came.
Result<Exit> note_gathering(World& world, const Globals& globals, const GatheringArgs& args);
struct GrantArgs : PassportArgs {
  OwnerText partner;
  std::optional<Date> starts, until;
};
/// The partner may write this passport until that day, in the place of an earlier permit; with charter, training and the
/// owner's consent.
Result<Exit> grant_writing(World& world, const Globals& globals, const GrantArgs& args);
struct PermitEndArgs : PassportArgs {
  OwnerText partner;
  std::optional<Date> on;
};
/// From that day on the partner may no longer write this passport.
Result<Exit> end_permit(World& world, const Globals& globals, const PermitEndArgs& args);

}  // namespace mloc::passport
