#pragma once
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "mloc/records/dossier.hpp"
#include "mloc/sys/disk.hpp"

namespace mloc::index {

/// A file of records to be read.
struct Job {
  std::string path;
  Folder folder;
};

/// Two threads read and check files; the results come out in the order of the jobs, so that what is written does not
/// depend on which thread was faster. At most a few batches wait, whatever the number of files.
class Reading {
 public:
  Reading(Disk& disk, const std::vector<Job>& jobs);
  ~Reading();
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  /// The results of the next jobs; empty after the last. Rethrows what a thread met.
  std::vector<Partial> next();

 private:
  void work();
  bool take(std::size_t& batch);
  std::vector<Partial> read(std::size_t batch) const;
  std::size_t batches() const { return (jobs_.size() + batch_size - 1) / batch_size; }

  static constexpr std::size_t batch_size = 32;
  static constexpr std::size_t most_waiting = 8;
  Disk& disk_;
  const std::vector<Job>& jobs_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::size_t, std::vector<Partial>> done_;
  std::size_t taken_ = 0;
  std::size_t given_ = 0;
  bool stopped_ = false;
  std::exception_ptr broken_;
  std::vector<std::thread> threads_;
};

}  // namespace mloc::index
