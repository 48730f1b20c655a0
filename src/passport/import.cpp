#include <algorithm>

#include "desk.hpp"
#include "mloc/import/target.hpp"

namespace mloc::passport {
namespace {

/// One passport that rows speak of.
struct TouchedPassport {
  CaseId id;
  OpenDossier open;
  Passport passport;
  std::optional<Problem> refused;  ///< why the actor may not write it
  std::vector<const Node*> fresh;
};

/// Rows that become experiences. No key of a row is kept, for it could say anything: what is known already is told by its
/// employer, nature and first day.
class ExperienceTarget final : public imports::ImportTarget {
 public:
  ExperienceTarget(Workspace& workspace, imports::Import& import, Visitor visitor)
      : workspace_(workspace), import_(import), visitor_(std::move(visitor)) {}

  Result<> load() override { return {}; }
  bool completes(std::string_view kind) const override { return kind == "experience"; }

  Result<imports::Verdict> place(imports::Draft& draft) override {
    auto id = resolve_passport(workspace_, draft.file_number);
    if (!id) return reject(draft, "application.file_number", problem("A101"_m, draft.file_number));
    TRY(touched, touch(*id));
    if (touched->refused) return reject(draft, "application.file_number", *touched->refused);
    TRY(record, record_of(draft, *touched));
    CHECKED(judge(draft, *touched, *record));
    if (!draft.valid()) return imports::Verdict::rejected;
    if (const Node* known = known_one(*touched, *record)) {
      if (says_the_same(*known, draft)) return imports::Verdict::same;
      return reject(draft, "experience.starts", problem("A137"_m, known->get("id")));
    }
    touched->fresh.push_back(record);
    return imports::Verdict::fresh;
  }

  Result<Change> change() override {
    Change change;
    for (const auto& [id, touched] : touched_) {
      if (touched.fresh.empty()) continue;
      CHECKED(add_access(workspace_, change, {visitor_.by, visitor_.role, "ecrire", "fait", id}));
      change.put(passport_path(touched.id), with_records(*touched.open.dossier, touched.fresh), touched.open.digest);
    }
    return change;
  }

 private:
  imports::Verdict reject(imports::Draft& draft, std::string_view field, Problem found) {
    draft.problems.push_back(at(import_.place(draft, field), std::move(found)));
    return imports::Verdict::rejected;
  }

  Result<std::optional<Problem>> refusal_for(const Visitor& visitor, const CaseId& id, const Dossier& dossier) {
    TRY(reader, reader_for(workspace_, visitor, &dossier));
    const Hindrance why = hindrance_of(right_to("ecrire"), reader);
    if (why == Hindrance::none) return std::nullopt;
    return std::optional(refusal(why, visitor, "ecrire", id.shown()));
  }

  Result<TouchedPassport*> touch(const CaseId& id) {
    const auto found = touched_.find(id.text());
    if (found != touched_.end()) return &found->second;
    TRY(open, workspace_.read(passport_path(id)));
    const auto passport = Passport::from(live_of(*open.dossier));
    if (!passport) return fail(Exit::unknown, problem("A101"_m, id.shown()));
    TRY(refused, refusal_for(visitor_, id, *open.dossier));
    if (refused) {
      Change line;
      CHECKED(add_access(workspace_, line, {visitor_.by, visitor_.role, "ecrire", "refuse", id.text()}));
      CHECKED(workspace_.commit_always(line));
    }
    if (const auto known = require_known_owner(workspace_, *passport); !refused && !known) refused = known.error().problems.front();
    const Date today = workspace_.world().today();
    if (!refused && passport->closed && *passport->closed <= today) refused = problem("A103"_m, id.shown(), passport->closed->text());
    return &touched_.emplace(id.text(), TouchedPassport{id, std::move(open), *passport, std::move(refused), {}}).first->second;
  }

  Result<Node*> record_of(const imports::Draft& draft, const TouchedPassport& touched) {
    Arena& arena = import_.arena;
    const Node& values = *draft.records.at("experience");
    const Date day = Date::parse(values.get("starts")).value_or(workspace_.world().today());
    Node* record = nullptr;
    do record = new_record(arena, "experience", day, visitor_.by, touched.open.dossier.get(), workspace_.world().random);
    while (std::ranges::any_of(touched.fresh, [&](const Node* one) { return one->get("id") == record->get("id"); }));
    for (const Node& value : values) arena.set(*record, value.key, arena.copy(value));
    if (!record->has("referent")) arena.set(*record, "referent", arena.text(visitor_.by));
    return record;
  }

  Result<> judge(imports::Draft& draft, const TouchedPassport& touched, const Node& record) {
    if (auto shaped = check_shape(record); !shaped) {
      for (Problem& found : shaped.error().problems) reject(draft, {}, std::move(found));
      return {};
    }
    const std::string siret(record.get("employer")), referent(record.get("referent"));
    if (!siret_is_valid(siret)) reject(draft, "experience.employer", problem("I109"_m, siret));
    if (record.has("ends") && record.get("ends") < record.get("starts"))
      reject(draft, "experience.ends", problem("E101"_m, "ends", record.get("ends"), "starts", record.get("starts")));
    if (auto checked = check_facts(Facts::from(record), *Date::parse(record.get("starts")), workspace_.world().today()); !checked)
      reject(draft, {}, checked.error().problems.front());
    if (referent == visitor_.by) return {};
    TRY(visitor, visitor_called(workspace_, referent));
    if (!visitor) {
      reject(draft, "experience.referent", problem("I123"_m, referent));
      return {};
    }
    TRY(refused, refusal_for(*visitor, touched.id, *touched.open.dossier));
    if (refused) reject(draft, "experience.referent", *refused);
    return {};
  }

  const Node* known_one(const TouchedPassport& touched, const Node& record) const {
    return same_experience(after_change(live_of(*touched.open.dossier), touched.fresh), record);
  }
  /// Who typed it does not count, nor what the row leaves out.
  static bool says_the_same(const Node& one, const imports::Draft& draft) {
    for (const Node& value : *draft.records.at("experience"))
      if (one.get(value.key) != value.text) return false;
    return true;
  }

  Workspace& workspace_;
  imports::Import& import_;
  Visitor visitor_;
  std::map<std::string, TouchedPassport> touched_;
};

}  // namespace

std::unique_ptr<imports::ImportTarget> experience_target(Workspace& workspace, imports::Import& import, const std::string& actor) {
  const auto visitor = visitor_called(workspace, actor);
  return std::make_unique<ExperienceTarget>(workspace, import, visitor && *visitor ? **visitor : Visitor{actor, ""});
}

}  // namespace mloc::passport
