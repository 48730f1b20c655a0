#include "mloc/index/reading.hpp"

#include <algorithm>

#include "mloc/store/store.hpp"

namespace mloc::index {

Reading::Reading(Disk& disk, const std::vector<Job>& jobs) : disk_(disk), jobs_(jobs) {
  const std::size_t wanted = std::min<std::size_t>(2, batches());
  for (std::size_t i = 0; i < wanted; ++i) threads_.emplace_back([this] { work(); });
}

Reading::~Reading() {
  {
    const std::scoped_lock held(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::vector<Partial> Reading::next() {
  std::unique_lock held(mutex_);
  if (given_ == batches()) return {};
  changed_.wait(held, [&] { return broken_ || done_.contains(given_); });
  if (broken_) std::rethrow_exception(broken_);
  auto results = std::move(done_.extract(given_).mapped());
  ++given_;
  held.unlock();
  changed_.notify_all();
  return results;
}

bool Reading::take(std::size_t& batch) {
  std::unique_lock held(mutex_);
  changed_.wait(held, [&] { return stopped_ || taken_ == batches() || taken_ < given_ + most_waiting; });
  if (stopped_ || taken_ == batches()) return false;
  batch = taken_++;
  return true;
}

void Reading::work() {
  try {
    for (std::size_t batch = 0; take(batch);) {
      auto results = read(batch);
      {
        const std::scoped_lock held(mutex_);
        done_.emplace(batch, std::move(results));
      }
      changed_.notify_all();
    }
  } catch (...) {
    {
      const std::scoped_lock held(mutex_);
      broken_ = std::current_exception();
    }
    changed_.notify_all();
  }
}

std::vector<Partial> Reading::read(std::size_t batch) const {
  std::vector<Partial> results;
  const std::size_t end = std::min(jobs_.size(), (batch + 1) * batch_size);
  for (std::size_t i = batch * batch_size; i < end; ++i) {
    const Job& job = jobs_[i];
    auto bytes = disk_.read(job.path, Store::limit);
    if (bytes) results.push_back(read_partly(std::move(*bytes), job.path, job.folder));
    else results.push_back({nullptr, std::move(bytes.error())});
  }
  return results;
}

}  // namespace mloc::index
