#include "publish.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "mloc/base/digest.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/csv.hpp"
#include "mloc/workspace/trust.hpp"
#include "verbs.hpp"

namespace mloc::report {
namespace {

constexpr std::string_view first_line = "mloc-publication/1";

std::string path_of(const ReportRun& run, const std::optional<std::string>& readers) {
  return fmt::format("{}/{}_{}/{}.{}.txt", publications, run.figures.period.first.text(), run.figures.period.last.text(), run.report.name, readers.value_or("office"));
}

Result<std::string> rows_text(const ReportRun& run) { return rendered(table_of(run), View{Format::csv, false, {}, {}, {}, Language::english}); }

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

/// What a row is called, by its texts: `site/nord`.
std::string name_of(const ReportRun& run, const std::vector<std::string>& heads, const std::vector<std::string>& cells) {
  std::string name;
  for (std::size_t i = 0; i < cells.size() && i < heads.size(); ++i) {
    const auto column = std::ranges::find(run.report.columns, heads[i], &ReportColumn::name);
    if (column != run.report.columns.end() && column->kind == ReportColumn::Kind::text && !cells[i].empty()) name += (name.empty() ? "" : "/") + cells[i];
  }
  return name;
}

using Named = std::map<std::string, std::vector<std::string>>;
Result<Named> named_rows(const ReportRun& run, const std::string& path, const std::string& rows, std::vector<std::string>& heads) {
  TRY(csv, read_csv(rows, path, "utf-8", ','));
  heads = csv.header.cells;
  Named named;
  for (const CsvRow& row : csv.rows) named.emplace(name_of(run, heads, row.cells), row.cells);
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

Result<std::string> digest_of_data(const Store& store) {
  std::string all;
  for (const FileKind kind : {FileKind::person, FileKind::partner, FileKind::passport, FileKind::draw, FileKind::programme, FileKind::instrument, FileKind::codes}) {
    TRY(listing, store.list(kind));
    for (const FoundFile& file : listing.files) {
      TRY(bytes, store.read(file.path));
      all += file.path + " " + hex(sha256(bytes.bytes)) + "\n";
    }
  }
  return hex(sha256(all));
}

Result<std::optional<std::vector<std::vector<Cell>>>> published_texts(const Store& store, const ReportRun& run, const std::string& readers) {
  const std::string path = path_of(run, readers);
  TRY(file, store.find(path));
  if (!file) return std::nullopt;
  TRY(published, read_publication(path, file->bytes));
  std::vector<std::string> heads, columns;
  TRY(named, named_rows(run, path, published.rows, heads));
  const Table now = table_of(run);
  for (const Column& column : now.columns) columns.push_back(column.name);
  std::vector<std::vector<Cell>> texts(now.rows.size(), std::vector<Cell>(columns.size()));
  for (std::size_t row = 0; row < now.rows.size(); ++row) {
    std::vector<std::string> cells;
    for (const Cell& cell : now.rows[row]) cells.push_back(cell.value_or(""));
    const auto was = named.find(name_of(run, columns, cells));
    if (was == named.end()) continue;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto place = static_cast<std::size_t>(std::ranges::find(heads, columns[i]) - heads.begin());
      if (place < was->second.size()) texts[row][i] = was->second[place];
    }
  }
  return texts;
}

Result<std::optional<Table>> published_table(const Store& store, const Report& report, const Period& period, const std::optional<std::string>& readers) {
  const std::string path = path_of(ReportRun{report, Figures{period, {}}}, readers);
  TRY(file, store.find(path));
  if (!file) return std::nullopt;
  TRY(published, read_publication(path, file->bytes));
  TRY(csv, read_csv(published.rows, path, "utf-8", ','));
  Table table{report.name, {}, {}};
  std::vector<std::size_t> places;
  for (const ReportColumn& column : report.columns) {
    const auto place = std::ranges::find(csv.header.cells, column.name);
    if (place == csv.header.cells.end()) continue;
    table.columns.push_back({column.name, column.kind, column.english, column.french});
    places.push_back(static_cast<std::size_t>(place - csv.header.cells.begin()));
  }
  for (const CsvRow& row : csv.rows) {
    table.rows.emplace_back();
    for (const std::size_t place : places) table.rows.back().push_back(place < row.cells.size() && !row.cells[place].empty() ? Cell(row.cells[place]) : Cell());
  }
  return table;
}

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
  CHECKED(say(workspace, phrase("{} of {} reports of {} published", written, runs.size(), args.period->text())));
  return Exit::done;
}

}  // namespace mloc::report
