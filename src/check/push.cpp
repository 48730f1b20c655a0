#include "push.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "commit_known.hpp"
#include "commit_words.hpp"
#include "contents.hpp"
#include "law.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/say.hpp"
#include "mloc/facts/facts.hpp"
#include "mloc/git/history.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/rules.hpp"
#include "mloc/workspace/workspace.hpp"

namespace mloc::check {
namespace {

constexpr std::string_view branches = "refs/heads/", tags = "refs/tags/";

struct Ends {
  std::string old, now;  ///< empty: the reference is not there
};

bool is_none(const std::string& id) { return id.find_first_not_of('0') == std::string::npos; }
bool is_whole_id(const std::string& id) { return id.size() == 40 && id.find_first_not_of("0123456789abcdef") == std::string::npos; }

Result<Ends> ends_of(const std::string& range) {
  const auto points = range.find("..");
  if (points == std::string::npos || points == 0 || points + 2 == range.size()) return fail(Exit::usage, problem("H140"_m, printable(range)));
  Ends ends{range.substr(0, points), range.substr(points + 2)};
  for (std::string* one : {&ends.old, &ends.now})
    if (is_none(*one)) one->clear();
  return ends;
}

std::string name_of_kind(const std::optional<FileKind>& kind) {
  if (kind == FileKind::draw) return "draw";
  return kind == FileKind::passport ? "passport" : "";
}

class Push {
 public:
  Push(const History& history, const PushedUpdate& update, Ends ends, Date today)
      : history_(history), update_(update), ends_(std::move(ends)), trees_(history), law_(history, trees_, update), today_(today) {}

  Result<std::size_t> judge() {
    CHECKED(law_.find());
    CHECKED(find_ends());
    CHECKED(law_.find_writers());
    CHECKED(judge_reference());
    if (ends_.now.empty()) return finished(0);
    CHECKED(judge_tag());
    TRY(commits, history_.between(ends_.old, ends_.now));
    for (const std::string& id : commits) CHECKED(judge_commit(id));
    CHECKED(judge_outcome());
    return finished(commits.size());
  }

 private:
  Result<std::size_t> finished(std::size_t commits) {
    if (problems_.empty()) return commits;
    return tl::make_unexpected(Failure{exit_, std::move(problems_)});
  }

  /// The ids of the two ends; a person may say them by name.
  Result<> find_ends() {
    if (!ends_.old.empty()) {
      TRY(old, history_.find_commit(ends_.old));
      ends_.old = old;
    }
    if (!ends_.now.empty() && !is_whole_id(ends_.now)) {
      TRY(now, history_.find_commit(ends_.now));
      ends_.now = now;
    }
    given_ = ends_.now;
    return {};
  }

  // --- the reference

  Result<> judge_reference() {
    const std::string name = update_.reference.value_or("");
    if (!name.empty()) CHECKED(judge_name(name));
    const bool is_tag = name.starts_with(tags);
    if (ends_.now.empty()) {
      if (name == law_.name() || !law_.may_drop_history()) return fail(Exit::rule, problem("H146"_m, update_.writer));
      return {};
    }
    const bool is_first = law_.tip().empty();
    if (!name.empty() && ends_.old.empty() && !is_first && !law_.may_drop_history() && !is_allowed(is_tag ? "tag" : "branch"))
      return fail(Exit::rule, problem("H217"_m, update_.writer, printable(name)));
    if (ends_.old.empty() || law_.may_drop_history()) return {};
    // A tag that moves, or a branch that does not go on from where it was.
    TRY(common, history_.bases(ends_.old, ends_.now));
    const bool goes_on = !is_tag && common.size() == 1 && common.front() == ends_.old;
    return goes_on ? Result<>() : fail(Exit::rule, problem("H146"_m, update_.writer));
  }

  bool is_allowed(const std::string& what) const { return std::ranges::find(update_.allowed, what) != update_.allowed.end(); }

  Result<> judge_name(const std::string& name) {
    const auto refused = [&] { return fail(Exit::rule, problem("H216"_m, printable(name))); };
    const std::string_view prefix = name.starts_with(branches) ? branches : tags;
    if (!name.starts_with(prefix)) return refused();
    const std::string brief = name.substr(prefix.size());
    const bool plain = !brief.empty() && brief.size() <= 100 &&
                       brief.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-") == std::string::npos;
    if (!plain || brief == "HEAD" || brief.starts_with("refs/") || brief.starts_with("-") || is_whole_id(brief)) return refused();
    TRY(tips, history_.tips());
    for (const auto& [other, commit] : tips)
      if (other != name && name_key(other) == name_key(name)) return refused();
    return {};
  }

