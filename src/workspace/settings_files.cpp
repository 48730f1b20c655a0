#include <algorithm>
#include <cctype>
#include <set>

#include "mloc/base/digest.hpp"
#include "mloc/base/nearest_code.hpp"
#include "mloc/base/phrases.hpp"
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

Phrase programmes_there_are(const std::vector<std::string>& codes) {
  return codes.empty() ? phrase("there is none yet: write programmes/CODE.toml as mloc-guide(7) and mloc-programme(5) show") : one_of_these(codes);
}

Problem unknown_programme(std::string_view code, const std::vector<std::string>& codes) {
  const auto near = nearest(code, codes);
  return hinted(problem("I124"_m, code), near ? did_you_mean(*near) : programmes_there_are(codes));
}

namespace {

const Schema& application() { return *find_kind("application")->schema; }

bool is_day(const std::string& limit) {
  const Schema::Property* field = application().find(limit);
  return Date::parse(limit) || (field && field->schema->definition == "day");
}

/// What a rule of a criterion can be put to, as the schema of applications says it.
struct Fits {
  const Schema& field;
  bool operator()(const Between&) const { return field.type == Schema::Type::integer; }
  bool operator()(const Is&) const { return field.type == Schema::Type::flag; }
  bool operator()(const AtMost& most) const { return takes(most.limit); }
  bool operator()(const AtLeast& least) const { return takes(least.limit); }
  bool operator()(const OneOf&) const { return field.type == Schema::Type::text; }
  bool operator()(const StartsWith&) const { return field.type == Schema::Type::text; }
  bool operator()(const NotAfter& other) const { return field.definition == "day" && is_day(other.limit); }
  bool operator()(const Before& other) const { return field.definition == "day" && is_day(other.limit); }

 private:
  bool takes(const Quantity& limit) const { return field.definition == "money" || (limit.whole && field.type == Schema::Type::integer); }
};

/// A comparison that asks what no application says would find everybody unknown.
std::optional<Problem> misfit(const Comparison& asked, const std::string& code) {
  const Schema::Property* field = application().find(asked.field);
  if (field && std::visit(Fits{*field->schema}, asked.rule)) return std::nullopt;
  Problem wrong = problem("M170"_m, code, asked.text(), printable(asked.field));
  std::vector<NamedCode> known;
  for (const auto& property : application().properties) known.push_back({property.name, property.schema->french, property.schema->title});
  if (!field) wrong.hint = nearest_or_all(asked.field, known);
  return wrong;
}

/// Numbers in the office's own words that the rule does not have would tell applicants another rule.
std::optional<Problem> other_number(const Criterion& criterion) {
  const std::string values = criterion.text();
  for (std::size_t at = 0; at < criterion.label.size(); ++at) {
    std::size_t end = at;
    while (end < criterion.label.size() && std::isdigit(static_cast<unsigned char>(criterion.label[end]))) ++end;
    const std::string number = criterion.label.substr(at, end - at);
    if (!number.empty() && values.find(number) == std::string::npos) return problem("M223"_m, criterion.code, number, values);
    at = std::max(at, end);
  }
  return std::nullopt;
}

std::optional<Problem> wrong_criterion(const Criterion& criterion, std::set<std::string>& before) {
  for (const std::string_view taken : {"window", "consent", "t0"})
    if (criterion.code == taken) return problem("M224"_m, taken);
  if (!before.insert(criterion.code).second) return problem("M225"_m, criterion.code);
  for (const Comparison& one : criterion.any_of)
    if (auto wrong = misfit(one, criterion.code)) return wrong;
  return other_number(criterion);
}

tl::unexpected<Failure> refuse(const Node& node, const std::string& file, Problem wrong) {
  return fail(Exit::no, at({file, node.mark.line, node.mark.column, {}}, std::move(wrong)));
}

Result<> check_criteria(const Programme& programme, const Node& root, const std::string& file) {
  std::set<std::string> before;
  const Node* tree = programme.criteria.empty() ? nullptr : root.find("criteria")->first;
  for (const Criterion& criterion : programme.criteria) {
    if (auto wrong = wrong_criterion(criterion, before)) return refuse(*tree, file, *std::move(wrong));
    tree = tree->next;
  }
  return {};
}

}  // namespace

Result<Programme> Workspace::programme(std::string_view code) const { return programme_at(programme_path(code), code); }

Result<Programme> Workspace::programme_at(const std::string& path, std::string_view code) const {
  TRY(file, store().find(path));
  if (!file) {
    TRY(known, programme_codes());
    return fail(Exit::unknown, unknown_programme(code, known));
  }
  Arena arena;
  TRY(root, read_settings(file->bytes, path, "programme", arena));
  TRY(programme, Programme::from(*root, path));
  CHECKED(check_criteria(programme, *root, path));
  programme.digest = hex(sha256(file->bytes));
  return programme;
}

}  // namespace mloc
