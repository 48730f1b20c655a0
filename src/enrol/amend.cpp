// What somebody applied for, who it is and what they are called: corrected together, for fields of three records are said without
// the record's id.
#include <algorithm>
#include <map>
#include <set>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/enrol/eligible.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/records/identity.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/room.hpp"

namespace mloc::enrol {
namespace {

using Values = std::vector<Named<std::string>>;

/// Puts values into fields that are named by a path (`address.town`). No value takes the field away, and the map that it leaves
/// empty; a list is written anew by the values that one command names.
class Amendment {
 public:
  Amendment(Arena& arena, Date today) : arena_(arena), today_(today) {}

  Result<> put(Node& map, const Schema& schema, std::string_view path, const std::string& written) {
    const auto dot = path.find('.');
    const std::string name(path.substr(0, dot));
    const Schema::Property* property = schema.find(name);
    if (!property) return unknown(name, schema);
    if (dot != std::string_view::npos) return below(map, *property->schema, name, path.substr(dot + 1), written);
    if (property->schema->type == Schema::Type::map && !written.empty()) return unknown(name + ".", *property->schema);
    if (written.empty()) return arena_.remove(map, name), Result<>();
    TRY(text, facts::stored_text(property->schema->type == Schema::Type::list ? *property->schema->items : *property->schema, written, today_));
    if (property->schema->type == Schema::Type::list) add(map, name, text);
    else arena_.set(map, name, arena_.text(text, property->schema->type == Schema::Type::text));
    return {};
  }

 private:
  Result<> below(Node& map, const Schema& schema, const std::string& name, std::string_view rest, const std::string& written) {
    if (schema.type != Schema::Type::map) return unknown(name + "." + std::string(rest), schema);
    if (schema.keys) return entry(map, schema, name, std::string(rest), written);
    Node* inner = map.find(name);
    if (!inner) arena_.set(map, name, inner = arena_.map());
    CHECKED(put(*inner, schema, rest, written));
    if (!inner->first) arena_.remove(map, name);
    return {};
  }
  /// A map of codes: `external.ants=…`.
  Result<> entry(Node& map, const Schema&, const std::string& name, const std::string& key, const std::string& written) {
    Node* inner = map.find(name);
    if (!inner) arena_.set(map, name, inner = arena_.map());
    if (written.empty()) arena_.remove(*inner, key);
    else arena_.set(*inner, key, arena_.text(written));
    if (!inner->first) arena_.remove(map, name);
    return {};
  }
  void add(Node& map, const std::string& name, const std::string& text) {
    Node* list = map.find(name);
    if (begun_.emplace(&map, name).second || !list) arena_.set(map, name, list = arena_.list());
    arena_.append(*list, arena_.text(text));
  }
  static Result<> unknown(const std::string& name, const Schema& schema) {
    std::vector<std::string> known;
    for (const auto& property : schema.properties) known.push_back(property.name);
    Problem unknown = problem("C108"_m, name);
    const auto near = nearest(name, known);
    unknown.hint = near ? did_you_mean(*near) : known.empty() ? Phrase() : one_of_these(known);
    return fail(Exit::usage, std::move(unknown));
  }

  Arena& arena_;
  Date today_;
  std::set<std::pair<const Node*, std::string>> begun_;
};

/// Copies of the last person, application and identity of a case, to be changed.
class Amended {
 public:
  static Result<Amended> open(Workspace& workspace, const CaseId& id) {
    Amended made(id);
    TRY(dossier, workspace.read(case_path(id)));
    TRY(identities, workspace.find(identity_path(id)));
    made.dossier_ = std::move(dossier);
    made.identities_ = std::move(identities);
    for (const std::string_view kind : {"person", "application"}) made.copy(*made.dossier_.dossier, kind);
    if (made.identities_) made.copy(*made.identities_->dossier, "identity");
    return made;
  }

  Result<> put(const Values& values, Date today) {
    Amendment amendment(arena_, today);
    for (const auto& [name, written] : values) {
      const std::string kind = kind_with(name.substr(0, name.find('.')));
      if (kind.empty()) return unknown(name);
      CHECKED(about(name, amendment.put(*records_[kind].now, *find_kind(kind)->schema, name, written)));
    }
    follow_days();
    return {};
  }

