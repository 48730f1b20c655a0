#include "scenario.hpp"

#include <cstdlib>

#include "mloc/store/disk_view.hpp"

namespace mloc {
namespace {

using Break = MemoryDisk::Break;
using Survival = MemoryDisk::Survival;

const std::string settings = "version = 1\n";

struct Cut {
  Survival survival;
  std::uint32_t seed;
};

std::vector<Cut> cuts() {
  std::vector<Cut> all = {{Survival::nothing, 0}, {Survival::everything, 0}};
  for (std::uint32_t seed = 1; seed <= (long_run() ? 40u : 4u); ++seed) all.push_back({Survival::random, seed});
  return all;
}

Ending outcome_of(const Failure& failure) {
  switch (failure.problems.front().code) {
    case "D121"_m: return Ending::not_confirmed;
    case "D122"_m: return Ending::decided;
    default: return Ending::refused;
  }
}

Result<> change(Disk& disk, const Scenario& scenario) {
  TRY(store, WritableStore::open(disk, {}));
  Change wanted;
  for (const auto& [path, bytes] : scenario.after) {
    TRY(file, store.find(path));
    wanted.put(path, bytes, file ? std::optional(file->digest) : std::nullopt);
  }
  for (const auto& [path, bytes] : scenario.before) {
    if (scenario.after.contains(path)) continue;
    TRY(file, store.read(path));
    wanted.remove(path, file.digest);
  }
  CHECKED(store.commit(wanted, [](const std::string&, std::string_view) { return Result<>(); }));
  return {};
}

std::string leftovers(Disk& disk) {
  const auto found = disk.walk("");
  if (!found) return "the workspace cannot be walked";
  for (const FoundFile& file : *found) {
    const bool expected = file.path == ".mloc/lock" || !file.path.starts_with(".mloc/");
    if (!expected || file.path.ends_with(".mloc-tmp")) return "left over: " + file.path;
  }
  return "";
}

bool old_allowed(Ending outcome, PowerCut cut) {
  if (outcome == Ending::refused || outcome == Ending::ended) return true;
  return outcome != Ending::done && cut == PowerCut::yes;
}

bool new_allowed(Ending outcome) { return outcome != Ending::refused; }

struct Round {
  const Scenario& scenario;
  const Wrap& wrap;
  MemoryDisk disk;
  std::unique_ptr<Disk> wrapped;

