#include "mloc/workspace/listing.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "mloc/base/money.hpp"
#include "mloc/base/nearest_code.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc {
namespace {

/// `not:FIELD:VALUE`, or of numbers, amounts and days FIELD:LEAST..MOST with either end left out.
struct Term {
  bool negated = false;
  std::string field, value;
};

std::optional<Term> read_term(std::string_view text) {
  Term term;
  if (text.starts_with("not:")) {
    term.negated = true;
    text.remove_prefix(4);
  }
  const auto end = text.find(':');
  if (end == std::string_view::npos || end == 0 || end + 1 == text.size()) return std::nullopt;
  term.field = text.substr(0, end);
  term.value = text.substr(end + 1);
  return term;
}

/// `age:22..`, as terms were written once; a shell takes the sign for a file.
std::string in_new_words(std::string_view text) {
  const auto sign = text.find_first_of("<>=");
  if (sign == std::string_view::npos || sign == 0) return {};
  const auto begins = text.find_first_not_of("<>=", sign);
  const std::string field(text.substr(0, sign)), value(begins == std::string_view::npos ? "" : text.substr(begins));
  if (text[sign] == '=') return field + ":" + value;
  return text[sign] == '>' ? field + ":" + value + ".." : field + ":.." + value;
}

tl::unexpected<Failure> no_term(const std::string& text) {
  Problem wrong = problem("C140"_m, text);
  if (const std::string better = in_new_words(text); !better.empty()) wrong.hint = did_you_mean(better);
  return fail(Exit::usage, std::move(wrong));
}

/// A code of the office's with its name.
struct OfficeCode {
  std::string code, name;
};
/// What the workspace says that a field may name, by what it names.
using OfficeCodes = std::map<std::string, std::vector<OfficeCode>, std::less<>>;

Result<OfficeCodes> codes_of_the_office(Workspace& workspace) {
  OfficeCodes codes;
  TRY(programmes, workspace.programme_codes());
  for (std::string& code : programmes) codes["programme"].push_back({std::move(code), {}});
  for (const Site& site : workspace.settings().sites) codes["site"].push_back({site.code, site.name});
  for (const StaffMember& one : workspace.settings().staff) codes["staff"].push_back({one.code, one.name});
  TRY(partners, workspace.store().list(FileKind::partner));
  for (const FoundFile& file : partners.files) codes["partner"].push_back({std::string(name_of(file.path)), {}});
  TRY(draws, workspace.store().list(FileKind::draw));
  for (const FoundFile& file : draws.files)
    if (name_of(file.path) == "announcement") codes["draw"].push_back({file.path.substr(0, file.path.rfind('/')).substr(file.path.find('/') + 1), {}});
  for (const std::string_view none : {"programme", "site", "partner", "draw"}) codes[std::string(none)];
  // A partner's people record, too.
  std::ranges::copy(codes["partner"], std::back_inserter(codes["staff"]));
  return codes;
}

/// What a column names, where its own schema does not say it.
std::string_view reference_of(const Field& field) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> names = {{{"programme", "programme"}, {"site", "site"}, {"draw", "draw"}, {"for", "staff"},
                                                                                        {"referent", "staff"}, {"staff", "staff"}, {"signed_by", "staff"}, {"school", "partner"}}};
  if (!field.reference.empty()) return field.reference;
  const auto named = std::ranges::find(names, std::string_view(field.column.name), &std::pair<std::string_view, std::string_view>::first);
  return named == names.end() ? std::string_view() : named->second;
}

/// What a field may hold.
struct Known {
  std::vector<OfficeCode> words;
  std::vector<const CodeList*> lists;
  bool takes_anything = false;

  bool has(std::string_view value) const {
    return takes_anything || std::ranges::find(words, value, &OfficeCode::code) != words.end() ||
           std::ranges::any_of(lists, [&](const CodeList* list) { return list->find(value) != nullptr; });
  }
  Problem unknown(std::string_view value) const {
    if (!lists.empty()) return unknown_code(value, lists);
    std::vector<NamedCode> named;
    for (const OfficeCode& one : words) named.push_back({one.code, one.name, {}});
    return hinted(problem("R206"_m, printable(value.substr(0, 80))), nearest_or_all(value, named));
  }
};