  /// An annotated tag is judged as a commit is, and what it names as the new end.
  Result<> judge_tag() {
    TRY(object, history_.object(given_, 1u << 20));
    if (object.type == "commit") return {};
    const bool is_tag = object.type == "tag" && update_.reference.value_or("").starts_with(tags);
    if (!is_tag) return fail(Exit::rule, problem("H216"_m, printable(update_.reference.value_or(given_))));
    TRY(tag, read_tag(object.bytes, given_.substr(0, 10)));
    CHECKED(judge_hand(tag, given_, {}));
    ends_.now = tag.tree;
    return {};
  }

  // --- commits

  Result<> judge_commit(const std::string& id) {
    TRY(commit, trees_.commit(id));
    std::vector<std::string> parents = commit->parents;
    if (parents.empty() && !law_.may_drop_history()) return fail(Exit::rule, problem("H146"_m, update_.writer));
    if (parents.size() > 2 && !law_.may_drop_history()) return fail(Exit::rule, at_commit(id, problem("H218"_m)));
    if (parents.empty()) parents.emplace_back();
    std::set<std::string> paths;
    for (const std::string& parent : parents) {
      TRY(changed, trees_.changed(parent, id));
      paths.insert(changed.begin(), changed.end());
    }
    CHECKED(judge_hand(*commit, id, paths));
    for (const std::string& path : paths) CHECKED(judge_path(path, id, parents));
    return {};
  }

  /// Who made it, and what it says of itself.
  Result<> judge_hand(const RawCommit& commit, const std::string& id, const std::set<std::string>& paths) {
    // A host could say anything, and would stay in the history for ever.
    const auto is_writer = [&](const std::string& name, const std::string& mail) { return name == update_.writer && mail == update_.writer + "@mloc.invalid"; };
    if (!is_writer(commit.author, commit.author_mail) || !is_writer(commit.committer, commit.committer_mail))
      keep(Exit::rule, at_commit(id, problem("H219"_m, update_.writer, printable(commit.author), printable(commit.author_mail))));
    TRY(names, names_of_branches());
    const std::string word = foreign_word(commit.message, law_.rights(), *names, paths, repository());
    if (!word.empty()) keep(Exit::rule, at_commit(id, problem("H221"_m, printable(word.substr(0, 60)))));
    return {};
  }

  Result<const std::set<std::string>*> names_of_branches() {
    if (!names_.empty()) return &names_;
    TRY(tips, history_.tips());
    const auto add = [&](std::string name) {
      for (const std::string_view prefix : {branches, tags})
        if (name.starts_with(prefix)) name.erase(0, prefix.size());
      names_.insert({name, "origin/" + name});
    };
    for (const auto& [name, commit] : tips) add(name);
    add(law_.name());
    if (update_.reference) add(*update_.reference);
    return &names_;
  }

  std::string repository() const {
    std::string folder = history_.git_folder();
    while (folder.ends_with('/')) folder.pop_back();
    if (folder.ends_with("/.git")) folder.resize(folder.size() - 5);
    return folder;
  }

  // --- files

  /// A file of a commit, taken apart; without parts where there is none.
  Result<Contents> contents(const std::string& commit, const std::string& path, const Where& place) {
    Contents found;
    TRY(entry, trees_.entry(commit, path));
    if (!entry) return found;
    const bool is_file = entry->mode == "100644" || entry->mode == "100755";
    if (!is_file) {
      found.parts["link"] = entry->mode + " " + entry->id;
      return found;
    }
    TRY(object, history_.object(entry->id, place.holds_records() ? Store::limit : 0));
    if (object.size > Store::limit) found.failure = {Exit::rule, {at({path, 0, 0, {}}, problem("D104"_m, path, static_cast<std::size_t>(Store::limit)))}};
    else if (place.holds_records()) found = records_in(std::move(object.bytes), path, home_of(*place.kind));
    if (!place.holds_records()) found.parts["file"] = entry->id;
    if (entry->mode != "100644") found.parts["mode"] = entry->mode;
    return found;
  }

  Result<std::vector<Contents>> contents_of(const std::vector<std::string>& commits, const std::string& path, const Where& place) {
    std::vector<Contents> all;
    for (const std::string& one : commits) {
      TRY(found, contents(one, path, place));
      all.push_back(std::move(found));
    }
    return all;
  }

  /// What a commit does to a file. Of a merge only what an honest merge of its two sides would not have brought.
  Result<> judge_path(const std::string& path, const std::string& id, const std::vector<std::string>& parents) {
    const Where place = law_.where(path);
    TRY(now, contents(id, path, place));
    CHECKED(judge_file(path, place, id, now));
    TRY(before, contents_of(parents, path, place));
    if (before.size() == 1) return judge_change(path, place, before.front(), now, id);
    if (before.size() > 2) {
      for (const Contents& one : before) CHECKED(judge_change(path, place, one, now, id));
      return {};
    }
    TRY(common, history_.bases(parents[0], parents[1]));
    TRY(bases, contents_of(common, path, place));
    for (const std::string& name : names_of_parts({&before[0], &before[1], &now}))
      for (const Contents* one : merged_from(before, bases, name))
        if (part_of(*one, name) != part_of(now, name)) CHECKED(judge_part(path, place, name, *one, now, id));
    return {};
  }

