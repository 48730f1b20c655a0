#include "access_journal.hpp"

#include <algorithm>

#include "mloc/base/number.hpp"

namespace mloc::passport {
namespace {

constexpr std::string_view clone_file = ".mloc/clone";
constexpr std::string_view head_id = "0001-01-01-0000";
constexpr std::string_view digits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int most_entries_of_a_journal = 5000;

Result<std::string> new_clone(const Workspace& workspace) {
  std::string name;
  while (name.size() < 6) name += digits[workspace.world().random.below(32)];
  TRY(there, workspace.disk().state(std::string(clone_file)));
  if (there) CHECKED(workspace.disk().remove(std::string(clone_file)));
  CHECKED(workspace.disk().create(std::string(clone_file), name + "\n", Sync::yes));
  return name;
}

/// What this copy of the workspace is called; its journal is its own, so that merging two copies breaks no chain.
Result<std::string> clone_name(const Workspace& workspace) {
  TRY(there, workspace.disk().state(std::string(clone_file)));
  if (!there) return new_clone(workspace);
  TRY(bytes, workspace.disk().read(std::string(clone_file), 64));
  const std::string name = bytes.substr(0, bytes.find('\n'));
  const bool fits = name.size() == 6 && name.find_first_not_of(digits) == name.npos;
  return fits ? Result<std::string>(name) : new_clone(workspace);
}

std::string chain_of(std::string_view before, const Node& record) {
  Arena arena;
  Node* bare = arena.copy(record);
  arena.remove(*bare, "chain");
  return hex(sha256(std::string(before) + "\n" + write_record(*bare, *find_kind("reading"))));
}

/// Ids go up whatever the clock says, for a dossier is put in their order.
std::string next_id(const Dossier* journal, Date today) {
  const std::string_view last = journal ? journal->records.back().id : std::string_view();
  if (last.substr(0, 10) < today.text()) return today.text() + "-0000";
  std::string id(last);
  for (std::size_t at = id.size() - 1; at > 10; --at) {
    const std::size_t next = digits.find(id[at]) + 1;
    id[at] = digits[next % digits.size()];
    if (next < digits.size()) break;
  }
  return id;
}

Node* head_of(Arena& arena, const std::string& by, int entries, const std::string& chain) {
  Node* head = arena.map();
  arena.set(*head, "record", arena.text("journal/1"));
  arena.set(*head, "id", arena.text(head_id));
  arena.set(*head, "by", arena.text(by));
  arena.set(*head, "entries", arena.integer(entries));
  arena.set(*head, "chain", arena.text(chain));
  return head;
}

Node* line_of(Arena& arena, const Access& access, const std::string& id, Date day) {
  Node* line = arena.map();
  const auto put = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) arena.set(*line, key, arena.text(value));
  };
  put("record", "reading/1");
  put("id", id);
  put("by", access.by);
  put("day", day.text());
  put("role", access.role);
  put("action", access.action);
  put("passport", access.passport);
  put("outcome", access.outcome);
  return line;
}

Problem told(const Dossier& journal, const Record& record, Problem found) {
  return at({journal.file, record.root->mark.line, record.root->mark.column, {}}, std::move(found));
}

/// What the change will make of the file, or what lies there: a batch adds several lines.
Result<std::optional<OpenDossier>> pending_or_stored(Workspace& workspace, const Change& change, const std::string& path) {
  const Change::Entry* pending = change.find(path);
  if (!pending) return workspace.find(path);
  TRY(dossier, read_dossier(*pending->bytes, path, Folder::passports));
  return std::optional(OpenDossier{std::move(dossier), pending->expected.value_or(Digest{})});
}

}  // namespace

Result<> add_access(Workspace& workspace, Change& change, const Access& access) {
  TRY(clone, clone_name(workspace));
  TRY(open, pending_or_stored(workspace, change, journal_path(clone)));
  int entries = 0;
  if (open) entries = static_cast<int>(open->dossier->records.size()) - 1;
  if (entries >= most_entries_of_a_journal) {
    TRY(next, new_clone(workspace));
    clone = next;
    open.reset();
    entries = 0;
  }
  const Dossier* journal = open ? open->dossier.get() : nullptr;
  const Record* head = journal ? journal->find(head_id) : nullptr;
  const std::string before(head ? head->root->get("chain") : std::string_view());
  Arena arena;
  Node* line = line_of(arena, access, next_id(journal, workspace.world().today()), workspace.world().today());
  const std::string chain = chain_of(before, *line);
  arena.set(*line, "chain", arena.text(chain));
  CHECKED(check_shape(*line));
  const std::vector<const Node*> records = {head_of(arena, access.by, entries + 1, chain), line};
  const std::string path = journal_path(clone);
  if (journal) change.put(path, with_records(*journal, records), open->digest);
  else change.put(path, write_dossier(records), std::nullopt);
  return {};
}

Result<std::vector<AccessLine>> accesses(const Workspace& workspace) {
  std::vector<AccessLine> lines;
  TRY(listing, workspace.store().list(FileKind::passport));
  for (const FoundFile& file : listing.files) {
    if (!file.path.ends_with(".yaml") || !name_of(file.path).starts_with("log-")) continue;
    TRY(open, workspace.read(file.path));
    for (const Record& record : open.dossier->records) {
      if (!record.is("reading")) continue;
      const auto text = [&](std::string_view key) { return std::string(record.root->get(key)); };
      lines.push_back({std::string(name_of(file.path)), std::string(record.id), text("chain"),
                       {text("by"), text("role"), text("action"), text("outcome"), text("passport")}, *Date::parse(text("day"))});
    }
  }
  std::ranges::stable_sort(lines, {}, [](const AccessLine& line) { return std::tie(line.day, line.journal, line.id); });
  return lines;
}

Result<std::vector<CodeTry>> attempts_on(const Workspace& workspace, const CaseId& passport) {
  TRY(lines, accesses(workspace));
  std::vector<CodeTry> attempts;
  for (const AccessLine& line : lines) {
    if (line.access.passport != passport.text()) continue;
    const bool wrong = line.access.outcome == "code_faux";
    const bool right = line.access.outcome == "fait" && (line.access.role == "jeune" || line.access.action == "changer_code");
    if (wrong || right) attempts.push_back({line.day, right});
  }
  return attempts;
}

void check_journal(const Dossier& journal, std::vector<Problem>& problems) {
  if (journal.records.empty()) return;
  std::string before;
  int entries = 0;
  const Record* head = journal.find(head_id);
  for (const Record& record : journal.records) {
    if (!record.is("reading")) continue;
    ++entries;
    if (record.root->get("chain") != chain_of(before, *record.root)) problems.push_back(told(journal, record, problem("A123"_m, record.id)));
    before = record.root->get("chain");
  }
  if (!head || !head->is("journal") || checked_number(head->root->get("entries")) != entries || head->root->get("chain") != before)
    problems.push_back(told(journal, journal.records.back(), problem("A124"_m, journal.records.back().id)));
}

}  // namespace mloc::passport
