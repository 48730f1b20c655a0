#include "mloc/draw/open.hpp"
#include "mloc/history/log.hpp"
#include "mloc/render/page.hpp"
#include "mloc/workspace/audience.hpp"
#include "mloc/workspace/clone.hpp"
#include "mloc/workspace/output_file.hpp"
#include "mloc/workspace/person.hpp"
#include "mloc/workspace/print.hpp"
#include "mloc/workspace/record_words.hpp"
#include "verbs.hpp"

namespace mloc::privacy {
namespace {

using K = Column::Kind;

/// One value, with the part of the answer that it belongs to.
struct Line {
  std::string part, kind, record, field, name, value;
};

/// Collects what is kept about a person. Nothing is masked: it is the person's own.
class Answer {
 public:
  Answer(Workspace& workspace, CaseId id, Language language) : workspace_(workspace), id_(id), language_(language) {}
  std::vector<Line> lines;

  Result<> collect() {
    TRY(identities, workspace_.find(identity_path(id_)));
    if (identities) records("identity", *identities->dossier);
    TRY(open, workspace_.read(case_path(id_)));
    records("record", *open.dossier);
    CHECKED(draws(*open.dossier));
    return past();
  }

 private:
  void records(const std::string& part, const Dossier& dossier) {
    for (const Record& record : dossier.records)
      for (const FieldWords& field : words_of(record, language_, Sensitive::shown))
        lines.push_back({part, heading_of(record, language_), std::string(record.id), field.path, field.name, field.words});
  }

  Result<> draws(const Dossier& dossier) {
    TRY(places, draw::draw_places_of(workspace_, dossier));
    for (const draw::DrawPlace& one : places) draw(one.draw, one.position);
    return {};
  }

  void draw(const std::string& draw_id, const draw::Position& position) {
    const bool french = language_ == Language::french;
    const std::string heading = (french ? "Tirage " : "Draw ") + draw_id;
    lines.push_back({"draw", heading, draw_id, "rank", french ? "Rang" : "Rank", std::to_string(position.rank)});
    lines.push_back({"draw", heading, draw_id, "ticket", "Ticket", position.ticket});
    lines.push_back({"draw", heading, draw_id, "place", french ? "Place obtenue" : "Place", position.holds_place() ? (french ? "oui" : "yes") : (french ? "non" : "no")});
  }

  /// Without a repository there is no past to tell.
  Result<> past() {
    const auto history = history_of(workspace_);
    if (!history) return {};
    TRY(log, history::log_of(workspace_, *history, id_, {.field = {}, .sensitive = true}));
    for (const auto& row : log.rows) {
      const auto cell = [&](std::size_t i) { return row[i].value_or(""); };
      const std::string what = cell(5).empty() ? cell(4) : cell(6);
      lines.push_back({"history", cell(0) + " " + cell(2), cell(3), cell(5), what, cell(7) + (cell(7).empty() || cell(8).empty() ? "" : " → ") + cell(8)});
    }
    return {};
  }

  Workspace& workspace_;
  CaseId id_;
  Language language_;
};

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

std::string page_of(const std::vector<Line>& lines, const CaseId& id, const std::string& organisation, Date today) {
  Page page("Vos données");
  page.paragraph(fmt::format("Tout ce que {} conserve sur vous au {}, dossier {}. Vous pouvez demander que ce qui est faux soit corrigé.",
                             organisation.empty() ? "la mission locale" : organisation, today.french(), id.shown()));
  static const std::vector<std::pair<std::string, std::string>> parts = {
      {"identity", "Qui vous êtes"}, {"record", "Votre dossier"}, {"draw", "Les tirages au sort"}, {"history", "Ce qui a changé"}};
  for (const auto& [part, title] : parts) {
    bool begun = false;
    std::string heading;
    std::vector<std::pair<std::string, std::string>> facts;
    const auto flush = [&] {
      if (!facts.empty()) page.heading(3, heading).facts(facts);
      facts.clear();
    };
    for (const Line& line : lines) {
      if (line.part != part) continue;
      if (!begun) page.heading(2, title);
      begun = true;
      if (line.kind != heading) flush();
      heading = line.kind;
      facts.emplace_back(line.name.empty() ? line.record : line.name, line.value);
    }
    flush();
  }
  return page.html();
}

}  // namespace

Result<Exit> show_dossier(World& world, const Globals& globals, const DossierArgs& args) {
  CHECKED(refuse_audience(globals, "dossier"));
  TRY(output, OutputFile::prepare(world, globals, args.html, Tells::persons));
  TRY(workspace, Workspace::open(world, globals, Workspace::Use::read_many));
  TRY(id, resolve_case(workspace, args.case_text, Reference::writing));
  // What a young person reads is French.
  Answer answer(workspace, id, args.html ? Language::french : globals.view.language);
  CHECKED(answer.collect());
  if (!args.html) {
    CHECKED(print(world, globals, table_of(answer.lines)));
    return Exit::done;
  }
  CHECKED(output.write(page_of(answer.lines, id, workspace.settings().organisation, world.today())));
  return Exit::done;
}

}  // namespace mloc::privacy
