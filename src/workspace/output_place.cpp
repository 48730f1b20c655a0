#include "output_place.hpp"

#include <algorithm>
#include <array>

#include "mloc/base/text.hpp"
#include "mloc/git/history.hpp"

namespace mloc {
namespace {

constexpr std::string_view settings = "mloc.toml", keys_ending = ".keys";

std::string joined_path(const std::string& folder, const std::string& name) {
  if (folder.empty() || folder == "/") return folder + name;
  return folder + "/" + name;
}

Result<bool> is_workspace(Disk& files, const std::string& folder) {
  TRY(found, files.state(joined_path(folder, std::string(settings))));
  return found.has_value();
}

/// A folder of a workspace's own, or what it keeps beside them.
bool is_kept(std::string_view inside) {
  constexpr std::array<std::string_view, 10> rooms = {"cases", "identities", "partners", "draws", "passports",
                                                      "programmes", "imports", "reports", "instruments", "lists"};
  const std::string_view first = inside.substr(0, inside.find('/'));
  return first.starts_with('.') || inside == settings || std::ranges::find(rooms, first) != rooms.end();
}

bool is_followed_by_git(Disk& files, const std::string& workspace, const std::string& inside) {
  if (files.system_path("").empty()) return false;  // a disk that git does not see
  const auto history = History::open(workspace);
  const auto followed = history ? history->follows(history->in_repository(inside)) : Result<bool>(false);
  return followed && *followed;
}

/// The keys of a workspace lie beside it.
Result<bool> is_key_store(World& world, const std::string& folder) {
  const auto named = world.environment.find("MLOC_KEYS");
  if (named != world.environment.end() && !named->second.empty())
    if (const auto place = world.files.real_path(named->second); place && *place == folder) return true;
  if (!folder.ends_with(keys_ending)) return false;
  return is_workspace(world.files, folder.substr(0, folder.size() - keys_ending.size()));
}

}  // namespace

std::string folder_above(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return "";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Result<std::string> place_of(Disk& files, const std::string& path) {
  TRY(there, files.state(path));
  // A pipe that a shell names by its number has no other name.
  if (there && there->kind == FileState::Kind::other) return path;
  const std::string above = folder_above(path), name = path.substr(path.rfind('/') + 1);
  TRY(folder, files.real_path(above.empty() ? "." : above));
  if (!folder) CHECKED(files.check_may_create(path));
  TRY(real, files.real_path(path));
  const std::string place = joined_path(folder.value_or(above), name);
  if (real && *real != place && name != "." && name != "..") return fail(Exit::usage, problem("D116"_m, printable(path)));
  return real.value_or(place);
}

Result<> check_free_of_workspace(World& world, const std::string& path, const std::string& real) {
  const auto refuse = [&] { return fail(Exit::usage, problem("D113"_m, printable(path))); };
  TRY(whole, is_workspace(world.files, real));
  TRY(keys, is_key_store(world, real));
  if (whole || keys) return refuse();
  for (std::string below = real; !below.empty() && below != "/";) {
    const std::string folder = folder_above(below);
    TRY(holds_keys, is_key_store(world, folder));
    if (holds_keys) return refuse();
    TRY(workspace, is_workspace(world.files, folder));
    if (workspace) {
      const std::string inside = real.substr(folder.empty() || folder == "/" ? folder.size() : folder.size() + 1);
      return is_kept(inside) || is_followed_by_git(world.files, folder, inside) ? refuse() : Result<>();
    }
    below = folder;
  }
  return {};
}

}  // namespace mloc
