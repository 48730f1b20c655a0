#include "mloc/git/repository.hpp"

#include <memory>

#include "libgit2.hpp"

namespace mloc {
namespace {

tl::unexpected<Failure> refused(const GitLibrary& git, const std::string& folder) {
  const git_error* error = git.error_last();
  return fail(Exit::disk, problem("D111"_m, folder, error ? error->message : "unknown"));
}

/// Whether `folder` lies in a repository already.
Result<bool> is_inside(const GitLibrary& git, const std::string& folder) {
  git_buf found = GIT_BUF_INIT;
  const int status = git.repository_discover(&found, folder.c_str(), 0, nullptr);
  git.buf_dispose(&found);
  if (status == 0) return true;
  if (status == GIT_ENOTFOUND) return false;
  return refused(git, folder);
}

}  // namespace

Result<Repository> make_repository(const std::string& folder) {
  const GitLibrary* git = git_library();
  if (!git) return Repository::no_library;
  TRY(inside, is_inside(*git, folder));
  if (inside) return Repository::there_already;

  git_repository_init_options options;
  git->repository_init_init_options(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
  options.flags |= GIT_REPOSITORY_INIT_NO_REINIT;
  options.initial_head = "main";
  git_repository* made = nullptr;
  if (git->repository_init_ext(&made, folder.c_str(), &options) != 0) return refused(*git, folder);
  const std::unique_ptr<git_repository, decltype(git->repository_free)> repository(made, git->repository_free);

  git_config* opened = nullptr;
  if (git->repository_config(&opened, repository.get()) != 0) return refused(*git, folder);
  const std::unique_ptr<git_config, decltype(git->config_free)> config(opened, git->config_free);
  for (const GitSetting& one : wanted_settings())
    if (git->config_set_string(config.get(), one.name.c_str(), one.value.c_str()) != 0) return refused(*git, folder);
  return Repository::made;
}

}  // namespace mloc
