#include "forgotten.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/check/dossier_rules.hpp"
#include "mloc/check/plain_past.hpp"
#include "mloc/import/mapping_files.hpp"
#include "mloc/index/reading.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/store/recover.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/store/sealing_mark.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/clone.hpp"
#include "mloc/workspace/paper.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/programme_file.hpp"
#include "mloc/workspace/workspace.hpp"
#include "push.hpp"
#include "staged.hpp"
#include "verbs.hpp"

namespace mloc::check {
namespace {

/// Goes through the files of a workspace and keeps what is wrong with them.
class Checker {
 public:
  explicit Checker(Workspace& workspace) : workspace_(workspace), rules_(known_of(workspace)) {
    rules_.known().whole = true;
  }

  Result<> check_all() {
    CHECKED(check_settings());
    CHECKED(check_own_files(workspace_, failure.problems));
    for (const FileKind kind : {FileKind::person, FileKind::identity, FileKind::partner, FileKind::passport, FileKind::draw}) {
      TRY(found, list(kind));
      check_files(found, home_of(kind));
      if (kind == FileKind::identity) CHECKED(check_digests(found));
    }
    return {};
  }

  Failure failure;
  std::vector<Problem> warnings;
  std::vector<std::string> not_canonical;  ///< paths
  std::size_t files = 0, records = 0;

 private:
  Result<std::vector<FoundFile>> list(FileKind kind) {
    TRY(listing, workspace_.store().list(kind));
    failure.problems.insert(failure.problems.end(), listing.problems.begin(), listing.problems.end());
    return std::move(listing.files);
  }

  void keep(const Failure& found) {
    if (found.exit == Exit::newer || found.exit == Exit::disk) failure.exit = found.exit;
    failure.problems.insert(failure.problems.end(), found.problems.begin(), found.problems.end());
  }

  /// Otherwise it is missed when the first letter must go.
  void check_logo() {
    const Node* settings = rules_.known().settings_tree();
    auto logo = logo_of(workspace_);
    if (logo || !settings) return;
    const Mark mark = settings->find("organisation")->find("logo")->mark;
    for (Problem& one : logo.error().problems) failure.problems.push_back(at({std::string(settings_path), mark.line, mark.column, {}}, std::move(one)));
  }

  Result<> check_settings() {
    check_logo();
    TRY(codes, workspace_.programme_codes());
    for (const std::string& code : codes)
      if (auto read = check_programme_file(workspace_, code); !read) keep(read.error());
    // Each broken list is told once.
    if (auto lists = workspace_.lists(); !lists) keep(lists.error());
    TRY(mappings, list(FileKind::mapping));
    for (const FoundFile& file : mappings) {
      const auto read = imports::read_mapping(workspace_, name_of(file.path));
      keep(read ? Failure{Exit::no, imports::unknown_fields(*read)} : read.error());
    }
    return {};
  }

  void check_files(const std::vector<FoundFile>& found, Folder folder) {
    std::vector<index::Job> jobs;
    for (const FoundFile& file : found)
      if (file.path.ends_with(".yaml")) jobs.push_back({file.path, folder});
    files += jobs.size();
    index::Reading reading(workspace_.disk(), jobs);
    std::size_t at = 0;
    for (auto batch = reading.next(); !batch.empty(); batch = reading.next())
      for (const Partial& partial : batch) check_records(jobs[at++].path, partial);
  }

  /// Of what this version sealed each record has a digest; a workspace that an older one sealed has no mark either.
  Result<> check_digests(const std::vector<FoundFile>& found) {
    TRY(marked, workspace_.store().holds(std::string(sealing_mark)));
    if (!marked || !sealed_disk(workspace_.disk()).seals()) return {};
    for (const FoundFile& file : found) {
      TRY(stored, workspace_.store().read(file.path));
      const auto dossier = read_dossier(std::move(stored.bytes), file.path, Folder::identities);
      if (!dossier) continue;
      for (const Record& record : (*dossier)->records)
        if (record.is("sealed") && !record.root->has("digest")) failure.problems.push_back(at({file.path, record.root->mark.line, record.root->mark.column, {}}, problem("H225"_m, record.id)));
    }
    return {};
  }

