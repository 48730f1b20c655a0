#include "access_journal.hpp"

#include <algorithm>

#include "journal_anchor.hpp"
#include "mloc/base/number.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/clock.hpp"

namespace mloc::passport {
namespace {

constexpr std::string_view clone_file = ".mloc/clone";
constexpr std::string_view head_id = "0001-01-01-0000";
constexpr std::string_view digits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int most_entries_of_a_journal = 5000;

/// What this copy of the workspace is called, and which broken journals it knew of when it got that name.
struct Clone {
  std::string name;
  std::vector<std::string> knew = {};
};

Result<Clone> new_clone(const Workspace& workspace, const std::vector<std::string>& knows = {}) {
  Clone clone{"", knows};
  while (clone.name.size() < 6) clone.name += digits[workspace.world().random.below(32)];
  TRY(there, workspace.disk().state(std::string(clone_file)));
  if (there) CHECKED(workspace.disk().remove(std::string(clone_file)));
  CHECKED(workspace.disk().create(std::string(clone_file), clone.name + "\n" + (knows.empty() ? "" : joined(knows, " ") + "\n"), Sync::yes));
  return clone;
}

bool is_clone_name(std::string_view name) { return name.size() == 6 && name.find_first_not_of(digits) == name.npos; }

/// Its journal is its own, so that merging two copies breaks no chain.
Result<Clone> this_clone(const Workspace& workspace) {
  TRY(there, workspace.disk().state(std::string(clone_file)));
  if (!there) return new_clone(workspace);
  TRY(bytes, workspace.disk().read(std::string(clone_file), 1u << 16));
  const auto lines = split(bytes, '\n');
  if (!is_clone_name(lines.front())) return new_clone(workspace);
  Clone clone{std::string(lines.front())};
  if (lines.size() > 1)
    for (const std::string_view name : split(lines[1], ' '))
      if (is_clone_name(name)) clone.knew.emplace_back(name);
  return clone;
}

std::vector<std::string> names_of(const std::vector<BrokenJournal>& broken) {
  std::vector<std::string> names;
  for (const BrokenJournal& one : broken) names.push_back(one.clone);
  return names;
}

/// Every journal that is broken was so when this clone's was begun.
bool knew_all(const Clone& clone, const std::vector<std::string>& broken) {
  return std::ranges::all_of(broken, [&](const std::string& name) { return std::ranges::find(clone.knew, name) != clone.knew.end(); });
}

/// A journal that has lost lines is never written on: what was lost would look like what never was.
Result<Clone> clone_to_write(const Workspace& workspace) {
  TRY(clone, this_clone(workspace));
  TRY(broken, broken_journals(workspace, Past::head));
  const auto names = names_of(broken);
  return knew_all(clone, names) ? Result<Clone>(clone) : new_clone(workspace, names);
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

/// `clock`: the day it is whatever --today says.
Node* line_of(Arena& arena, const Access& access, const std::string& id, Date day, Date clock) {
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
  if (clock != day) put("clock", clock.text());
  return line;
}

/// A day that was handed in matters where codes are tried or made: the lock counts by the real one.
Date clock_of(const Access& access, const World& world) {
  const bool is_of_codes = access.role == "jeune" || access.action == "changer_code" || access.outcome == "code_faux";
  return is_of_codes ? clock_day(world) : world.today();
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
  TRY(clone, clone_to_write(workspace));
  TRY(open, pending_or_stored(workspace, change, journal_path(clone.name)));
  int entries = 0;
  if (open) entries = static_cast<int>(open->dossier->records.size()) - 1;
  if (entries >= most_entries_of_a_journal) {
    TRY(next, new_clone(workspace, clone.knew));
    clone = next;
    open.reset();
    entries = 0;
  }
  const Dossier* journal = open ? open->dossier.get() : nullptr;
  const Record* head = journal ? journal->find(head_id) : nullptr;
  const std::string before(head ? head->root->get("chain") : std::string_view());
  Arena arena;
  Node* line = line_of(arena, access, next_id(journal, workspace.world().today()), workspace.world().today(), clock_of(access, workspace.world()));
  const std::string chain = chain_of(before, *line);
  arena.set(*line, "chain", arena.text(chain));
  CHECKED(check_shape(*line));
  const std::vector<const Node*> records = {head_of(arena, access.by, entries + 1, chain), line};
  const std::string path = journal_path(clone.name);
  if (journal) change.put(path, with_records(*journal, records), open->digest);
  else change.put(path, write_dossier(records), std::nullopt);
  return anchor(workspace, change, {clone.name, entries + 1, chain}, access.by);
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
                       {text("by"), text("role"), text("action"), text("outcome"), text("passport")}, *Date::parse(text("day")), Date::parse(text("clock"))});
    }
  }
  std::ranges::stable_sort(lines, {}, [](const AccessLine& line) { return std::tie(line.day, line.journal, line.id); });
  return lines;
}

Result<std::vector<CodeTry>> attempts_on(const Workspace& workspace, const CaseId& passport) {
  TRY(lines, accesses(workspace));
  const auto really = [](const AccessLine& line) { return line.clock.value_or(line.day); };
  std::ranges::stable_sort(lines, {}, [&](const AccessLine& line) { return std::tuple(really(line), line.journal, line.id); });
  std::vector<CodeTry> attempts;
  for (const AccessLine& line : lines) {
    if (line.access.passport != passport.text()) continue;
    const bool wrong = line.access.outcome == "code_faux";
    const bool right = line.access.outcome == "fait" && (line.access.role == "jeune" || line.access.action == "changer_code");
    if (wrong || right) attempts.push_back({really(line), right});
  }
  return attempts;
}

Result<bool> tries_are_lost(const Workspace& workspace, const CaseId& passport) {
  TRY(broken, broken_journals(workspace, Past::head));
  if (broken.empty()) return false;
  TRY(clone, this_clone(workspace));
  if (!knew_all(clone, names_of(broken))) return true;
  TRY(lines, accesses(workspace));
  return std::ranges::none_of(lines, [&](const AccessLine& line) {
    const Access& access = line.access;
    return line.journal == "log-" + clone.name && access.passport == passport.text() && access.action == "changer_code" && access.outcome == "fait";
  });
}

void check_journal(std::span<const Node* const> journal, std::vector<BrokenRule>& broken) {
  if (journal.empty()) return;
  std::string before;
  int entries = 0;
  const Node* head = nullptr;
  for (const Node* record : journal) {
    if (record->get("id") == head_id) head = record;
    if (!is_kind(*record, "reading")) continue;
    ++entries;
    if (record->get("chain") != chain_of(before, *record)) broken.push_back({record, "", problem("A123"_m, record->get("id"))});
    before = record->get("chain");
  }
  if (!head || !is_kind(*head, "journal") || checked_number(head->get("entries")) != entries || head->get("chain") != before)
    broken.push_back({journal.back(), "", problem("A124"_m, journal.back()->get("id"))});
}

}  // namespace mloc::passport
