#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/diagnose/instruments.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/render/json_text.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/sql_cells.hpp"
#include "mloc/workspace/trust.hpp"
#include "query_verbs.hpp"

namespace mloc::office {
namespace {

constexpr std::size_t piece = 1u << 20;

/// To standard output as it comes; to a file whole, for a file is put down in one go.
class Sink {
 public:
  explicit Sink(OutputFile output) : output_(std::move(output)) {}
  Result<> add(std::string_view text) {
    text_ += text;
    return !output_.is_standard_output() || text_.size() < piece ? Result<>() : finish();
  }
  Result<> finish() {
    CHECKED(output_.write(text_));
    text_.clear();
    return {};
  }

 private:
  OutputFile output_;
  std::string text_;
};

/// A record as one JSON object, typed by its schema: the owner, then the keys as in the file. Amounts stay decimal texts.
class JsonLine {
 public:
  JsonLine(bool sensitive, const Lists& lists, diagnose::Instruments instruments) : sensitive_(sensitive), lists_(lists), instruments_(std::move(instruments)) {}

  std::string write(std::string_view owner_key, std::string_view owner, const Record& record) {
    text_ = "{";
    text(owner_key);
    text_ += ": ";
    text(owner);
    for (const Node& child : *record.root) {
      if (child.key == owner_key) continue;
      text_ += ", ";
      if (record.is("diagnosis") && child.key == "answers") answers(*record.root, child);
      else entry(child, *record.kind->schema->find(child.key)->schema);
    }
    return text_ + "}\n";
  }

 private:
  void text(std::string_view value) { text_ += json_text(value); }

  /// A sensitive item is left out, for that it was asked can tell its answer; other answers with a sensitive code, and
  /// all of an instrument that is not there, are masked.
  void answers(const Node& diagnosis, const Node& map) {
    const diagnose::Instrument* instrument = instruments_.of_record(diagnosis);
    text_ += "\"answers\": {";
    bool first = true;
    for (const Node& answer : map) {
      const diagnose::Item* item = instrument ? instrument->find(answer.key) : nullptr;
      if (item && item->sensitive && !sensitive_) continue;
      if (!first) text_ += ", ";
      first = false;
      text(answer.key);
      text_ += ": ";
      text(sensitive_ || (item && !diagnose::is_sensitive(*item, answer.text)) ? answer.text : "masked");
    }
    text_ += "}";
  }

  bool is_hidden(std::string_view code, const Schema& schema) const {
    return !sensitive_ && lists_.is_sensitive(schema, code);
  }

  void entry(const Node& child, const Schema& schema) {
    text(child.key);
    text_ += ": ";
    value(child, schema);
  }

  void value(const Node& node, const Schema& schema) {
    if (schema.type == Schema::Type::list) {
      text_ += "[";
      for (const Node& item : node) {
        if (&item != node.first) text_ += ", ";
        value(item, *schema.items);
      }
      text_ += "]";
    } else if (schema.type == Schema::Type::map) {
      text_ += "{";
      for (const Node& child : node) {
        if (&child != node.first) text_ += ", ";
        entry(child, schema.keys ? *schema.items : *schema.find(child.key)->schema);
      }
      text_ += "}";
    } else if (schema.type == Schema::Type::text) {
      text(is_hidden(node.text, schema) ? "masked" : node.text);
    } else {
      text_ += node.text;
    }
  }

  bool sensitive_;
  const Lists& lists_;
  diagnose::Instruments instruments_;
  std::string text_;
};

std::string_view owner_key(Folder folder) {
  return folder == Folder::draws ? "draw" : folder == Folder::partners ? "partner" : "case_id";
}

tl::unexpected<Failure> unknown_kind(const std::string& kind, const std::vector<std::string>& known) {
  Problem unknown = problem("C168"_m, kind);
  if (const auto near = nearest(kind, known)) unknown.hint = did_you_mean(*near);
  return fail(Exit::usage, std::move(unknown));
}

Result<> check_kinds(const ExportArgs& args) {
  std::vector<std::string> known;
  for (const std::string& name : kind_names())
    if (find_kind(name)->folder != Folder::settings && find_kind(name)->folder != Folder::passports) known.push_back(name);
  for (const std::string& kind : args.kinds) {
    if (std::ranges::find(known, kind) == known.end()) return unknown_kind(kind, known);
    if (find_kind(kind)->folder == Folder::identities && !args.identities)
      return fail(Exit::usage, problem("C163"_m, phrase("'{}' without --identities", kind)));
  }
  return {};
}

bool is_wanted(const ExportArgs& args, const Kind& kind) {
  return args.kinds.empty() || std::ranges::find(args.kinds, kind.name) != args.kinds.end();
}

/// Reads the dossiers of a folder again, one at a time, and writes their records.
class Export {
 public:
  Export(Workspace& workspace, const ExportArgs& args, Sink& sink, const Lists& lists, diagnose::Instruments instruments)
      : workspace_(workspace), args_(args), sink_(sink), line_(args.sensitive, lists, std::move(instruments)),
        left_(workspace.globals().view.limit.value_or(-1)) {}