  /// What a file may not be, whoever brings it.
  Result<> judge_file(const std::string& path, const Where& place, const std::string& id, const Contents& now) {
    for (const Problem& one : now.failure.problems) keep(now.failure.exit, at_commit(id, one));
    if (now.parts.contains("link")) keep(Exit::rule, at_commit(id, at({path, 0, 0, {}}, problem("H133"_m))));
    if (now.parts.contains("mode") && place.kind) keep(Exit::rule, at_commit(id, at({path, 0, 0, {}}, problem("H222"_m))));
    const bool is_identity = place.kind == FileKind::identity || (!place.office && path.find("identities/") != std::string::npos);
    if (is_identity && now.dossier && !may_be_tracked(now.dossier->bytes, place.path)) keep(Exit::rule, at_commit(id, at({path, 0, 0, {}}, problem("H132"_m))));
    return {};
  }

  Result<> judge_change(const std::string& path, const Where& place, const Contents& before, const Contents& after, const std::string& commit) {
    for (const std::string& name : names_of_parts({&before, &after}))
      if (part_of(before, name) != part_of(after, name)) CHECKED(judge_part(path, place, name, before, after, commit));
    return {};
  }

  Result<> judge_part(const std::string& path, const Where& place, const std::string& name, const Contents& before, const Contents& after,
                      const std::string& commit) {
    const auto refuse = [&](Problem found, std::uint32_t line = 0) { keep(Exit::rule, at_commit(commit, at({path, line, 0, {}}, std::move(found)))); };
    const Writer nobody{update_.writer, "-", ""};
    const Writer& writer = place.office && place.office->writer ? *place.office->writer : nobody;
    if (!place.office && !law_.may_drop_history()) return refuse(problem("H145"_m, writer.code, writer.role)), Result<>();
    if (!place.office) return {};
    if (is_beside(name)) {
      const PushRight* right = law_.rights().of(writer);
      if (!(right && right->may_write_beside) && !is_tidied(name, before, after)) refuse(problem("H228"_m, writer.code, writer.role));
    } else if (record_of(name).empty()) {
      if (auto no = law_.rights().refuse_file(writer, name_of_kind(place.kind), before.parts.empty(), after.parts.empty())) refuse(std::move(*no));
    } else {
      CHECKED(judge_record(path, place, name, writer, before, after, commit));
    }
    return {};
  }

  /// A record that changed stands in mloc's own layout now.
  static bool is_tidied(const std::string& name, const Contents& before, const Contents& after) {
    const std::string record = "record " + name.substr(name.find(' ') + 1);
    return part_of(after, name).empty() && part_of(before, record) != part_of(after, record);
  }

  Result<> judge_record(const std::string& path, const Where& place, const std::string& name, const Writer& writer, const Contents& before,
                        const Contents& after, const std::string& commit) {
    const Record *old = before.record(name), *now = after.record(name);
    TRY(dossier, dossier_of_law(path, place));
    const std::vector<const Node*> live = dossier->dossier ? facts::live_records(*dossier->dossier) : std::vector<const Node*>();
    const PushedRecord record{(now ? now : old)->kind->name, old ? old->root : nullptr, now ? now->root : nullptr, live, !commit.empty()};
    if (auto refused = law_.rights().refuse(writer, record))
      keep(Exit::rule, at_commit(commit, at({path, now ? now->root->mark.line : 0, 0, {}}, std::move(*refused))));
    return {};
  }

  /// Whose learner somebody is is what the law's branch says, not what a branch remembers.
  Result<const Contents*> dossier_of_law(const std::string& path, const Where& place) {
    if (law_path_ != path || law_path_.empty()) {
      Contents found;
      if (!law_.tip().empty()) {
        TRY(read, contents(law_.tip(), path, place));
        found = std::move(read);
      }
      law_file_ = std::move(found);
      law_path_ = path;
    }
    return &law_file_;
  }

  // --- what comes out in the end

