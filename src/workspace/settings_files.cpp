#include "mloc/base/text.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc {

Result<std::vector<std::string>> Workspace::programme_codes() const {
  TRY(listing, store().list(FileKind::programme));
  std::vector<std::string> codes;
  for (const FoundFile& file : listing.files) codes.emplace_back(name_of(file.path));
  return codes;
}

namespace {

/// What a rule of a criterion can be put to, as the schema of applications says it.
struct Fits {
  const Schema& field;
  bool operator()(const Between&) const { return field.type == Schema::Type::integer; }
  bool operator()(const Is&) const { return field.type == Schema::Type::flag; }
  bool operator()(const AtMost&) const { return field.definition == "money"; }
  bool operator()(const OneOf&) const { return field.type == Schema::Type::text; }
  bool operator()(const StartsWith&) const { return field.type == Schema::Type::text; }
  bool operator()(const NotAfter&) const { return field.definition == "day"; }
};

/// A criterion that asks what no application says would find everybody unknown.
Result<> check_criteria(const Programme& programme, const Node& root, const std::string& file) {
  const Schema& application = *find_kind("application")->schema;
  const Node* tree = programme.criteria.empty() ? nullptr : root.find("criteria")->first;
  for (const Criterion& criterion : programme.criteria) {
    const Schema::Property* field = application.find(criterion.field);
    if (!field || !std::visit(Fits{*field->schema}, criterion.rule)) {
      Problem wrong = problem("M170"_m, criterion.code, criterion.text(), printable(criterion.field));
      std::vector<std::string> known;
      for (const auto& property : application.properties) known.push_back(property.name);
      if (const auto near = nearest(criterion.field, known); !field && near) wrong.hint = did_you_mean(*near);
      return fail(Exit::no, at({file, tree->mark.line, tree->mark.column, {}}, std::move(wrong)));
    }
    tree = tree->next;
  }
  return {};
}

}  // namespace

Result<Programme> Workspace::programme(std::string_view code) const {
  TRY(file, store().find(programme_path(code)));
  if (!file) {
    Problem unknown = problem("I124"_m, code);
    TRY(known, programme_codes());
    if (const auto near = nearest(code, known)) unknown.hint = did_you_mean(*near);
    return fail(Exit::unknown, std::move(unknown));
  }
  Arena arena;
  TRY(root, read_settings(file->bytes, programme_path(code), "programme", arena));
  TRY(programme, Programme::from(*root, programme_path(code)));
  CHECKED(check_criteria(programme, *root, programme_path(code)));
  return programme;
}

}  // namespace mloc
