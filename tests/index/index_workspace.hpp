#pragma once
#include <string>
#include <vector>

#include "faults/folder.hpp"
#include "mloc/base/text.hpp"
#include "mloc/index/index.hpp"
#include "mloc/store/disk_view.hpp"
#include "mloc/sys/posix_disk.hpp"

namespace mloc {

inline std::string lesson(const std::string& id, const std::string& starts, const std::string& presence,
                          const std::string& skill = {}, const std::string& school = "ecole-loire") {
  return "---\nrecord: lesson/1\nid: \"" + id + "\"\nby: " + school + "\nschool: " + school + "\nstarts: \"" + starts +
         "\"\nminutes: 60\nkind: conduite\npresence: " + presence + "\n" +
         (skill.empty() ? "" : "skills:\n  " + skill + "\n");
}
inline std::string application(const std::string& id, const std::string& site, const std::string& more = {}) {
  return "---\nrecord: application/1\nid: \"" + id + "\"\nby: briand\nprogramme: autonomie\nfile_number: \"AU-1\"\nreceived: \"" +
         id.substr(0, 10) + "\"\nsite: " + site + "\n" + more;
}
inline std::string case_bytes(const std::vector<std::string>& records) { return joined(records, "") + "...\n"; }

/// A workspace on the real disk and the questions one asks its index. Every question opens it anew, as a command does.
class IndexedWorkspace {
 public:
  IndexedWorkspace() {
    folder.write("mloc.toml",
                 "version = 1\n[organisation]\nname = \"Loiret\"\n[[sites]]\ncode = \"orleans\"\nname = \"Orléans\"\n"
                 "[[sites]]\ncode = \"montargis\"\nname = \"Montargis\"\n");
    folder.write("programmes/autonomie.toml",
                 "version = 1\ncode = \"autonomie\"\nname = \"AUTOnomie\"\nstarts = 2010-03-01\nends = 2011-06-30\n"
                 "[quotas]\norleans = 160\n[[criteria]]\ncode = \"age\"\nfield = \"age\"\nbetween = [18, 25]\n"
                 "[aid]\nceiling = \"1000.00\"\ncurrency = \"EUR\"\n");
  }
  void put(const std::string& path, const std::string& bytes) const { folder.write(path, bytes); }

  /// `cached`: with the file; otherwise from nothing in memory.
  Result<Index> open(bool cached = true) {
    auto opened = PosixDisk::open(folder.path(), {});
    disk = std::move(*opened);
    store.emplace(*Store::open(*disk, Store::Reading::many, {}));
    if (cached) return Index::open(*disk, *store, {now});
    memory = std::make_unique<Unplaced>(*disk);
    return Index::open(*memory, *store, {now});
  }

  /// Rows as lines, cells parted by |, a NULL as -; or the first problem's code and words.
  std::string ask(const std::string& sql, Invalid invalid = Invalid::refuse, Sight sight = {}, bool cached = true) {
    auto index = open(cached);
    if (!index) return said(index.error());
    if (auto valid = index->require_valid(invalid); !valid) return said(valid.error());
    return text_of(index->rows(sql, {}, sight));
  }
  std::string ask_in(const std::string& sql, const std::string& period) {
    auto index = open();
    if (auto set = index->set_period(*parse_period(period, *Date::of(2010, 5, 11))); !set) return said(set.error());
    return text_of(index->rows(sql));
  }
  std::string problems(bool cached = true) {
    std::string all;
    const auto index = open(cached);
    for (const Problem& one : index->problems())
      all += fmt::format("{} {}:{} {}\n", code_of(one.code), one.place.file, one.place.line, one.text.english);
    return all;
  }

  static std::string said(const Failure& failure) {
    const Problem& first = failure.problems.front();
    return std::string(code_of(first.code)) + " " + first.text.english + "\n";
  }
  static std::string text_of(const Result<Rows>& rows) {
    if (!rows) return said(rows.error());
    std::string all;
    for (const auto& row : rows->rows) {
      std::string line;
      for (const SqlValue& value : row) line += (line.empty() ? "" : "|") + text_of(value);
      all += line + "\n";
    }
    return all;
  }
  static std::string text_of(const SqlValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    return std::holds_alternative<double>(value) ? std::to_string(std::get<double>(value)) : "-";
  }

  TemporaryFolder folder;
  std::optional<std::int64_t> now;

 private:
  /// The same files on a disk that the system cannot name.
  struct Unplaced final : DiskView {
    using DiskView::DiskView;
    std::string system_path(const std::string&) const override { return {}; }
  };
  std::unique_ptr<Disk> disk;
  std::unique_ptr<Disk> memory;
  std::optional<Store> store;
};

}  // namespace mloc
