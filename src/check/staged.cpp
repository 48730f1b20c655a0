#include "staged.hpp"

#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/check/dossier_rules.hpp"
#include "mloc/records/sealing.hpp"
#include "mloc/workspace/clone.hpp"

namespace mloc::check {
namespace {

void keep(Failure& failure, const Failure& found) {
  if (found.exit == Exit::newer) failure.exit = found.exit;
  failure.problems.insert(failure.problems.end(), found.problems.begin(), found.problems.end());
}

/// A merge that nobody has settled, or half of one.
bool has_markers(std::string_view bytes) {
  return std::ranges::any_of(split(bytes, '\n'), [](std::string_view line) {
    return line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") || line.starts_with("||||||| ");
  });
}

void check_file(const CommittedFile& file, FileKind kind, DossierRules& rules, Failure& failure) {
  if (!file.bytes) return keep(failure, {Exit::no, {at({file.path, 0, 0, {}}, problem("H133"_m))}});
  if (has_markers(*file.bytes)) return keep(failure, {Exit::no, {at({file.path, 0, 0, {}}, problem("H227"_m))}});
  if (!file.path.ends_with(".yaml")) return;
  if (kind == FileKind::identity && !may_be_tracked(*file.bytes, file.path))
    return keep(failure, {Exit::no, {at({file.path, 0, 0, {}}, problem("H132"_m))}});
  const Partial partial = read_partly(*file.bytes, file.path, home_of(kind));
  keep(failure, partial.failure);
  if (partial.dossier) rules.check(*partial.dossier, failure.problems);
}

}  // namespace

Result<Exit> check_staged(World& world, const Globals& globals) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_one));
  TRY(history, history_of(workspace));
  TRY(files, history.staged());
  DossierRules rules(known_of(workspace));
  Failure failure;
  CHECKED(check_own_files(workspace, failure.problems));
  for (const CommittedFile& file : files) rules.known().assume(file.path, file.bytes);
  std::size_t count = 0;
  for (const CommittedFile& file : files)
    if (const auto kind = kind_of(file.path); kind && *kind != FileKind::instrument && *kind != FileKind::codes) {
      ++count;
      check_file(file, *kind, rules, failure);
    }
  if (!failure.problems.empty()) return tl::make_unexpected(std::move(failure));
  CHECKED(say(workspace, phrase("{} files staged: no fault", count)));
  return Exit::done;
}

}  // namespace mloc::check
