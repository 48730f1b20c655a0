#include "commands/report_publish.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "commands/trust.hpp"
#include "mloc/base/digest.hpp"
#include "mloc/base/text.hpp"
#include "mloc/codec/csv.hpp"
#include "mloc/commands/report.hpp"

namespace mloc {
namespace {

constexpr std::string_view first_line = "mloc-publication/1";

std::string path_of(const ReportRun& run, const std::optional<std::string>& readers) {
  return fmt::format("published/{}_{}/{}.{}.txt", run.figures.period.first.text(), run.figures.period.last.text(), run.report.name, readers.value_or("office"));
}

Result<std::string> rows_text(const ReportRun& run) { return rendered(table_of(run), View{Format::csv, false, {}, {}, {}, Language::english}); }

/// One digest of every record that a report may count: paths and bytes of all files but the identities.
Result<std::string> digest_of_data(const Store& store) {
  std::string all;
  for (const FileKind kind : {FileKind::person, FileKind::partner, FileKind::passport, FileKind::draw, FileKind::programme, FileKind::instrument}) {
    TRY(listing, store.list(kind));
    for (const FoundFile& file : listing.files) {
      TRY(bytes, store.read(file.path));
      all += file.path + " " + hex(sha256(bytes.bytes)) + "\n";
    }
  }
  return hex(sha256(all));
}

std::string publication(const ReportRun& run, const std::string& rows, const std::optional<std::string>& readers, const std::string& day, const std::string& actor,
                        const std::string& data) {
  return fmt::format("{}\nreport {}\nperiod {}\nfor {}\npublished {}\nby {}\ndata {}\nsql {}\nrows {}\n\n{}", first_line, run.report.name, run.figures.period.text(),
                     readers.value_or("office"), day, actor, data, hex(sha256(run.report.sql)), hex(sha256(rows)), rows);
}

struct Publication {
  std::string day, digest, rows;
};
Result<Publication> read_publication(const std::string& path, const std::string& bytes) {
  Publication found;
  const auto body = bytes.find("\n\n");
  const auto lines = split(std::string_view(bytes).substr(0, body), '\n');
  for (const std::string_view line : lines) {
    if (line.starts_with("published ")) found.day = line.substr(10);
    if (line.starts_with("rows ")) found.digest = line.substr(5);
  }
  if (body != std::string::npos) found.rows = bytes.substr(body + 2);
  if (lines.front() != first_line || hex(sha256(found.rows)) != found.digest) return fail(Exit::no, at({path, 0, 0, {}}, problem("G134"_m)));
  return found;
}

/// The rows by their texts: `site/orleans`.
using Named = std::map<std::string, std::vector<std::string>>;
Result<Named> named_rows(const ReportRun& run, const std::string& path, const std::string& rows, std::vector<std::string>& heads) {
  TRY(csv, read_csv(rows, path, "utf-8", ','));
  heads = csv.header.cells;
  Named named;
  for (const CsvRow& row : csv.rows) {
    std::string name;
    for (std::size_t i = 0; i < row.cells.size() && i < heads.size(); ++i) {
      const auto column = std::ranges::find(run.report.columns, heads[i], &ReportColumn::name);
      if (column != run.report.columns.end() && column->kind == ReportColumn::Kind::text && !row.cells[i].empty()) name += (name.empty() ? "" : "/") + row.cells[i];
    }
    named.emplace(std::move(name), row.cells);
  }
  return named;
}

Result<std::vector<std::string>> changes_between(const ReportRun& run, const std::string& path, const std::string& before, const std::string& after) {
  std::vector<std::string> old_heads, heads, changes;
  TRY(old, named_rows(run, path, before, old_heads));
  TRY(now, named_rows(run, path, after, heads));
  for (const auto& [name, cells] : now) {
    const auto was = old.find(name);
    if (was == old.end()) {
      changes.push_back(fmt::format("{}: new", name));
      continue;
    }
    for (std::size_t i = 0; i < heads.size(); ++i) {
      const auto place = static_cast<std::size_t>(std::ranges::find(old_heads, heads[i]) - old_heads.begin());
      const std::string value = place < was->second.size() ? was->second[place] : "";
      if (i < cells.size() && cells[i] != value) changes.push_back(fmt::format("{} {}: {} → {}", name, heads[i], value.empty() ? "-" : value, cells[i].empty() ? "-" : cells[i]));
    }
  }
  for (const auto& [name, cells] : old)
    if (!now.contains(name)) changes.push_back(fmt::format("{}: gone", name));
  return changes;
}

}  // namespace

Result<> find_revisions(const Workspace& workspace, ReportRun& run, const std::optional<std::string>& readers) {
  const std::string path = path_of(run, readers);
  TRY(file, workspace.store().find(path));
  if (!file) return {};
  TRY(published, read_publication(path, file->bytes));
  TRY(rows, rows_text(run));
  run.revised = Revised{published.day, {}};
  if (rows == published.rows) return {};
  TRY(changes, changes_between(run, path, published.rows, rows));
  run.revised->changes = std::move(changes);
  return {};
}

Result<Exit> publish_reports(World& world, const Globals& globals, const PublishArgs& args) {
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  if (args.period->last >= world.today()) return fail(Exit::usage, problem("G135"_m, args.period->text()));
  TRY(actor, workspace.actor());
  TRY(index, workspace.valid_index());
  TRY(runs, run_published(workspace, *index, *args.period, args.readers));
  TRY(data, digest_of_data(workspace.store()));
  Change change;
  for (const ReportRun& run : runs) {
    const std::string path = path_of(run, args.readers);
    TRY(rows, rows_text(run));
    TRY(old, workspace.store().find(path));
    if (!old) {
      change.put(path, publication(run, rows, args.readers, world.today().text(), actor, data), std::nullopt);
      continue;
    }
    TRY(published, read_publication(path, old->bytes));
    if (published.rows != rows) return fail(Exit::conflict, at({path, 0, 0, {}}, problem("G133"_m, run.report.name, published.day)));
  }
  TRY(written, workspace.commit(change));
  CHECKED(say(workspace, fmt::format("{} of {} reports of {} published", written, runs.size(), args.period->text())));
  return Exit::done;
}

}  // namespace mloc
