// What a shell asks while somebody writes a line: the list of commands says what may come next, the workspace which codes,
// cases, records and names there are. It never fails and never waits: what cannot be told is not offered.
#include <algorithm>
#include <map>
#include <set>

#include "complete_verbs.hpp"
#include "mloc/base/text.hpp"
#include "mloc/cli/awaited.hpp"
#include "mloc/cli/nouns.hpp"
#include "mloc/diagnose/instruments.hpp"
#include "mloc/import/mapping_files.hpp"
#include "mloc/index/behind.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/report/engine/report.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::office {
namespace {

using cli::Awaited;
using cli::Offer;
using cli::Source;
using Offers = std::vector<Offer>;

/// The values that only a workspace knows.
class Values {
 public:
  Values(Workspace workspace, const Awaited& awaited, Language language)
      : workspace_(std::move(workspace)), awaited_(awaited), language_(language) {}

  Result<Offers> of(Source source) {
    switch (source) {
      case Source::person: return persons();
      case Source::owner: return together({&Values::persons, &Values::partners});
      case Source::role: return together({&Values::staff, &Values::partners, &Values::persons});
      case Source::partner: return partners();
      case Source::staff: return staff();
      case Source::site: return sites();
      case Source::programme: return programmes();
      case Source::draw: return files(FileKind::draw);
      case Source::passport: return passports();
      case Source::instrument: return instruments();
      case Source::report: return reports();
      case Source::mapping: return mappings();
      case Source::record: return awaited_.noun == "amend" ? records_or_fields() : records();
      case Source::field: return fields();
      default: return Offers();
    }
  }

 private:
  using Some = Result<Offers> (Values::*)();
  Result<Offers> together(std::initializer_list<Some> parts) {
    Offers all;
    for (const Some part : parts) {
      TRY(found, (this->*part)());
      all.insert(all.end(), found.begin(), found.end());
    }
    return all;
  }

  /// No value when too many files have changed since somebody looked: a shell does not wait.
  Result<Index*> index() {
    constexpr std::size_t at_once = 200;
    if (!behind_) {
      TRY(behind, files_behind(workspace_.disk(), workspace_.store()));
      behind_ = behind;
    }
    if (*behind_ > at_once) return nullptr;
    return workspace_.index();
  }
  /// Whether a case is the viewer's.
  Result<bool> is_shown(const std::string& case_id, const std::string& file_number = {}) {
    const auto as = awaited_.options.find("--as");
    if (as == awaited_.options.end() || awaited_.word == "--as") return true;
    if (!viewer_) {
      TRY(viewer, viewer_of(workspace_, as->second));
      viewer_ = std::move(viewer);
    }
    return !viewer_->own || viewer_->own->contains(case_id) || viewer_->own->contains(file_number);
  }

