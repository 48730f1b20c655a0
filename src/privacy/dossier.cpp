#include "mloc/diagnose/instruments.hpp"
#include "mloc/draw/open.hpp"
#include "mloc/history/log.hpp"
#include "mloc/passport/answer.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/render/page.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/clone.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/paper.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/record_words.hpp"
#include "proof.hpp"
#include "verbs.hpp"

namespace mloc::privacy {
namespace {

using K = Column::Kind;

/// One value, with the part of the answer that it belongs to.
struct Line {
  std::string part, kind, record, field, name, value;
};

/// Whoever wrote or prescribed is somebody else.
bool is_about_others(const Schema::Property& property) {
  return property.schema->reference == "staff" || property.name == "prescriber";
}

/// `field` or `field.key…` of a record, as its schema has it; nullptr for what it does not know.
const Schema::Property* property_of(const Record& record, std::string_view path) { return record.kind->schema->find(path.substr(0, path.find('.'))); }

/// Collects what is kept about a person. Nothing is masked: it is the person's own.
class Answer {
 public:
  Answer(Workspace& workspace, CaseId id, Language language) : workspace_(workspace), id_(id), language_(language) {}
  std::vector<Line> lines;

  Result<> collect() {
    TRY(instruments, diagnose::Instruments::of(workspace_.store()));
    instruments_ = std::move(instruments);
    TRY(lists, workspace_.lists());
    lists_ = lists;
    TRY(identities, workspace_.find(identity_path(id_)));
    if (identities) records("identity", *identities->dossier);
    TRY(open, workspace_.read(case_path(id_)));
    records("record", *open.dossier);
    CHECKED(passports());
    CHECKED(draws(*open.dossier));
    CHECKED(others());
    return past();
  }

 private:
  std::string in(std::string_view english, std::string_view french) const { return std::string(language_ == Language::french ? french : english); }

  void records(const std::string& part, const Dossier& dossier) {
    for (const Record& record : dossier.records)
      for (const FieldWords& field : words_of(record, language_, Sensitive::shown, lists_)) {
        const Schema::Property* property = property_of(record, field.path);
        if (property && is_about_others(*property)) continue;
        if (field.path == "voided.by" || field.path.starts_with("source.")) continue;
        lines.push_back({part, heading_of(record, language_), std::string(record.id), field.path, name_of_field(record, field), words_of_answer(record, field)});
      }
  }

  /// The question of an instrument and the label of a key in the place of their codes.
  std::string name_of_field(const Record& record, const FieldWords& field) const {
    const auto dot = field.path.find('.');
    if (dot == std::string::npos) return field.name;
    const std::string key = field.path.substr(dot + 1);
    if (const diagnose::Item* item = item_of(record, field)) return std::string(diagnose::label_of(*item, language_));
    const Schema::Property* property = property_of(record, field.path);
    if (property && property->schema->keys)
      for (const CodeList* list : property->schema->keys->codes)
        if (const Code* code = lists_->find(list->name)->find(key)) return in(property->schema->title, property->schema->french) + ", " + in(code->en, code->fr);
    return field.name;
  }
  std::string words_of_answer(const Record& record, const FieldWords& field) const {
    if (const Schema::Property* property = property_of(record, field.path); property && property->schema->reference == "site")
      for (const Site& site : workspace_.settings().sites)
        if (site.code == field.value) return site.name;
    const diagnose::Item* item = item_of(record, field);
    return item ? diagnose::answer_label(*item, field.value, language_, true) : field.words;
  }
  const diagnose::Item* item_of(const Record& record, const FieldWords& field) const {
    if (!record.is("diagnosis") || !field.path.starts_with("answers.")) return nullptr;
    const diagnose::Instrument* instrument = instruments_->of_record(*record.root);
    return instrument ? instrument->find(field.path.substr(8)) : nullptr;
  }

  Result<> passports() {
    TRY(told, passport::passport_answer(workspace_, id_, language_));
    for (const passport::AnswerLine& one : told) lines.push_back({"passport", one.heading, one.record, one.field, one.name, one.value});
    return {};
  }

  Result<> draws(const Dossier& dossier) {
    TRY(places, draw::draw_places_of(workspace_, dossier));
    for (const draw::DrawPlace& one : places) draw(one.draw, one.position);
    return {};
  }

  void draw(const std::string& draw_id, const draw::Position& position) {
    const std::string heading = in("Draw ", "Tirage ") + draw_id;
    lines.push_back({"draw", heading, draw_id, "rank", in("Rank", "Rang"), std::to_string(position.rank)});
    lines.push_back({"draw", heading, draw_id, "ticket", "Ticket", position.ticket});
    lines.push_back({"draw", heading, draw_id, "place", in("Place", "Place obtenue"), position.holds_place() ? in("yes", "oui") : in("no", "non")});
  }

  /// Where the dossier of somebody else names this person: that it does, and on which day; whose it is stays there.
  Result<> others() {
    TRY(index, workspace_.valid_index());
    for (const std::string& name : kind_names()) {
      const Kind& kind = *find_kind(name);
      if (kind.folder != Folder::cases && kind.folder != Folder::partners) continue;
      for (const auto& property : kind.schema->properties) {
        if (property.schema->definition != "case-id") continue;
        TRY(rows, index->rows(fmt::format("SELECT id FROM {} WHERE \"{}\" = ?1{} ORDER BY id", name, property.name,
                                          kind.schema->find("voided") ? " AND voided_day IS NULL" : ""), {id_.text()}));
        for (const auto& row : rows.rows) {
          const std::string id = std::get<std::string>(row.front());
          lines.push_back({"others", in(kind.schema->title, kind.schema->french) + " " + id, id, property.name,
                           in(property.schema->title, property.schema->french), in("names you", "vous nomme")});
        }
      }
    }
    return {};
  }

