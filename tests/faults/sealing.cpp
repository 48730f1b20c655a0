// A sealed name without its key is a name lost: whatever breaks while somebody seals, each file that lies sealed opens
// with a key that lies in the key store, to what it said before.
#include <optional>

#include "catch.hpp"
#include "journeys/folder_disk.hpp"
#include "journeys/stage.hpp"
#include "mloc/base/seal.hpp"
#include "mloc/records/sealing.hpp"
#include "scenario.hpp"

using namespace mloc;

namespace {

using Files = std::map<std::string, std::string>;

const Files& prepared() {
  static const Files files = [] {
    Stage stage;
    for (const char* line : {"mloc init DIR --template autonomie",
                             "mloc -C DIR enrol add --file-number A-1 --surname Un --first-name Zoé --born 01/08/1987 --sex F --site orleans --on 05/02/2010",
                             "mloc -C DIR enrol add --file-number A-2 --surname Deux --first-name Ali --born 02/08/1987 --sex H --site orleans --on 05/02/2010"})
      REQUIRE(stage.run(line).status == 0);
    return stage.disk.files();
  }();
  return files;
}

/// What identities say to whoever holds the keys of the disk; nothing where one does not open.
std::optional<Files> said_by(const MemoryDisk& disk) {
  const Files files = disk.files();
  Files said;
  for (const auto& [path, bytes] : files) {
    if (!path.starts_with("DIR/identities/") || !path.ends_with(".yaml")) continue;
    if (!holds_sealed(bytes)) {
      said[path] = bytes;
      continue;
    }
    const std::string name = path.substr(15, path.size() - 15 - 5);
    const auto key_file = files.find("DIR.keys/" + name + ".key");
    const auto key = key_file == files.end() ? std::nullopt : read_person_key(key_file->second);
    if (!key) return std::nullopt;
    const auto dossier = read_dossier(bytes, path, Folder::identities);
    const auto opened = dossier ? opened_file(**dossier, *key) : Result<std::string>(fail(Exit::no, problem("H151"_m, path)));
    if (!opened) return std::nullopt;
    said[path] = *opened;
  }
  return said;
}

Files names_of(const Files& files) {
  Files names;
  for (const auto& [path, bytes] : files)
    if (path.starts_with("DIR/identities/")) names[path] = bytes;
  return names;
}

/// The same workspace, sealed.
const Files& sealed() {
  static const Files files = [] {
    Stage stage(1);
    for (const auto& [path, bytes] : prepared()) stage.disk.put(path, bytes);
    if (const Said said = stage.run("mloc -C DIR seal"); said.status != 0) FAIL(said.err);
    return stage.disk.files();
  }();
  return files;
}

void break_at(const std::string& line, const Files& before, MemoryDisk::Plan plan, std::optional<std::uint32_t> cut, bool& reached) {
  Stage stage(1);
  for (const auto& [path, bytes] : before) stage.disk.put(path, bytes);
  stage.disk.plan(plan);
  stage.run(line);
  reached = stage.disk.steps() >= plan.at;
  stage.disk.plan({});
  if (cut) stage.disk.cut_power(MemoryDisk::Survival::random, *cut);
  const auto said = said_by(stage.disk);
  INFO(line << " step " << plan.at << " kind " << static_cast<int>(plan.what) << (cut ? " with a power cut" : ""));
  CHECK(said == names_of(prepared()));
  // The next run finishes it, whatever was left.
  const Said again = stage.run(line);
  INFO(again.err);
  CHECK(again.status == 0);
  CHECK(said_by(stage.disk) == names_of(prepared()));
}

}  // namespace

TEST_CASE("no fault and no power cut while sealing loses a name, and the next run finishes") {
  bool reached = true;
  for (std::size_t step = 1; reached; ++step)
    for (const auto what : {MemoryDisk::Break::kill, MemoryDisk::Break::io_error, MemoryDisk::Break::no_space})
      for (const std::optional<std::uint32_t> cut : {std::optional<std::uint32_t>(), std::optional<std::uint32_t>(1), std::optional<std::uint32_t>(2)})
        break_at("mloc -C DIR seal", prepared(), {step, what, false}, cut, reached);
}

TEST_CASE("no fault and no power cut while sealing is undone loses a name, and the next run finishes") {
  bool reached = true;
  for (std::size_t step = 1; reached; ++step)
    for (const auto what : {MemoryDisk::Break::kill, MemoryDisk::Break::io_error, MemoryDisk::Break::no_space})
      for (const std::optional<std::uint32_t> cut : {std::optional<std::uint32_t>(), std::optional<std::uint32_t>(1), std::optional<std::uint32_t>(2)})
        break_at("mloc -C DIR seal undo --reason test --by import", sealed(), {step, what, false}, cut, reached);
}