  Result<Offers> persons() {
    TRY(index, this->index());
    if (!index) return Offers();
    const std::string& begun = awaited_.begun;
    TRY(rows, index->rows("SELECT DISTINCT file_number, case_id FROM application WHERE voided_day IS NULL AND file_number >= ?1 "
                          "AND substr(file_number, 1, ?2) = ?1 ORDER BY file_number",
                          {begun, static_cast<std::int64_t>(width(begun))}));
    Offers all;
    for (const auto& row : rows.rows) {
      TRY(shown, is_shown(text_of(row[1]), text_of(row[0])));
      if (shown) all.push_back({text_of(row[0])});
    }
    return all;
  }
  Result<Offers> passports() {
    TRY(listing, workspace_.store().list(FileKind::passport));
    Offers all;
    for (const FoundFile& file : listing.files) {
      const auto id = case_of(file.path);
      if (!id || !file.path.ends_with(".yaml")) continue;
      TRY(shown, is_shown(id->text()));
      if (shown) all.push_back({id->shown()});
    }
    return all;
  }
  Result<Offers> partners() {
    TRY(index, this->index());
    if (!index) return files(FileKind::partner);
    TRY(rows, index->rows("SELECT code, name FROM partner WHERE voided_day IS NULL ORDER BY code"));
    Offers all;
    for (const auto& row : rows.rows) all.push_back({text_of(row[0]), text_of(row[1])});
    return all;
  }
  Result<Offers> staff() {
    Offers all;
    for (const StaffMember& one : workspace_.settings().staff) all.push_back({one.code, one.name});
    return all;
  }
  Result<Offers> sites() {
    Offers all;
    for (const Site& site : workspace_.settings().sites) all.push_back({site.code, site.name});
    return all;
  }
  Result<Offers> programmes() {
    TRY(codes, workspace_.programme_codes());
    Offers all;
    for (const std::string& code : codes) all.push_back({code});
    return all;
  }
  /// The names of the files of a kind, or of the folders that hold them.
  Result<Offers> files(FileKind kind) {
    TRY(listing, workspace_.store().list(kind));
    std::set<std::string_view> names;
    for (const FoundFile& file : listing.files) names.insert(name_of(file.path));
    Offers all;
    for (const std::string_view name : names) all.push_back({std::string(name)});
    return all;
  }
  /// The mappings, and the kinds that they make.
  Result<Offers> mappings() {
    TRY(listing, workspace_.store().list(FileKind::mapping));
    std::map<std::string, std::string> names;
    for (const FoundFile& file : listing.files) {
      TRY(mapping, imports::read_mapping(workspace_, name_of(file.path)));
      names.emplace(mapping.makes, title_of(*find_kind(mapping.makes)->schema));
      names.emplace(name_of(file.path), file.path);
    }
    Offers all;
    for (const auto& [name, help] : names) all.push_back({name, help});
    return all;
  }
  Result<Offers> instruments() {
    TRY(found, diagnose::Instruments::of(workspace_.store()));
    Offers all;
    for (const diagnose::Instrument* one : found.all())
      if (all.empty() || all.back().word != one->name) all.push_back({one->name});
    return all;
  }
  Result<Offers> reports() {
    TRY(found, report::list_reports(workspace_.store()));
    Offers all;
    for (const report::Report& one : found) all.push_back({one.name, language_ == Language::french ? one.french : one.english});
    return all;
  }