Known known_of(const Field& field, const Lists& lists, const OfficeCodes& office) {
  Known known;
  std::vector<std::string_view> names = field.lists;
  std::vector<std::string> words = field.codes;
  for (const std::string_view kind : {"application", "person", "lesson"}) {
    const Schema::Property* property = find_kind(kind)->schema->find(field.column.name);
    if (!words.empty() || !names.empty() || !property || property->schema->words.empty()) continue;
    for (const CodeList* list : property->schema->codes) names.push_back(list->name);
    if (names.empty()) words = property->schema->words;
  }
  for (std::string& word : words) known.words.push_back({std::move(word), {}});
  for (const std::string_view name : names) known.lists.push_back(lists.find(name));
  if (!known.words.empty() || !known.lists.empty()) return known;
  const auto named = office.find(reference_of(field));
  if (named != office.end()) known.words = named->second;
  known.takes_anything = named == office.end();
  return known;
}

Result<SqlValue> number_of(const std::string& text, Column::Kind kind) {
  if (kind == Column::Kind::money) {
    TRY(amount, parse_amount(text));
    return SqlValue(amount.cents());
  }
  const auto number = Money::parse_french(text, false);
  if (!number || number->cents() % 100) return fail(Exit::usage, problem("I107"_m, text));
  return SqlValue(number->cents() / 100);
}

Result<SqlValue> word_of(const Term& term, const Field& field, const Known& known) {
  if (field.column.kind == Column::Kind::flag) {
    for (const std::string_view yes : {"true", "yes", "oui", "1"})
      if (term.value == yes) return SqlValue(std::int64_t{1});
    for (const std::string_view no : {"false", "no", "non", "0"})
      if (term.value == no) return SqlValue(std::int64_t{0});
    return fail(Exit::usage, problem("C103"_m, term.value, "true, false"));
  }
  if (!known.has(term.value)) return fail(Exit::usage, known.unknown(term.value));
  return SqlValue(term.value);
}

/// Puts a value in and gives its place in the statement.
std::string placed(Where& where, SqlValue value) {
  where.parameters.push_back(std::move(value));
  return fmt::format("?{}", where.parameters.size());
}

/// The least and the most that a range lets pass; a month, a quarter or a year stands for all its days.
struct Range {
  std::optional<SqlValue> least, most;
};
Result<Range> range_of(const Term& term, Column::Kind kind, Date today) {
  const auto dots = term.value.find("..");
  const std::string least = term.value.substr(0, dots), most = dots == std::string::npos ? least : term.value.substr(dots + 2);
  if (least.empty() && most.empty()) return fail(Exit::usage, problem("C140"_m, term.field + ":" + term.value));
  const bool days = kind == Column::Kind::day;
  Range range;
  if (!least.empty()) {
    TRY(value, days ? parse_period(least, today).map([](const Period& one) { return SqlValue(one.first.text()); }) : number_of(least, kind));
    range.least = std::move(value);
  }
  if (!most.empty()) {
    TRY(value, days ? parse_period(most, today).map([](const Period& one) { return SqlValue(one.last.text()); }) : number_of(most, kind));
    range.most = std::move(value);
  }
  if (range.least && range.most && *range.most < *range.least) return fail(Exit::usage, problem("C106"_m, term.value));
  return range;
}

Result<std::string> range_condition(const Term& term, const Field& field, Date today, Where& where) {
  TRY(range, range_of(term, field.column.kind, today));
  std::string condition;
  if (range.least) condition = fmt::format("{} >= {}", field.sql, placed(where, *range.least));
  if (range.most) condition += fmt::format("{}{} <= {}", condition.empty() ? "" : " AND ", field.sql, placed(where, *range.most));
  return condition;
}

bool has_order(const Column& column) {
  return column.kind == Column::Kind::integer || column.kind == Column::Kind::money || column.kind == Column::Kind::day;
}

Result<std::string> condition_of(const Term& term, const Field& field, const Known& known, Date today, Where& where) {
  if (has_order(field.column)) return range_condition(term, field, today, where);
  TRY(value, word_of(term, field, known));
  return fmt::format("{} = {}", field.sql, placed(where, std::move(value)));
}