  void check_records(const std::string& path, const Partial& partial) {
    if (!partial.failure.problems.empty()) keep(partial.failure);
    if (!partial.dossier) return;
    const Dossier& dossier = *partial.dossier;
    records += dossier.records.size();
    rules_.check(dossier, failure.problems);
    rules_.check(dossier, warnings, Severity::warn);
    check_forgotten(dossier, workspace_, failure.problems);
    if (partial.failure.problems.empty() && !is_canonical(dossier)) not_canonical.push_back(path);
  }

  Workspace& workspace_;
  DossierRules rules_;
};

Result<std::size_t> rewrite(Workspace& workspace, const std::vector<std::string>& paths) {
  Change change;
  for (const std::string& path : paths) {
    TRY(open, workspace.read(path));
    std::vector<const Node*> records;
    for (const Record& record : open.dossier->records) records.push_back(record.root);
    change.put(path, write_dossier(std::move(records)), open.digest);
  }
  return workspace.commit(change);
}

/// A warning with the place that it speaks of.
void warn_at(World& world, Problem one) {
  if (!one.place.file.empty()) one.text = prefixed(fmt::format("{}:{}:{}", one.place.file, one.place.line, one.place.column), std::move(one.text));
  warn(world, one);
}

Table problem_table(const std::vector<Problem>& problems, Language language) {
  Table table{"problems",
              {{"file"}, {"line", Column::Kind::integer}, {"column", Column::Kind::integer}, {"code"}, {"text"}},
              {}};
  for (const Problem& one : problems)
    table.rows.push_back({one.place.file, std::to_string(one.place.line), std::to_string(one.place.column),
                          std::string(code_of(one.code)), one.text.in(language)});
  return table;
}

}  // namespace

Result<Exit> check_workspace(World& world, const Globals& globals, const CheckArgs& args) {
  if (args.range) {
    if (!globals.as || !args.law) return fail(Exit::usage, problem("C102"_m, phrase("--range goes with --as and --law")));
    return check_push(world, globals, {*args.range, *globals.as, *args.law, args.reference, args.allowed, args.administrator});
  }
  CHECKED(refuse_audience(globals, "check"));
  if (args.staged) return check_staged(world, globals);
  TRY(workspace, Workspace::open(world, globals, args.fix ? Workspace::Use::write : Workspace::Use::inspect));
  Checker checker(workspace);
  CHECKED(checker.check_all());
  TRY(unfinished, unfinished_batch(sealed_disk(workspace.disk()).stored()));
  if (unfinished) checker.failure.problems.push_back(std::move(*unfinished));
  std::size_t rewritten = 0;
  if (args.fix) {
    TRY(count, rewrite(workspace, checker.not_canonical));
    rewritten = count;
  }
  std::vector<Problem>& problems = checker.failure.problems;
  if (!args.fix)
    for (const std::string& path : checker.not_canonical) {
      if (args.strict) problems.push_back(at({path, 1, 1, {}}, problem("R216"_m)));
      else if (!globals.quiet) remark(world, prefixed(path, problem("R216"_m).text));
    }
  if (!globals.quiet) {
    for (const Problem& one : checker.warnings) warn_at(world, one);
    CHECKED(warn_of_plain_past(workspace));
  }
  if (const auto missing = missing_settings(workspace); !missing.empty() && !globals.quiet)
    remark(world, phrase("this clone does not merge and show records by mloc ({}): `mloc git setup`", joined(missing, ", ")));
  if (globals.view.format == Format::json || globals.view.format == Format::csv) {
    TRY(exit, print(world, globals, problem_table(problems, world.language)));
    return problems.empty() ? exit : checker.failure.exit;
  }
  if (!problems.empty()) return tl::make_unexpected(std::move(checker.failure));
  CHECKED(say(workspace, phrase("{} files, {} records: no fault{}", checker.files, checker.records,
                                rewritten ? phrase("; {} rewritten", rewritten) : Phrase(""))));
  return Exit::done;
}

}  // namespace mloc::check