  /// The dossier that the first argument names; no value when it is not for the viewer.
  Result<std::optional<OpenDossier>> dossier() {
    const std::string said = awaited_.arguments.empty() ? "" : awaited_.arguments.front();
    TRY(partner, workspace_.store().holds(partner_path(said)));
    if (partner) return workspace_.find(partner_path(said));
    TRY(index, this->index());
    if (!index || said.empty()) return std::nullopt;
    TRY(id, resolve_case(workspace_, CaseText{said}, Reference::reading));
    TRY(shown, is_shown(id.text()));
    return shown ? workspace_.find(case_path(id)) : std::nullopt;
  }
  /// Which kind of record is meant: `--meeting RECORD`, `situation end CASE RECORD`; empty when that is not said.
  std::string kind_meant() const {
    const std::string option = awaited_.word.starts_with("--") ? awaited_.word.substr(2) : "";
    const std::string kind = awaited_.verb.substr(0, awaited_.verb.find(' '));
    const std::string meant = option.empty() && awaited_.verb.ends_with(" end") ? kind : option;
    return find_kind(meant) ? meant : "";
  }
  Result<Offers> records() {
    TRY(open, dossier());
    const std::string kind = kind_meant();
    Offers all;
    if (open)
      for (const Record& record : open->dossier->records)
        if (!record.voided() && (kind.empty() || record.kind->name == kind)) all.push_back({std::string(record.id), title_of(*record.kind->schema)});
    return all;
  }
  /// `mloc amend OWNER `: a record of the owner's, or at once a field of what it applied for or is.
  Result<Offers> records_or_fields() {
    TRY(all, records());
    TRY(more, fields());
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  std::string title_of(const Schema& schema) const { return language_ == Language::french ? schema.french : schema.title; }

  /// `FIELD=` of the record that was named, else of a case's application or of a partner; behind it the codes.
  Result<Offers> fields() {
    TRY(open, dossier());
    const Record* meant = nullptr;
    if (open)
      for (const Record& record : open->dossier->records) {
        const bool is_named = awaited_.arguments.size() > 1 && record.id == awaited_.arguments[1];
        if (is_named || (!meant && !record.voided() && (record.is("application") || record.is("partner")))) meant = &record;
        if (is_named) break;
      }
    Offers all;
    const auto equals = awaited_.begun.find('=');
    if (meant)
      for (const Schema::Property& property : meant->kind->schema->properties) {
        static const std::set<std::string_view> fixed = {"record", "id", "source", "exit_source", "by", "voided"};
        if (fixed.contains(property.name)) continue;
        const std::string start = property.name + "=";
        if (equals == std::string::npos) all.push_back({start, title_of(*property.schema)});
        else if (awaited_.begun.starts_with(start))
          for (const CodeList* list : lists_of(*property.schema))
            for (const Code& code : list->items)
              if (code.offered) all.push_back({start + std::string(code.code), std::string(language_ == Language::french ? code.fr : code.en)});
      }
    return all;
  }

  /// With what the office says of them, unless that cannot be read.
  std::vector<const CodeList*> lists_of(const Schema& schema) const {
    const auto lists = workspace_.lists();
    return lists ? (*lists)->of(schema) : schema.codes;
  }

  Workspace workspace_;
  const Awaited& awaited_;
  Language language_;
  std::optional<std::size_t> behind_;
  std::optional<Viewer> viewer_;
};

/// What needs no workspace.
Offers names_of(Source source) {
  Offers all;
  if (source == Source::message)
    for (const Message message : all_messages()) all.push_back({std::string(code_of(message))});
  if (source == Source::kind) {
    for (const std::string& kind : kind_names()) all.push_back({kind, find_kind(kind)->schema->title});
    for (const std::string& list : code_list_names()) all.push_back({list});
  }
  return all;
}

Offers offers_of(World& world, Globals globals, const Awaited& awaited) {
  Offers all = names_of(awaited.source);
  const auto given = [&](const char* name) {
    const auto found = awaited.options.find(name);
    return found == awaited.options.end() ? std::string() : found->second;
  };
  if (const std::string folder = given("-C"); !folder.empty()) globals.directory = folder;
  globals.lock_wait = std::chrono::milliseconds(0);
  auto workspace = Workspace::open(world, globals, Workspace::Use::read_many);
  if (!workspace) return all;
  if (const auto found = Values(*std::move(workspace), awaited, world.language).of(awaited.source))
    all.insert(all.end(), found->begin(), found->end());
  return all;
}

/// Codes with the office's own and its labels, where its lists can be read; else as shipped.
Offers codes_of(World& world, Globals globals, const Awaited& awaited) {
  if (const auto found = awaited.options.find("-C"); found != awaited.options.end()) globals.directory = found->second;
  globals.lock_wait = std::chrono::milliseconds(0);
  auto workspace = Workspace::open(world, globals, Workspace::Use::read_one);
  const auto own = workspace ? workspace->lists() : Result<const Lists*>(nullptr);
  static const Lists shipped;
  const Lists& lists = own && *own ? **own : shipped;
  Offers all;
  for (const std::string& list : awaited.lists)
    for (const Code& code : lists.find(list)->items)
      if (code.offered) all.push_back({std::string(code.code) + awaited.ending, std::string(world.language == Language::french ? code.fr : code.en)});
  return all;
}

bool needs_workspace(Source source) { return source != Source::none && source != Source::file && source != Source::folder; }

}  // namespace

Result<Exit> complete(World& world, const Globals& globals, const CompleteArgs& args) {
  const Awaited awaited = cli::awaited(cli::nouns(), args.words, world.language);
  std::string text;
  const auto add = [&](const std::string& word, const std::string& help) { text += word + "\t" + help + "\n"; };
  if (needs_workspace(awaited.source))
    for (const Offer& offer : offers_of(world, globals, awaited))
      if (offer.word.starts_with(awaited.begun)) add(awaited.before + offer.word, offer.help);
  for (const Offer& offer : awaited.offers) add(offer.word, offer.help);
  if (!awaited.lists.empty())
    for (const Offer& offer : codes_of(world, globals, awaited))
      if (offer.word.starts_with(awaited.begun)) add(awaited.before + offer.word, offer.help);
  if (awaited.source == Source::file) add(":files", "");
  if (awaited.source == Source::folder) add(":folders", "");
  CHECKED(world.out.write(text));
  return Exit::done;
}

}  // namespace mloc::office