  /// Without a repository there is no past to tell.
  Result<> past() {
    TRY(history, history_to_search(workspace_));
    if (!history) return {};
    TRY(log, history::log_of(workspace_, *history, id_, {.field = {}, .sensitive = true}));
    for (const auto& row : log.rows) {
      const auto cell = [&](std::size_t i) { return row[i].value_or(""); };
      const Kind* kind = find_kind(cell(2));
      const Schema::Property* property = kind && !cell(5).empty() ? kind->schema->find(cell(5).substr(0, cell(5).find('.'))) : nullptr;
      if (property && is_about_others(*property)) continue;
      const std::string title = kind ? in(kind->schema->title, kind->schema->french) : cell(2);
      // Of a whole record that came or went its own part of the answer tells.
      const std::string values = cell(5).empty() ? "" : cell(7) + (cell(7).empty() || cell(8).empty() ? "" : " → ") + cell(8);
      lines.push_back({"history", cell(0) + " " + title, cell(3), cell(5), cell(5).empty() ? said_change(cell(4)) : cell(6), values});
    }
    return {};
  }

  std::string said_change(const std::string& change) const {
    if (change == "added") return in("added", "ajouté");
    if (change == "removed") return in("removed", "retiré");
    return change == "changed" ? in("changed", "modifié") : in("unreadable", "illisible");
  }

  Workspace& workspace_;
  CaseId id_;
  Language language_;
  std::optional<diagnose::Instruments> instruments_;
  const Lists* lists_ = nullptr;
};

/// As a page says it: `10/05/2010` for a day, or for the day of a record's id; `oui`, `non`.
std::string spoken(const std::string& text) {
  if (text == "true") return "oui";
  if (text == "false") return "non";
  const auto is_digit = [&](std::size_t at) { return at < text.size() && '0' <= text[at] && text[at] <= '9'; };
  const auto is_word = [&](std::size_t at) { return is_digit(at) || (at < text.size() && 'a' <= text[at] && text[at] <= 'z'); };
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    const auto day = at > 0 && is_word(at - 1) ? std::nullopt : Date::parse(text.substr(at, 10));
    if (!day || is_digit(at + 10)) {
      made += text[at++];
      continue;
    }
    made += day->french();
    at += 10;
    if (at < text.size() && text[at] == 'T' && is_digit(at + 1)) made += " à ", ++at;
    else if (at + 4 < text.size() && text[at] == '-' && is_word(at + 1) && is_word(at + 4)) at += 5;
  }
  return made;
}

Table table_of(const std::vector<Line>& lines) {
  Table table{"dossier",
              {{"part", K::text, "Part", "Partie"},
               {"heading", K::text, "Heading", "Rubrique"},
               {"record", K::text, "Id", "Identifiant"},
               {"field", K::text, "Field", "Champ"},
               {"name", K::text, "Name", "Nom"},
               {"value", K::text, "Value", "Valeur"}},
              {}};
  for (const Line& line : lines) {
    const auto cell = [](const std::string& text) { return text.empty() ? Cell() : Cell(text); };
    table.rows.push_back({line.part, line.kind, cell(line.record), cell(line.field), cell(line.name), cell(line.value)});
  }
  return table;
}

Result<std::string> page_of(const std::vector<Line>& lines, const CaseId& id, const Workspace& workspace, Date today) {
  const std::string& organisation = workspace.settings().organisation;
  Page page("Vos données");
  CHECKED(put_sender(page, workspace));
  page.paragraph(fmt::format("Tout ce que {} conserve sur vous au {}, dossier {}. Vous pouvez demander que ce qui est faux soit corrigé.",
                             organisation.empty() ? "la mission locale" : organisation, today.french(), id.shown()));
  static const std::vector<std::pair<std::string, std::string>> parts = {
      {"identity", "Qui vous êtes"}, {"record", "Votre dossier"}, {"passport", "Votre passeport emploi"}, {"draw", "Les tirages au sort"},
      {"others", "Là où le dossier d'une autre personne vous nomme"}, {"history", "Ce qui a changé"}};
  for (const auto& [part, title] : parts) {
    bool begun = false;
    std::string heading;
    std::vector<std::pair<std::string, std::string>> facts;
    const auto flush = [&] {
      if (!facts.empty()) page.heading(3, spoken(heading)).facts(facts);
      facts.clear();
    };
    for (const Line& line : lines) {
      if (line.part != part) continue;
      if (!begun) page.heading(2, title);
      begun = true;
      if (line.kind != heading) flush();
      heading = line.kind;
      facts.emplace_back(spoken(line.name), spoken(line.value));
    }
    flush();
  }
  return page.html();
}

}  // namespace

Result<Exit> show_dossier(World& world, const Globals& globals, const DossierArgs& args) {
  CHECKED(refuse_audience(globals, "dossier"));
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::persons));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::write));
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  // What a young person reads is French.
  Answer answer(workspace, id, args.output ? Language::french : globals.view.language);
  CHECKED(answer.collect());
  if (!args.output) {
    return print(world, globals, table_of(answer.lines));
  }
  TRY(page, page_of(answer.lines, id, workspace, world.today()));
  CHECKED(output.write(page));
  return Exit::done;
}

}  // namespace mloc::privacy
