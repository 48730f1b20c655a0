#include "catch.hpp"
#include "mloc/store/disk_view.hpp"
#include "scenario.hpp"

using namespace mloc;

namespace {

void hold(const Tally& tally) {
  CHECK(tally.rounds > 50);
  for (const std::string& violation : tally.violations) FAIL_CHECK(violation);
}

/// A file system that cannot exchange two names.
struct OlderDisk : DiskView {
  using DiskView::DiskView;
  Result<Placed> exchange(const std::string&, const std::string&) override { return Placed::cannot; }
  Result<Placed> rename_new(const std::string&, const std::string&) override { return Placed::cannot; }
};

Wrap older() {
  return [](Disk& disk) { return std::make_unique<OlderDisk>(disk); };
}

}  // namespace

TEST_CASE("the same on a file system that cannot exchange two names") {
  for (const Scenario& scenario : {one_file_changed(), one_file_added(), one_file_removed(), batch()}) hold(break_every_step(scenario, older()));
  hold(break_recovery(batch(), older(), 1));
}

TEST_CASE("one file is old or new wherever writing it fails, and the failure tells which") {
  hold(break_every_step(one_file_changed(), as_it_is()));
  hold(break_every_step(one_file_added(), as_it_is()));
}

TEST_CASE("a removed file is there or gone wherever removing it fails") {
  hold(break_every_step(one_file_removed(), as_it_is()));
}

TEST_CASE("a batch is done or not done wherever it fails") {
  hold(break_every_step(batch(), as_it_is()));
}

TEST_CASE("a batch of many files, synced as a whole, is done or not done wherever it fails") {
  hold(break_every_step(large_batch(), as_it_is(), long_run() ? 1 : 31));
}

TEST_CASE("finishing a batch may fail at any step and is finished by the next command") {
  hold(break_recovery(batch(), as_it_is(), 1));
  hold(break_recovery(large_batch(), as_it_is(), long_run() ? 1 : 97));
}
