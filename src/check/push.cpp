#include "push.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "mloc/base/embedded.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/say.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/git/history.hpp"
#include "mloc/records/migration.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/records/yaml.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/repository_path.hpp"
#include "rules/rights.hpp"

namespace mloc::check {
namespace {

bool is_none(const std::string& id) { return id.find_first_not_of('0') == std::string::npos; }

struct Ends {
  std::string old, now;  ///< empty: the branch is not there
};

Result<Ends> ends_of(const std::string& range) {
  const auto points = range.find("..");
  if (points == std::string::npos || points == 0 || points + 2 == range.size()) return fail(Exit::usage, problem("H140"_m, range));
  Ends ends{range.substr(0, points), range.substr(points + 2)};
  for (std::string* one : {&ends.old, &ends.now})
    if (is_none(*one)) one->clear();
  return ends;
}

Rights read_rights() {
  Arena arena;
  return Rights::from(**read_plain_yaml(*embedded("src/check/rules/rights.yaml"), "rights.yaml", arena));
}

/// A record of a file, as it changed.
struct Changed {
  std::string path, id;
  bool operator<(const Changed& other) const { return std::tie(path, id) < std::tie(other.path, other.id); }
};

/// Judges one step from a tree to a tree.
class Step {
 public:
  Step(const Rights& rights, const Writer& writer) : rights_(rights), writer_(writer) {}
  std::map<Changed, std::vector<Problem>> found;  ///< everything that changed; without problems where it is allowed
  Exit exit = Exit::rule;

  void look(const ChangedFile& file) {
    if (file.link) return put(file.path, "", problem("H133"_m));
    const auto place = records_path(file.path);
    if (!place) {
      const PushRight* right = rights_.of(writer_);
      if (!right || !right->is_for_all()) put(file.path, "", problem("H145"_m, writer_.code));
      return;
    }
    if (place->kind == FileKind::identity && file.after && !may_be_tracked(*file.after, file.path))
      return put(file.path, "", problem("H132"_m));
    look_at_records(file, home_of(place->kind));
  }

 private:
  void put(const std::string& path, std::string_view id, Problem problem) {
    found[{path, std::string(id)}].push_back(at({path, 0, 0, {}}, std::move(problem)));
  }

  static Partial read(const std::optional<std::string>& bytes, const std::string& path, Folder folder) {
    return bytes ? read_partly(in_present_versions(*bytes), path, folder) : Partial{};
  }

  void look_at_records(const ChangedFile& file, Folder folder) {
    const Partial before = read(file.before, file.path, folder), after = read(file.after, file.path, folder);
    for (const Problem& one : after.failure.problems) found[{file.path, ""}].push_back(one);
    if (!after.failure.problems.empty() && exit != Exit::newer) exit = after.failure.exit;
    std::vector<const Node*> dossier;
    if (before.dossier) dossier = facts::live_records(*before.dossier);
    std::set<std::string_view> ids;
    for (const Partial* one : {&before, &after})
      if (one->dossier)
        for (const Record& record : one->dossier->records) ids.insert(record.id);
    for (const std::string_view id : ids) {
      const Record* old = before.dossier ? before.dossier->find(id) : nullptr;
      const Record* now = after.dossier ? after.dossier->find(id) : nullptr;
      if (old && now && same(*old->root, *now->root)) continue;
      auto& problems = found[{file.path, std::string(id)}];
      if (auto refused = rights_.refuse(writer_, {(now ? now : old)->kind->name, old ? old->root : nullptr, now ? now->root : nullptr, dossier}))
        problems.push_back(at({file.path, now ? now->root->mark.line : 0, 0, {}}, std::move(*refused)));
    }
  }

  const Rights& rights_;
  const Writer& writer_;
};

class Push {
 public:
  Push(const History& history, Ends ends) : history_(history), ends_(std::move(ends)), rights_(read_rights()) {}

  Result<> judge(const std::string& code) {
    TRY(base, find_base());
    base_ = std::move(base);
    TRY(writer, find_writer(code));
    writer_ = std::move(writer);
    const PushRight* right = rights_.of(writer_);
    if (!right) return fail(Exit::rule, problem("H141"_m, writer_.code, writer_.role, phrase("any kind"), "-"));
    if (!right->may_remove) CHECKED(check_ancestry());
    if (ends_.now.empty()) return {};
    TRY(commits, history_.between(ends_.old, ends_.now));
    for (const std::string& id : commits) CHECKED(judge_commit(id));
    CHECKED(judge_outcome());
    count = commits.size();
    return problems_.empty() ? Result<>() : tl::make_unexpected(Failure{exit_, std::move(problems_)});
  }
  std::size_t count = 0;

 private:
  /// What the server has already: the old end of the branch; of a new one where it leaves the main branch.
  Result<std::string> find_base() const {
    if (!ends_.old.empty()) return ends_.old;
    if (!history_.has_commits() || ends_.now.empty()) return std::string();
    TRY(head, history_.find_commit("HEAD"));
    TRY(common, history_.common(head, ends_.now));
    return common.value_or("");
  }

