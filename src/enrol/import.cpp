#include <map>
#include <set>

#include "forgotten_id.hpp"
#include "free_case.hpp"
#include "known_people.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/import/target.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::enrol {
namespace {

/// An imported application: what its source record in identities/ says.
struct KnownApplication {
  std::string case_id;
  std::string source_id;
  std::string application_id;
  std::string hash;
  int rules = 1;
};

class ApplicationTarget final : public imports::ImportTarget {
 public:
  ApplicationTarget(Workspace& workspace, imports::Import& import, std::string actor)
      : workspace_(workspace), import_(import), actor_(std::move(actor)) {}

  Result<> load() override {
    TRY(index, workspace_.valid_index());
    TRY(known, index->rows("SELECT case_id, id, \"of\", \"key\", hash, rules FROM source WHERE \"import\" = ?1",
                           {import_.mapping.name}, {true, true}));
    for (const auto& row : known.rows)
      known_[text_of(row[3])] = {text_of(row[0]), text_of(row[1]), text_of(row[2]), text_of(row[4]), std::holds_alternative<std::int64_t>(row[5]) ? static_cast<int>(std::get<std::int64_t>(row[5])) : 1};
    TRY(numbers, index->rows("SELECT file_number FROM application WHERE voided_day IS NULL"));
    for (const auto& row : numbers.rows) numbers_.insert(text_of(row[0]));
    TRY(codes, workspace_.programme_codes());
    programmes_.insert(codes.begin(), codes.end());
    std::map<std::string, std::string> case_of;
    for (const auto& [key, one] : known_) case_of.emplace(key, one.case_id);
    TRY(people, KnownPeople::of(workspace_, import_, std::move(case_of)));
    people_ = std::move(people);
    TRY(forgotten, Forgotten::of(workspace_));
    forgotten_ = std::move(forgotten);
    return {};
  }

  Result<imports::Verdict> place(imports::Draft& draft) override {
    if (!follows_rules(draft)) return imports::Verdict::rejected;
    if (const auto known = known_.find(draft.key); known != known_.end()) return place_known(draft, known->second);
    const std::string number(draft.records.at("application")->get("file_number"));
    if (numbers_.contains(number)) return reject(draft, "application.file_number", problem("I129"_m, number));
    const Node& identity = *draft.records.at("identity");
    if (const auto stone = forgotten_id(forgotten_, number, identity)) return reject(draft, "application.file_number", problem("I160"_m, stone->shown()));
    if (auto conflict = people_.judge_fresh(draft)) return in_conflict(draft, *std::move(conflict));
    numbers_.insert(number);
    TRY(id, free_case_id(workspace_, change_));
    return add(draft, id) ? imports::Verdict::fresh : imports::Verdict::rejected;
  }

  Result<Change> change() override { return std::move(change_); }

 private:
  /// The key is known, the person is another.
  imports::Verdict in_conflict(imports::Draft& draft, WhoConflict conflict) {
    reject(draft, "application.file_number", std::move(conflict.problem));
    draft.detail = std::move(conflict.detail);
    return imports::Verdict::conflict;
  }

  imports::Verdict reject(imports::Draft& draft, std::string_view field, Problem found) {
    draft.problems.push_back(at(import_.place(draft, field), std::move(found)));
    return imports::Verdict::rejected;
  }

  bool follows_rules(imports::Draft& draft) {
    const Node& application = *draft.records.at("application");
    if (!programmes_.contains(std::string(application.get("programme"))))
      reject(draft, "application.programme", problem("I124"_m, application.get("programme")));
    if (application.has("referent") && !workspace_.settings().has_staff(application.get("referent")))
      reject(draft, "application.referent", problem("I123"_m, application.get("referent")));
    if (auto unknown = unknown_site(workspace_.settings(), application.get("site"))) reject(draft, "application.site", *std::move(unknown));
    const auto birth = Date::parse(draft.records.at("identity")->get("birth_date"));
    const auto received = Date::parse(application.get("received"));
    if (birth && received && *received < *birth)
      reject(draft, "identity.birth_date", problem("I131"_m, birth->text(), received->text()));
    return draft.valid();
  }

  /// What follows from other values: the month of birth and the age when the application was received.
  /// A problem is told of the cell that it follows from.
  bool derive(imports::Draft& draft, Node& person, Node& application, const Node& identity) {
    const Date birth = *Date::parse(identity.get("birth_date"));
    const Date received = *Date::parse(application.get("received"));
    import_.arena.set(person, "birth_month", import_.arena.text(birth.month_text()));
    import_.arena.set(application, "age", import_.arena.integer(age_on(birth, received)));
    std::vector<Problem> problems;
    for (const auto& [record, kind, field] : {std::tuple<Node*, std::string_view, std::string_view>(&person, "person", "birth_month"),
                                              std::tuple<Node*, std::string_view, std::string_view>(&application, "application", "age")})
      check_value(*record->find(field), *find_kind(kind)->schema->find(field)->schema, std::string(field), "", problems);
    for (Problem& found : problems) reject(draft, "identity.birth_date", std::move(found));
    return draft.valid();
  }