  Result<Change> change(const Settings& settings, const std::string& actor) {
    Change change;
    std::vector<const Node*> ours;
    for (const std::string kind : {"person", "application"})
      if (is_changed(kind, actor)) ours.push_back(records_[kind].now);
    for (const Node* record : ours) {
      CHECKED(check_shape(*record));
      if (auto unknown = record->has("site") ? unknown_site(settings, record->get("site")) : std::nullopt) return fail(Exit::usage, *std::move(unknown));
    }
    if (!ours.empty()) change.put(case_path(id_), with_records(*dossier_.dossier, ours), dossier_.digest);
    if (!is_changed("identity", actor)) return change;
    const Node* identity = records_["identity"].now;
    CHECKED(check_shape(*identity));
    if (auto fault = fault_of_names(*identity)) return fail(Exit::usage, *std::move(fault));
    change.put(identity_path(id_), with_records(*identities_->dossier, {identity}), identities_->digest);
    return change;
  }

 private:
  struct Copied {
    const Node* before = nullptr;
    Node* now = nullptr;
  };

  explicit Amended(const CaseId& id) : id_(id) {}

  void copy(const Dossier& dossier, std::string_view kind) {
    for (const Record& record : dossier.records)
      if (record.is(kind) && !record.voided()) records_[std::string(kind)] = {record.root, arena_.copy(*record.root)};
  }
  std::string kind_with(const std::string& field) const {
    static const std::set<std::string_view> fixed = {"record", "id", "by", "source", "merged", "voided"};
    if (!fixed.contains(field))
      for (const auto& [kind, record] : records_)
        if (find_kind(kind)->schema->find(field)) return kind;
    return {};
  }
  Result<> unknown(const std::string& name) const {
    const bool is_closed = identities_ && is_sealed(*identities_->dossier) && find_kind("identity")->schema->find(name.substr(0, name.find('.')));
    if (is_closed) return fail(Exit::unknown, problem("H150"_m, id_.shown()));
    std::vector<std::string> kinds;
    for (const auto& [kind, record] : records_) kinds.push_back(kind);
    return facts::unknown_field_of(name, kinds);
  }
  /// The month of birth and the age follow the days that they come from.
  void follow_days() {
    if (!records_.contains("identity") || !records_.contains("application")) return;
    const auto birth = Date::parse(records_["identity"].now->get("birth_date"));
    const auto received = Date::parse(records_["application"].now->get("received"));
    if (!birth || !received) return;
    arena_.set(*records_["person"].now, "birth_month", arena_.text(birth->month_text()));
    arena_.set(*records_["application"].now, "age", arena_.integer(age_on(*birth, *received)));
  }
  /// Who says what stands there now is who amended it.
  bool is_changed(const std::string& kind, const std::string& actor) {
    const auto found = records_.find(kind);
    if (found == records_.end() || same(*found->second.now, *found->second.before)) return false;
    arena_.set(*found->second.now, "by", arena_.text(actor));
    return true;
  }

  CaseId id_;
  Arena arena_;
  OpenDossier dossier_;
  std::optional<OpenDossier> identities_;
  std::map<std::string, Copied> records_;
};

/// A case by itself; a record of one is somebody else's business.
Result<std::optional<std::string>> owner_of(Workspace& workspace, const std::string& owner, const std::string& record) {
  if (!record.empty() || facts::resolve_partner(workspace, owner)) return std::optional<std::string>();
  const auto id = resolve_case(workspace, CaseText{owner}, Reference::writing);
  return id ? std::optional(id->text()) : std::nullopt;
}

Result<Exit> amend(Workspace workspace, const std::string& owner, const std::string&, const Values& values) {
  const CaseId id = *CaseId::parse(owner);
  TRY(person, Amended::open(workspace, id));
  TRY(actor, workspace.actor());
  CHECKED(person.put(values, workspace.world().today()));
  TRY(change, person.change(workspace.settings(), actor));
  TRY(files, workspace.commit(change));
  CHECKED(say(workspace, files ? phrase("{}: {} amended", id.shown(), joined(values, ", ")) : phrase("{}: nothing to change", id.shown())));
  return Exit::done;
}

}  // namespace

extern const Corrections corrections;
const Corrections corrections{.owner_of = owner_of, .amend = amend};

}  // namespace mloc::enrol