  Result<> folder(FileKind files) {
    TRY(listing, workspace_.store().list(files));
    for (const FoundFile& file : listing.files) {
      if (left_ == 0) break;
      if (file.path.ends_with(".yaml")) CHECKED(dossier(file.path, home_of(files)));
    }
    return {};
  }
  std::size_t count() const { return count_; }

 private:
  Result<> dossier(const std::string& path, Folder folder) {
    TRY(bytes, workspace_.disk().read(path, Store::limit));
    const Partial partial = read_partly(std::move(bytes), path, folder);
    if (!partial.failure.problems.empty() && !args_.allow_invalid)
      return fail(partial.failure.exit, partial.failure.problems);
    if (!partial.dossier) return {};
    for (const Record& record : partial.dossier->records) {
      if (left_ == 0 || !is_wanted(args_, *record.kind)) continue;
      if (left_ > 0) --left_;
      CHECKED(sink_.add(line_.write(owner_key(folder), name_of(path), record)));
      ++count_;
    }
    return {};
  }

  Workspace& workspace_;
  const ExportArgs& args_;
  Sink& sink_;
  JsonLine line_;
  int left_;
  std::size_t count_ = 0;
};

Result<std::size_t> export_lines(Workspace& workspace, const ExportArgs& args, Sink& sink) {
  const View& view = workspace.globals().view;
  if (!view.columns.empty() || !view.sort.empty())
    return fail(Exit::usage, problem("C102"_m, phrase("--columns and --sort go with -O csv")));
  TRY(instruments, diagnose::Instruments::of(workspace.store()));
  TRY(lists, workspace.lists());
  Export lines(workspace, args, sink, *lists, std::move(instruments));
  for (const FileKind files : {FileKind::person, FileKind::draw, FileKind::identity, FileKind::partner})
    if (files != FileKind::identity || args.identities) CHECKED(lines.folder(files));
  return lines.count();
}

/// All rows in the order of their keys; the values are those that a database loads (cents, 0 and 1).
std::string select_all(const SqlTable& table) {
  std::string sql = "SELECT * FROM \"" + table.name + "\"";
  for (std::size_t i = 0; i < table.keys; ++i) sql += fmt::format("{}\"{}\"", i == 0 ? " ORDER BY " : ", ", table.columns[i].name);
  return sql;
}

Result<std::size_t> export_table(const Globals& globals, const Index& index, const ExportArgs& args, Sink& sink) {
  if (args.kinds.size() != 1) return fail(Exit::usage, problem("C169"_m));
  const std::vector<SqlTable> tables = sql_tables();
  const auto wanted = std::ranges::find(tables, args.kinds[0], &SqlTable::name);
  if (wanted == tables.end()) {
    std::vector<std::string> known;
    for (const SqlTable& table : tables) known.push_back(table.name);
    return unknown_kind(args.kinds[0], known);
  }
  TRY(rows, index.rows(select_all(*wanted), {}, {args.sensitive, args.identities}));
  Table table{args.kinds[0], {}, {}};
  for (const std::string& name : rows.columns) table.columns.push_back({name});
  for (const auto& row : rows.rows) {
    table.rows.emplace_back();
    for (const SqlValue& value : row) table.rows.back().push_back(cell_of(value, Column::Kind::integer));
  }
  const std::size_t count = table.rows.size();
  TRY(text, rendered(std::move(table), globals.view));
  CHECKED(sink.add(text));
  return count;
}

}  // namespace

Result<Exit> run_export(World& world, const Globals& globals, const ExportArgs& args) {
  CHECKED(refuse_audience(globals, "export"));
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::persons));
  const bool lines = globals.view.format == Format::jsonl;
  if (lines) CHECKED(check_kinds(args));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(trusted, trusted_index(workspace, args.allow_invalid));
  Sink sink(std::move(output));
  TRY(count, lines ? export_lines(workspace, args, sink) : export_table(globals, *trusted.index, args, sink));
  CHECKED(sink.finish());
  return trusted.exit(globals.exit_of(count));
}

}  // namespace mloc::office
