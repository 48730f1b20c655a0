#include "mloc/base/embedded.hpp"
#include "mloc/codec/yaml.hpp"
#include "mloc/commands/privacy.hpp"
#include "mloc/commands/speak.hpp"
#include "mloc/commands/workspace.hpp"
#include "mloc/domain/retention.hpp"

namespace mloc {
namespace {

using K = Column::Kind;

/// One row for each person; days as texts, NULL where there is none.
constexpr std::string_view life_of_all = R"(
SELECT p.case_id, p.birth_month,
  (SELECT MAX(x.day) FROM (SELECT c.day AS day FROM contact c WHERE c.case_id = p.case_id AND c.voided_day IS NULL
     UNION ALL SELECT a.day FROM act a WHERE a.case_id = p.case_id AND a.voided_day IS NULL
     UNION ALL SELECT substr(l.starts, 1, 10) FROM lesson l WHERE l.case_id = p.case_id AND l.voided_day IS NULL
     UNION ALL SELECT s.received FROM application s WHERE s.case_id = p.case_id AND s.voided_day IS NULL
     UNION ALL SELECT r.exited FROM participation r WHERE r.case_id = p.case_id AND r.voided_day IS NULL) x),
  (SELECT MAX(r.exited) FROM participation r WHERE r.case_id = p.case_id AND r.voided_day IS NULL),
  (SELECT COUNT(*) FROM participation r WHERE r.case_id = p.case_id AND r.voided_day IS NULL AND (r.exited IS NULL OR r.exited > ?1)),
  (SELECT MAX(t.ends) FROM situation t WHERE t.case_id = p.case_id AND t.voided_day IS NULL AND t.scheme = 'cej'),
  (SELECT COUNT(*) FROM situation t WHERE t.case_id = p.case_id AND t.voided_day IS NULL AND t.scheme = 'cej' AND (t.ends IS NULL OR t.ends > ?1)),
  (SELECT MAX(e.day) FROM entry e WHERE e.case_id = p.case_id)
FROM person p WHERE p.voided_day IS NULL
  AND NOT EXISTS (SELECT 1 FROM merged m WHERE m.case_id = p.case_id) ORDER BY p.case_id)";

std::optional<Date> day_of(const SqlValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text ? Date::parse(*text) : std::nullopt;
}
bool is_any(const SqlValue& value) {
  const auto* count = std::get_if<std::int64_t>(&value);
  return count && *count > 0;
}

KeptFile file_of(const std::vector<SqlValue>& row) {
  KeptFile file;
  const auto* month = std::get_if<std::string>(&row[1]);
  // Of the birth only the month is in the dossier: its last day, so that nothing is due too early.
  if (const auto first = month ? Date::parse(*month + "-01") : std::nullopt) file.born_by = first->plus_months(1).plus_days(-1);
  file.last_contact = day_of(row[2]);
  file.programme_ended = day_of(row[3]);
  file.in_programme = is_any(row[4]);
  file.cej_ended = day_of(row[5]);
  file.in_cej = is_any(row[6]);
  file.last_entry = day_of(row[7]);
  return file;
}

}  // namespace

Result<Exit> list_retention_due(World& world, const Globals& globals, const RetentionArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(index, workspace.valid_index());
  const Date at = args.at.value_or(world.today());
  TRY(found, index->rows(std::string(life_of_all), {at.text()}));
  Arena arena;
  TRY(root, read_plain_yaml(*embedded("src/domain/retention.yaml"), "retention.yaml", arena));
  const auto rules = retention_rules(*root);
  Table table{"retention",
              {{"case_id", K::text, "Case", "Jeune"},
               {"rule", K::text, "Rule", "Règle"},
               {"since", K::day, "Counted from", "À compter du"},
               {"due", K::day, "Due", "Échéance"},
               {"then", K::text, "Then", "Suite"},
               {"kept_until", K::day, "Kept until", "Conservé jusqu'au"},
               {"kept_by", K::text, "Kept by", "Conservé par"}},
              {}};
  for (const auto& row : found.rows)
    for (const Due& due : due_on(rules, file_of(row), at))
      table.rows.push_back({std::get<std::string>(row[0]), due.rule, due.since.text(), due.due.text(), due.then,
                            due.kept_until ? Cell(due.kept_until->text()) : Cell(), due.kept_by.empty() ? Cell() : Cell(due.kept_by)});
  const bool any = !table.rows.empty();
  CHECKED(print(world, globals, std::move(table)));
  return any && args.fail_if_any ? Exit::no : Exit::done;
}

}  // namespace mloc