  /// Everything that the reference has otherwise than before is the writer's to bring, or the law's branch brought it since the
  /// two parted: a history of whatever form takes nothing away and brings nothing back.
  Result<> judge_outcome() {
    std::string from = ends_.old;
    std::vector<std::string> merged;
    if (!law_.tip().empty()) {
      TRY(bases, history_.bases(law_.tip(), ends_.now));
      merged = std::move(bases);
      if (from.empty() && !merged.empty()) from = merged.front();
    }
    TRY(paths, trees_.changed(from, ends_.now));
    std::vector<std::vector<std::string>> parted;
    for (const std::string& one : merged) {
      TRY(bases, from.empty() ? Result<std::vector<std::string>>(std::vector<std::string>()) : history_.bases(from, one));
      parted.push_back(std::move(bases));
    }
    for (const std::string& path : paths) CHECKED(judge_outcome_of(path, from, merged, parted));
    return {};
  }

  Result<> judge_outcome_of(const std::string& path, const std::string& from, const std::vector<std::string>& merged,
                            const std::vector<std::vector<std::string>>& parted) {
    const Where place = law_.where(path);
    TRY(before, contents(from, path, place));
    TRY(now, contents(ends_.now, path, place));
    CHECKED(judge_file(path, place, "", now));
    TRY(laws, contents_of(merged, path, place));
    std::vector<std::vector<Contents>> bases;
    for (const auto& commits : parted) {
      TRY(found, contents_of(commits, path, place));
      bases.push_back(std::move(found));
    }
    bool is_own = false;
    for (const std::string& name : names_of_parts({&before, &now})) {
      const std::string old = part_of(before, name), made = part_of(now, name);
      if (old == made) continue;
      bool is_of_law = false;
      for (std::size_t i = 0; i < laws.size(); ++i) is_of_law = is_of_law || (part_of(laws[i], name) == made && agreed(bases[i], name) == old);
      is_own = is_own || !is_of_law;
      if (!is_of_law) CHECKED(judge_part(path, place, name, before, now, ""));
    }
    if (is_own) judge_rules(path, place, before, now);
    if (is_own && now.parts.empty()) judge_removal(path, place);
    return {};
  }

  Knowledge& known_of(const Where& place) {
    auto& known = known_[place.office->folder];
    if (!known) known = known_at(history_, ends_.now, place.office->folder, today_);
    return *known;
  }

  /// A dossier that goes while the name stays.
  void judge_removal(const std::string& path, const Where& place) {
    const auto id = place.office && place.kind == FileKind::person ? case_of(place.path) : std::nullopt;
    if (id && known_of(place).holds(identity_path(*id))) keep(Exit::rule, at({path, 0, 0, {}}, problem("K107"_m, id->shown())));
  }

  /// What every other door refuses: a file that breaks in the end what it did not break on the branch.
  void judge_rules(const std::string& path, const Where& place, const Contents& before, const Contents& now) {
    if (!place.office || !now.dossier) return;
    for (const BrokenRule& broken : newly_broken(known_of(place), place.path, before.dossier.get(), *now.dossier)) keep(Exit::rule, told_of(path, broken));
  }

  // --- what is told

  static Problem at_commit(const std::string& commit, Problem found) {
    if (!commit.empty()) found.text += " (commit " + commit.substr(0, 10) + ")";
    return found;
  }

  void keep(Exit exit, Problem found) {
    std::string words = found.text.english;
    if (const auto commit = words.find(" (commit "); commit != std::string::npos) words.resize(commit);
    if (!told_.insert(found.place.file + std::string(code_of(found.code)) + words).second) return;
    if (exit_ != Exit::newer) exit_ = problems_.empty() || exit == Exit::newer ? exit : exit_;
    problems_.push_back(std::move(found));
  }

  const History& history_;
  const PushedUpdate& update_;
  Ends ends_;
  std::string given_;  ///< the new end as it was said: maybe a tag
  Trees trees_;
  Law law_;
  Date today_;
  std::map<std::string, std::unique_ptr<Knowledge>> known_;  ///< by the folder of the workspace
  std::set<std::string> names_;
  std::string law_path_;
  Contents law_file_;
  std::vector<Problem> problems_;
  std::set<std::string> told_;
  Exit exit_ = Exit::rule;
};

}  // namespace

Result<Exit> check_push(World& world, const Globals& globals, const PushedUpdate& update) {
  TRY(ends, ends_of(update.range));
  TRY(disk, world.open(globals.directory));
  const auto quarantine = world.environment.find("GIT_QUARANTINE_PATH");
  const std::string folder = disk->system_path("");
  if (folder.empty()) return fail(Exit::unknown, problem("H121"_m, phrase("the workspace lies in no git repository")));
  TRY(history, History::open(folder, quarantine == world.environment.end() ? "" : quarantine->second));
  Push push(history, update, std::move(ends), world.today());
  TRY(commits, push.judge());
  CHECKED(say(world, globals, fmt::format("{} commits of {}: allowed", commits, update.writer)));
  return Exit::done;
}

}  // namespace mloc::check
