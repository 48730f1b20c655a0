#include "record_changes.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "mloc/records/migration.hpp"

namespace mloc::history {
namespace {

class Comparison {
 public:
  explicit Comparison(const Telling& telling) : telling_(telling) {}
  std::vector<RecordChange> changes;

  void records(const Dossier* before, const Dossier* after) {
    std::set<std::string_view> ids;
    for (const Dossier* dossier : {before, after})
      if (dossier)
        for (const Record& record : dossier->records) ids.insert(record.id);
    for (const std::string_view id : ids) {
      const Record* old = before ? before->find(id) : nullptr;
      const Record* now = after ? after->find(id) : nullptr;
      if (old && now) fields(*old, *now);
      else whole(now ? *now : *old, now != nullptr);
    }
  }

 private:
  void whole(const Record& record, bool is_new) {
    std::string text;
    for (const FieldWords& field : said(record))
      if (field.path != "by" && !field.path.starts_with("source.")) text += (text.empty() ? "" : ", ") + field.path + " " + shown(field);
    changes.push_back({record.kind->name, std::string(record.id), is_new ? "added" : "removed", "", "", is_new ? "" : text, is_new ? text : ""});
  }

  void fields(const Record& old, const Record& now) {
    if (old.kind == now.kind && same(*old.root, *now.root)) return;
    const auto before = said(old), after = said(now);
    const auto find = [](const std::vector<FieldWords>& all, const std::string& path) {
      const auto found = std::ranges::find(all, path, &FieldWords::path);
      return found == all.end() ? nullptr : &*found;
    };
    const auto add = [&](const FieldWords* from, const FieldWords* to) {
      if (from && to && from->value == to->value && from->value != "masked") return;
      changes.push_back({now.kind->name, std::string(now.id), "changed", (to ? to : from)->path, (to ? to : from)->name,
                         from ? shown(*from) : "", to ? shown(*to) : ""});
    };
    for (const FieldWords& one : before) add(&one, find(after, one.path));
    for (const FieldWords& one : after)
      if (!find(before, one.path)) add(nullptr, &one);
    // What is masked on both sides may be the same.
    std::erase_if(changes, [&](const RecordChange& one) { return one.from == "masked" && one.to == "masked"; });
  }

  std::vector<FieldWords> said(const Record& record) const { return words_of(record, telling_.language, telling_.sensitive, telling_.lists); }
  const std::string& shown(const FieldWords& field) const { return telling_.in_words ? field.words : field.value; }

  const Telling& telling_;
};

}  // namespace

std::vector<Column> change_columns() {
  using K = Column::Kind;
  return {{"kind", K::text, "Record", "Enregistrement"}, {"record", K::text, "Id", "Identifiant"}, {"change", K::text, "Change", "Changement"},
          {"field", K::text, "Field", "Champ"},          {"name", K::text, "Name", "Nom"},         {"from", K::text, "From", "De"},
          {"to", K::text, "To", "À"}};
}

std::vector<Cell> cells_of(const RecordChange& change) {
  std::vector<Cell> cells;
  for (const std::string* text : {&change.kind, &change.record, &change.change, &change.field, &change.name, &change.from, &change.to})
    cells.push_back(text->empty() ? Cell() : Cell(*text));
  return cells;
}

std::vector<RecordChange> changes_between(const std::string& before, const std::string& after, Folder folder, const Telling& telling) {
  Comparison comparison(telling);
  Partial old, now;
  // What was written by an earlier version is told in the words of this one; a migration by itself changed nothing.
  if (!before.empty()) old = read_partly(in_present_versions(before), "", folder);
  if (!after.empty()) now = read_partly(in_present_versions(after), "", folder);
  if (!after.empty() && !now.dossier) return {{"", "", "unreadable", "", "", "", ""}};
  comparison.records(old.dossier.get(), now.dossier.get());
  return std::move(comparison.changes);
}

std::vector<RecordChange> changes_of_merge(const std::vector<std::vector<RecordChange>>& against_parents) {
  std::vector<RecordChange> own;
  for (const RecordChange& one : against_parents.front()) {
    const auto shows = [&](const std::vector<RecordChange>& others) {
      return std::ranges::any_of(others, [&](const RecordChange& other) { return other.record == one.record && other.field == one.field; });
    };
    if (std::all_of(against_parents.begin() + 1, against_parents.end(), shows)) own.push_back(one);
  }
  return own;
}

}  // namespace mloc::history