/// A cell as a term's value is compared with it.
SqlValue comparable(const std::string& text, Column::Kind kind) {
  if (kind == Column::Kind::integer) return whole_number<std::int64_t>(text).value_or(0);
  if (kind == Column::Kind::money) {
    const bool negative = text.starts_with('-');
    const auto amount = Money::parse(text.substr(negative));
    return (negative ? -1 : 1) * (amount ? amount->cents() : 0);
  }
  if (kind == Column::Kind::flag) return std::int64_t{text == "true"};
  return text;
}

/// Whether a row passes a term whose field is at `column`.
using Test = std::function<bool(const std::vector<Cell>&)>;
Result<Test> test_of(const Term& term, const Field& field, const Known& known, std::size_t column, Date today) {
  const Column::Kind kind = field.column.kind;
  Range range;
  if (has_order(field.column)) {
    TRY(found, range_of(term, kind, today));
    range = std::move(found);
  } else {
    TRY(value, word_of(term, field, known));
    range = {value, value};
  }
  return Test([=, negated = term.negated](const std::vector<Cell>& row) {
    if (!row[column]) return negated;
    const SqlValue value = comparable(*row[column], kind);
    return (range.least.value_or(value) <= value && value <= range.most.value_or(value)) != negated;
  });
}

/// Whether the viewer of --as may ask for these fields: which rows come would tell their values.
Result<> check_sight(Workspace& workspace, const std::string& kind, const std::vector<std::string>& fields) {
  const auto& as = workspace.globals().as;
  if (!as) return {};
  TRY(viewer, viewer_of(workspace, *as));
  for (const std::string& field : fields)
    if (!viewer.sees(kind, field)) return fail(Exit::rule, problem("N133"_m, *as, field));
  return {};
}

}  // namespace

tl::unexpected<Failure> unknown_field(const std::string& name, const std::vector<Field>& fields) {
  Problem unknown = problem("C108"_m, name);
  std::vector<std::string> known;
  for (const Field& field : fields) {
    known.push_back(field.column.name);
    const std::string wanted = folded(name);
    if (wanted == folded(field.column.english) || wanted == folded(field.column.french)) {
      unknown.hint = did_you_mean(field.column.name);
      return fail(Exit::usage, std::move(unknown));
    }
  }
  const auto near = nearest(name, known);
  unknown.hint = near ? did_you_mean(*near) : one_of_these(known);
  return fail(Exit::usage, std::move(unknown));
}

Result<Where> where_of(Workspace& workspace, const std::vector<std::string>& terms, std::vector<Field> fields) {
  const Date today = workspace.world().today();
  TRY(codes, codes_of_the_office(workspace));
  TRY(lists, workspace.lists());
  Where where;
  for (const std::string& text : terms) {
    const auto term = read_term(text);
    if (!term) return no_term(text);
    const auto field = std::ranges::find(fields, term->field, [](const Field& one) { return one.column.name; });
    if (field == fields.end()) return unknown_field(term->field, fields);
    where.used.push_back(term->field);
    TRY(condition, about(term->field, condition_of(*term, *field, known_of(*field, *lists, codes), today, where)));
    where.sql += where.sql.empty() ? " WHERE " : " AND ";
    where.sql += term->negated ? fmt::format("({} IS NULL OR NOT ({}))", field->sql, condition) : "(" + condition + ")";
  }
  return where;
}

Result<Exit> print_rows(Workspace& workspace, const std::string& kind, const std::vector<Field>& fields,
                               const std::string& from, const Where& where, const std::string& order, Sight sight) {
  if (const auto& as = workspace.globals().as) {
    TRY(viewer, viewer_of(workspace, *as));
    for (const std::string& field : where.used)
      if (!viewer.sees(kind, field)) return fail(Exit::rule, problem("N133"_m, *as, field));
    sight = {sight.sensitive && viewer.sensitive, sight.identities};
  }
  TRY(index, workspace.valid_index());
  std::string sql = "SELECT ";
  Table table{kind, {}, {}};
  for (const Field& field : fields) {
    if (!table.columns.empty()) sql += ", ";
    sql += field.sql + " AS \"" + field.column.name + "\"";
    table.columns.push_back(field.column);
  }
  TRY(found, index->rows(sql + " FROM " + from + where.sql + " ORDER BY " + order, where.parameters, sight));
  for (const auto& row : found.rows) {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(cell_of(row[i], fields[i].column.kind));
    table.rows.push_back(std::move(cells));
  }
  return print(workspace.world(), workspace.globals(), std::move(table));
}