  Result<> check_ancestry() const {
    if (ends_.now.empty()) return fail(Exit::rule, problem("H146"_m, writer_.code));
    if (ends_.old.empty()) return {};
    TRY(common, history_.common(ends_.old, ends_.now));
    return common == ends_.old ? Result<>() : fail(Exit::rule, problem("H146"_m, writer_.code));
  }

  /// The settings are those of the server; only the first push of all brings its own.
  Result<std::string> judging_commit() const {
    if (history_.has_commits()) return history_.find_commit("HEAD");
    return ends_.now.empty() ? base_ : ends_.now;
  }

  Result<Writer> find_writer(const std::string& code) const {
    TRY(judge, judging_commit());
    for (const std::string& folder : folders_of(judge)) {
      TRY(settings, history_.file_at(judge, folder + "mloc.toml"));
      if (!settings) continue;
      Arena arena;
      TRY(root, read_settings(*settings, "mloc.toml", "settings", arena));
      for (const StaffMember& one : Settings::from(*root).staff)
        if (one.code == code) return Writer{code, one.role};
      TRY(partner, history_.file_at(judge, folder + partner_path(code)));
      if (!partner) return fail(Exit::rule, problem("H147"_m, printable(code)));
      TRY(dossier, read_dossier(in_present_versions(*partner), partner_path(code), Folder::partners));
      for (const Record& record : dossier->records)
        if (record.is("partner") && !record.voided()) return Writer{code, std::string(record.root->get("kind"))};
    }
    return fail(Exit::rule, problem("H148"_m, judge.substr(0, 10)));
  }

  /// The workspace is the repository itself, or a folder of it.
  std::vector<std::string> folders_of(const std::string& judge) const {
    std::vector<std::string> folders{""};
    if (const auto files = history_.changed("", judge); files)
      for (const ChangedFile& file : *files)
        if (file.path.ends_with("/mloc.toml")) folders.push_back(file.path.substr(0, file.path.size() - 9));
    return folders;
  }

  Result<Step> step(const std::string& from, const std::string& to) {
    TRY(files, history_.changed(from, to));
    Step step(rights_, writer_);
    for (const ChangedFile& file : files) step.look(file);
    return step;
  }

  /// What a commit does itself: of a merge only what differs from every parent.
  Result<> judge_commit(const std::string& id) {
    TRY(commit, history_.commit(id));
    std::vector<Step> steps;
    if (commit.parents.empty()) commit.parents.push_back("");
    for (const std::string& parent : commit.parents) {
      TRY(one, step(parent, id));
      steps.push_back(std::move(one));
    }
    for (const auto& [changed, problems] : steps.front().found)
      if (std::ranges::all_of(steps, [&, &where = changed](const Step& one) { return one.found.contains(where); })) keep(problems, steps.front().exit, id);
    return {};
  }

  /// What comes out in the end, for a merge may leave out what the other side did: what differs from the branch and from
  /// the main branch, too, so that a branch may take up what others brought there.
  Result<> judge_outcome() {
    TRY(against_branch, step(base_, ends_.now));
    std::string main = base_;
    if (history_.has_commits()) {
      TRY(head, history_.find_commit("HEAD"));
      main = std::move(head);
    }
    TRY(against_main, step(main, ends_.now));
    for (const auto& [changed, problems] : against_branch.found)
      if (against_main.found.contains(changed)) keep(problems, against_branch.exit, "");
    return {};
  }

  void keep(const std::vector<Problem>& problems, Exit exit, const std::string& commit) {
    for (Problem one : problems) {
      const std::string told = one.place.file + std::string(code_of(one.code)) + one.text.english;
      if (!told_.insert(told).second) continue;
      if (!commit.empty()) one.text += " (commit " + commit.substr(0, 10) + ")";
      if (exit_ != Exit::newer) exit_ = problems_.empty() || exit == Exit::newer ? exit : exit_;
      problems_.push_back(std::move(one));
    }
  }

  const History& history_;
  Ends ends_;
  Rights rights_;
  Writer writer_;
  std::string base_;
  std::vector<Problem> problems_;
  std::set<std::string> told_;
  Exit exit_ = Exit::rule;
};

}  // namespace

Result<Exit> check_push(World& world, const Globals& globals, const std::string& range, const std::string& writer) {
  TRY(ends, ends_of(range));
  TRY(disk, world.open(globals.directory));
  const auto quarantine = world.environment.find("GIT_QUARANTINE_PATH");
  const std::string folder = disk->system_path("");
  if (folder.empty()) return fail(Exit::unknown, problem("H121"_m, phrase("the workspace lies in no git repository")));
  TRY(history, History::open(folder, quarantine == world.environment.end() ? "" : quarantine->second));
  Push push(history, std::move(ends));
  CHECKED(push.judge(writer));
  CHECKED(say(world, globals, fmt::format("{} commits of {}: allowed", push.count, writer)));
  return Exit::done;
}

}  // namespace mloc::check
