#include "commit_known.hpp"

#include "mloc/records/migration.hpp"

namespace mloc::check {
namespace {

class CommitKnown final : public Knowledge {
 public:
  CommitKnown(const History& history, std::string commit, std::string folder, Date on)
      : Knowledge(on), history_(history), commit_(std::move(commit)), folder_(std::move(folder)) {}

  std::optional<std::string> bytes(const std::string& path) override {
    auto found = history_.file_at(commit_, folder_ + path);
    if (!found || !*found) return std::nullopt;
    return in_present_versions(**std::move(found));
  }
  std::vector<std::string> paths(FileKind kind) override {
    std::vector<std::string> found;
    if (const auto files = history_.changed("", commit_))
      for (const ChangedFile& file : *files)
        if (file.path.starts_with(folder_) && kind_of(file.path.substr(folder_.size())) == kind) found.push_back(file.path.substr(folder_.size()));
    return found;
  }

 private:
  const History& history_;
  std::string commit_, folder_;
};

}  // namespace

std::unique_ptr<Knowledge> known_at(const History& history, const std::string& commit, const std::string& folder, Date on) {
  return std::make_unique<CommitKnown>(history, commit, folder, on);
}

}  // namespace mloc::check