Terms Terms::of(const std::vector<std::string>& words) {
  Terms made;
  for (const std::string& word : words)
    if (word.find_first_of(":<>=") != std::string::npos) made.terms.push_back(word);
    else made.cases.push_back(CaseText{word});
  return made;
}

Result<Where> where_of(Workspace& workspace, const Terms& said, std::vector<Field> fields, std::string_view case_sql) {
  TRY(where, where_of(workspace, said.terms, std::move(fields)));
  std::string cases;
  for (const CaseText& one : said.cases) {
    TRY(id, resolve_case(workspace, one, Reference::reading));
    cases += (cases.empty() ? "" : ", ") + placed(where, id.text());
  }
  if (!cases.empty()) where.sql += fmt::format("{}{} IN ({})", where.sql.empty() ? " WHERE " : " AND ", case_sql, cases);
  return where;
}

namespace {

/// The rows that the terms let pass; `used` gets the fields that they speak of.
Result<Table> tested(Date today, Table table, const std::vector<std::string>& terms, const CodesOfColumns& codes, const OfficeCodes& office, const Lists& lists,
                     std::vector<std::string>& used) {
  std::vector<Field> fields;
  for (const Column& column : table.columns) {
    fields.push_back({column, {}});
    if (const auto said = codes.find(column.name); said != codes.end()) {
      fields.back().codes = said->second.words;
      fields.back().lists = said->second.lists;
    }
  }
  std::vector<Test> tests;
  for (const std::string& text : terms) {
    const auto term = read_term(text);
    if (!term) return no_term(text);
    const auto field = std::ranges::find(fields, term->field, [](const Field& one) { return one.column.name; });
    if (field == fields.end()) return unknown_field(term->field, fields);
    used.push_back(term->field);
    const auto column = static_cast<std::size_t>(field - fields.begin());
    TRY(test, about(term->field, test_of(*term, *field, known_of(*field, lists, office), column, today)));
    tests.push_back(std::move(test));
  }
  std::erase_if(table.rows, [&](const std::vector<Cell>& row) { return std::ranges::any_of(tests, [&](const Test& passes) { return !passes(row); }); });
  return table;
}

}  // namespace

Result<Table> passing(Workspace& workspace, Table table, const std::vector<std::string>& terms, CodesOfColumns codes) {
  TRY(office, codes_of_the_office(workspace));
  TRY(lists, workspace.lists());
  const std::string kind = table.kind;
  std::vector<std::string> used;
  TRY(shown, tested(workspace.world().today(), std::move(table), terms, codes, office, *lists, used));
  CHECKED(check_sight(workspace, kind, used));
  return shown;
}

Result<Exit> print_passing(World& world, const Globals& globals, Table table, const std::vector<std::string>& terms) {
  std::vector<std::string> used;
  TRY(shown, tested(world.today(), std::move(table), terms, {}, {}, Lists(), used));
  if (globals.as && !used.empty()) return fail(Exit::rule, problem("N133"_m, *globals.as, used.front()));
  return print(world, globals, std::move(shown));
}

Result<Exit> print_passing(Workspace& workspace, Table table, const Terms& said, CodesOfColumns codes) {
  const auto column = std::ranges::find(table.columns, "case_id", &Column::name);
  std::vector<Cell> cases;
  for (const CaseText& one : said.cases) {
    if (column == table.columns.end()) return no_term(one.text);
    TRY(id, resolve_case(workspace, one, Reference::reading));
    cases.emplace_back(id.text());
  }
  if (!cases.empty())
    std::erase_if(table.rows, [&](const std::vector<Cell>& row) { return std::ranges::find(cases, row[static_cast<std::size_t>(column - table.columns.begin())]) == cases.end(); });
  TRY(shown, passing(workspace, std::move(table), said.terms, std::move(codes)));
  return print(workspace.world(), workspace.globals(), std::move(shown));
}

}  // namespace mloc