  Round(const Scenario& of, const Wrap& with) : scenario(of), wrap(with), disk(of.before), wrapped(with(disk)) {}
  Ending make() { return make_change(*wrapped, scenario); }
  void judge(Tally& tally, Ending outcome, PowerCut cut, const std::string& name) {
    disk.plan({});
    ++tally.rounds;
    const std::string wrong = verdict(*wrapped, scenario, outcome, cut);
    if (!wrong.empty()) tally.violations.push_back(name + ": " + wrong);
  }
};

std::size_t count_steps(const Scenario& scenario, const Wrap& wrap) {
  Round round(scenario, wrap);
  round.disk.plan({});
  round.make();
  return round.disk.steps();
}

std::string name_of(MemoryDisk::Plan plan) {
  return fmt::format("step {} {}{}", plan.at, static_cast<int>(plan.what), plan.persistent ? " persistent" : "");
}

/// The same plan again for each thing that a power cut may leave.
void break_once(const Scenario& scenario, const Wrap& wrap, MemoryDisk::Plan plan, Tally& tally) {
  {
    Round round(scenario, wrap);
    round.disk.plan(plan);
    round.judge(tally, round.make(), PowerCut::no, name_of(plan));
  }
  for (const Cut& cut : cuts()) {
    Round round(scenario, wrap);
    round.disk.plan(plan);
    const Ending outcome = round.make();
    round.disk.cut_power(cut.survival, cut.seed);
    const int kind = static_cast<int>(cut.survival);
    round.judge(tally, outcome, PowerCut::yes, fmt::format("{}, cut {}/{}", name_of(plan), kind, cut.seed));
  }
}

/// A command that was ended at step `first`, the next one broken at its step `second`; `cut`: what the power cut
/// between and after them leaves, none without one.
struct Twice {
  std::size_t first;
  MemoryDisk::Plan second;
  std::optional<std::uint32_t> cut_between;
  std::optional<std::uint32_t> cut_after;
};

/// However the next command ends, the one after it finds all or nothing. False when it had fewer steps.
bool break_twice(const Scenario& scenario, const Wrap& wrap, const Twice& twice, Tally& tally) {
  Round round(scenario, wrap);
  round.disk.plan({twice.first, Break::kill});
  round.make();
  if (twice.cut_between) round.disk.cut_power(Survival::random, *twice.cut_between);
  round.disk.plan(twice.second);
  try {
    (void)WritableStore::open(*round.wrapped, {});
  } catch (const MemoryDisk::Ended&) {
  }
  const bool reached = round.disk.steps() >= twice.second.at;
  if (twice.cut_after) round.disk.cut_power(Survival::random, *twice.cut_after);
  const std::string name = fmt::format("step {}, then {}, cuts {}/{}", twice.first, name_of(twice.second),
                                       twice.cut_between.value_or(0), twice.cut_after.value_or(0));
  round.judge(tally, Ending::ended, PowerCut::yes, name);
  return reached;
}

std::string numbered(const char* form, std::size_t number) { return fmt::format(fmt::runtime(form), number); }

}  // namespace

bool long_run() {
  const char* wanted = std::getenv("MLOC_LONG");
  return wanted && std::string_view(wanted) == "1";
}

Scenario one_file_changed() {
  return {{{"mloc.toml", settings}, {"cases/7K/a.yaml", "old bytes\n"}},
          {{"mloc.toml", settings}, {"cases/7K/a.yaml", "the new bytes, more of them\n"}}};
}

Scenario one_file_added() {
  return {{{"mloc.toml", settings}}, {{"mloc.toml", settings}, {"cases/7K/a.yaml", "new bytes\n"}}};
}

Scenario one_file_removed() {
  return {{{"mloc.toml", settings}, {"partners/b.yaml", "old bytes\n"}}, {{"mloc.toml", settings}}};
}

Scenario batch() {
  return {{{"mloc.toml", settings},
           {"cases/7K/a.yaml", "a old\n"},
           {"cases/7K/b.yaml", "b old\n"},
           {"partners/gone.yaml", "going\n"},
           {"partners/stays.yaml", "the same\n"}},
          {{"mloc.toml", settings},
           {"cases/7K/a.yaml", "a new and longer\n"},
           {"cases/7K/b.yaml", "b new\n"},
           {"cases/8M/c.yaml", "c new\n"},
           {"identities/8M/c.yaml", "c's name\n"},
           {"partners/stays.yaml", "the same\n"}}};
}

Scenario large_batch() {
  Scenario scenario{{{"mloc.toml", settings}}, {{"mloc.toml", settings}}};
  for (std::size_t i = 0; i < 66; ++i) {
    const std::string path = numbered("cases/7K/{:03}.yaml", i);
    if (i % 3 != 0) scenario.before[path] = "old\n";
    if (i % 5 != 1) scenario.after[path] = numbered("new {}\n", i);
    else scenario.after[path + "x"] = "beside it\n";
  }
  return scenario;
}

Ending make_change(Disk& disk, const Scenario& scenario) {
  try {
    const auto changed = change(disk, scenario);
    return changed ? Ending::done : outcome_of(changed.error());
  } catch (const MemoryDisk::Ended&) {
    return Ending::ended;
  }
}

std::map<std::string, std::string> workspace_files(Disk& disk) {
  std::map<std::string, std::string> files;
  const auto found = disk.walk("");
  if (!found) return files;
  for (const FoundFile& file : *found)
    if (!file.path.starts_with(".mloc/")) files[file.path] = disk.read(file.path, Store::limit).value_or("unreadable");
  return files;
}

std::string verdict(Disk& disk, const Scenario& scenario, Ending outcome, PowerCut cut) {
  {
    const auto store = WritableStore::open(disk, {});
    if (!store) return "cannot be opened: " + store.error().problems.front().text.english;
  }
  const std::string left = leftovers(disk);
  // A temporary file whose note a power cut took away stays until the next writer of its file.
  if (!left.empty() && !(cut == PowerCut::yes && left.ends_with(".mloc-tmp"))) return left;
  auto files = workspace_files(disk);
  std::erase_if(files, [](const auto& file) { return file.first.ends_with(".mloc-tmp"); });
  if (files == scenario.after) return new_allowed(outcome) ? "" : "refused, yet the new is there";
  if (files == scenario.before) return old_allowed(outcome, cut) ? "" : "acknowledged, yet the old is there";
  return "neither old nor new";
}

Wrap as_it_is() {
  return [](Disk& disk) { return std::make_unique<DiskView>(disk); };
}

Tally break_every_step(const Scenario& scenario, const Wrap& wrap, std::size_t stride) {
  Tally tally;
  const std::size_t steps = count_steps(scenario, wrap);
  break_once(scenario, wrap, {}, tally);
  for (std::size_t at = 1; at <= steps; at += stride)
    for (const Break what : {Break::no_space, Break::io_error, Break::short_write, Break::kill})
      for (const bool persistent : {false, true})
        if (what != Break::kill || !persistent) break_once(scenario, wrap, {at, what, persistent}, tally);
  return tally;
}

Tally break_recovery(const Scenario& scenario, const Wrap& wrap, std::size_t stride) {
  Tally tally;
  const std::size_t steps = count_steps(scenario, wrap);
  const std::vector<std::optional<std::uint32_t>> between = {std::nullopt, 1};
  const std::vector<std::optional<std::uint32_t>> after = {std::nullopt, 1, 2, 3};
  for (std::size_t first = 1; first <= steps; first += stride)
    for (const Break what : {Break::kill, Break::io_error})
      for (const auto& cut_between : between)
        for (const auto& cut_after : after) {
          std::size_t second = 1;
          while (break_twice(scenario, wrap, {first, {second, what, false}, cut_between, cut_after}, tally))
            second += 1 + stride / 4;
        }
  return tally;
}

}  // namespace mloc