  Node* begin_record(std::string_view kind, Date day) {
    return new_record(import_.arena, kind, day, actor_, nullptr, workspace_.world().random);
  }
  Node* make(std::string_view kind, const imports::Draft& draft, Date day) {
    Node* record = begin_record(kind, day);
    if (const auto values = draft.records.find(std::string(kind)); values != draft.records.end())
      for (const Node& value : *values->second) import_.arena.set(*record, value.key, import_.arena.copy(value));
    return record;
  }
  Node* make_source(const imports::Draft& draft, Date day, std::string_view application_id) {
    Node* source = begin_record("source", day);
    import_.arena.set(*source, "of", import_.arena.text(application_id));
    for (const Node& value : *imports::origin_of(import_.arena, import_.mapping, draft))
      import_.arena.set(*source, value.key, import_.arena.copy(value));
    return source;
  }
  /// Two records of one new file must not share an id.
  void tell_apart(const Node& first, Node& second, Date day) {
    while (first.get("id") == second.get("id"))
      import_.arena.set(second, "id", import_.arena.text(make_record_id(day, workspace_.world().random)));
  }

  bool add(imports::Draft& draft, const CaseId& id) {
    const Date received = *Date::parse(draft.records.at("application")->get("received"));
    Node* person = make("person", draft, received);
    Node* application = make("application", draft, received);
    Node* identity = make("identity", draft, received);
    Node* source = make_source(draft, received, application->get("id"));
    tell_apart(*person, *application, received);
    import_.arena.set(*source, "of", import_.arena.text(application->get("id")));
    tell_apart(*identity, *source, received);
    if (!derive(draft, *person, *application, *identity)) return false;
    change_.put(case_path(id), write_dossier({person, application}), std::nullopt);
    change_.put(identity_path(id), write_dossier({identity, source}), std::nullopt);
    return true;
  }

  static const Record* first_of(const Dossier& dossier, std::string_view kind) {
    for (const Record& record : dossier.records)
      if (record.is(kind) && !record.voided()) return &record;
    return nullptr;
  }

  Result<imports::Verdict> place_known(imports::Draft& draft, const KnownApplication& known) {
    if (known.hash == draft.hash) return imports::Verdict::same;
    bool respelt = false;
    const CaseId id = *CaseId::parse(known.case_id);
    TRY(dossier, workspace_.read(case_path(id)));
    TRY(identities, workspace_.read(identity_path(id)));
    const Record* person = first_of(*dossier.dossier, "person");
    const Record* application = dossier.dossier->find(known.application_id);
    const Record* identity = first_of(*identities.dossier, "identity");
    using imports::Compared;
    const bool whole = person && application && identity;
    const imports::Parts parts = whole ? imports::Parts{{"person", person->root}, {"application", application->root}, {"identity", identity->root}} : imports::Parts();
    const imports::Known held{known.case_id, known.application_id, known.hash, draft.key, 1, known.rules};
    const Compared how = whole ? imports::compare(import_, draft, held, parts) : Compared::edited;
    if (how == Compared::same) return imports::Verdict::same;
    if (auto conflict = how == Compared::agreed ? std::nullopt : people_.judge(draft, known.case_id, respelt))
      return in_conflict(draft, *std::move(conflict));
    if (how == Compared::edited) {
      reject(draft, {}, problem("I122"_m, known.application_id));
      return imports::Verdict::conflict;
    }
    Arena& arena = import_.arena;
    Node *new_person = arena.copy(*person->root), *new_application = arena.copy(*application->root),
         *new_identity = arena.copy(*identity->root), *new_source = arena.copy(*identities.dossier->find(known.source_id)->root);
    for (const auto& [kind, record] : {std::pair("person", new_person), std::pair("application", new_application),
                                       std::pair("identity", new_identity)}) {
      const auto values = draft.records.find(kind);
      imports::put_mapped(arena, *record, values == draft.records.end() ? nullptr : values->second, kind, import_.mapping);
    }
    arena.set(*new_source, "hash", arena.text(draft.hash));
    arena.set(*new_source, "file", arena.text(draft.digest));
    arena.set(*new_source, "rules", arena.integer(imports::rules_version));
    if (!derive(draft, *new_person, *new_application, *new_identity)) return imports::Verdict::rejected;
    change_.put(case_path(id), with_records(*dossier.dossier, {new_person, new_application}), dossier.digest);
    change_.put(identity_path(id), with_records(*identities.dossier, {new_identity, new_source}), identities.digest);
    if (how == Compared::agreed) return imports::Verdict::same;
    imports::count_emptied(import_, draft, parts);
    import_.respelt += respelt;
    return imports::Verdict::changed;
  }

  Workspace& workspace_;
  imports::Import& import_;
  std::string actor_;
  std::map<std::string, KnownApplication> known_;
  std::set<std::string> numbers_;
  std::set<std::string> programmes_;
  KnownPeople people_;
  Forgotten forgotten_;
  Change change_;
};

}  // namespace

std::unique_ptr<imports::ImportTarget> application_target(Workspace& workspace, imports::Import& import, const std::string& actor) {
  return std::make_unique<ApplicationTarget>(workspace, import, actor);
}

}  // namespace mloc::enrol
