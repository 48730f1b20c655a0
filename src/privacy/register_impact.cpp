#include <algorithm>
#include <map>
#include <set>

#include "mloc/base/embedded.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/yaml.hpp"
#include "mloc/render/page.hpp"
#include "mloc/workspace/output_file.hpp"
#include "register_rows.hpp"
#include "verbs.hpp"

namespace mloc::privacy {
namespace {

constexpr const char* title = "Analyse d'impact relative à la protection des données";
constexpr const char* blank = "à compléter : ……………";

/// The same sheet as Markdown and as a page.
class Sheet {
 public:
  Sheet() : page_(title), markdown_(std::string("# ") + title + "\n") {}

  void heading(int level, const std::string& text) {
    page_.heading(level, text);
    markdown_ += "\n" + std::string(static_cast<std::size_t>(level), '#') + " " + text + "\n";
  }
  void paragraph(const std::string& text) {
    page_.paragraph(text);
    markdown_ += "\n" + text + "\n";
  }
  void list(const std::vector<std::string>& items) {
    page_.list(items);
    markdown_ += "\n";
    for (const std::string& item : items) markdown_ += "- " + item + "\n";
  }
  void facts(const std::vector<std::pair<std::string, std::string>>& pairs) {
    page_.facts(pairs);
    markdown_ += "\n";
    for (const auto& [name, value] : pairs) markdown_ += fmt::format("- **{}** : {}\n", name, value);
  }
  void signatures(const std::vector<std::string>& parties) {
    page_.signatures(parties);
    markdown_ += "\n";
    for (const std::string& party : parties) markdown_ += fmt::format("- **{}** : date et signature ……………\n", party);
  }

  const std::string& markdown() const { return markdown_; }
  std::string html() const { return page_.html(); }

 private:
  Page page_;
  std::string markdown_;
};

std::vector<std::string> texts_of(const Node& list) {
  std::vector<std::string> texts;
  for (const Node& one : list) texts.emplace_back(one.text);
  return texts;
}

/// The purposes in the order in which they first come, each with its fields.
class Purpose {
 public:
  explicit Purpose(std::string name) : name_(std::move(name)) {}
  const std::string& name() const { return name_; }

  void add(const RegisterRow& row) {
    std::string& fields = fields_[row.record_label];
    fields += (fields.empty() ? "" : ", ") + row.field_label + (row.sensitive ? " (sensible)" : "");
    for (const std::string_view one : split(row.recipients, ' ')) recipients_.emplace(one);
    about_.insert(row.about);
    periods_.insert(row.period);
    basis_ = row.basis;
    identifies_ = identifies_ || row.identifies;
  }

  void put(Sheet& sheet) const {
    sheet.heading(3, name_);
    sheet.facts({{"Personnes concernées", joined_of(about_, ", ")},
                 {"Base légale", basis_},
                 {"Identifie directement", identifies_ ? "oui" : "non, dossier sans nom"},
                 {"Destinataires", joined_of(recipients_, ", ")},
                 {"Conservation", joined_of(periods_, " ; ")}});
    std::vector<std::string> data;
    for (const auto& [record, fields] : fields_) data.push_back(record + " : " + fields);
    sheet.list(data);
  }

 private:
  static std::string joined_of(const std::set<std::string>& parts, std::string_view between) {
    return joined(std::vector<std::string>(parts.begin(), parts.end()), between);
  }

  std::string name_, basis_;
  std::map<std::string, std::string> fields_;
  std::set<std::string> recipients_, about_, periods_;
  bool identifies_ = false;
};

std::vector<Purpose> purposes_of(const std::vector<RegisterRow>& rows) {
  std::vector<Purpose> purposes;
  for (const RegisterRow& row : rows) {
    auto found = std::ranges::find(purposes, row.purpose, &Purpose::name);
    if (found == purposes.end()) found = purposes.insert(purposes.end(), Purpose(row.purpose));
    found->add(row);
  }
  return purposes;
}

void put_risk(Sheet& sheet, const Node& risk) {
  sheet.heading(3, std::string(risk.get("risk")));
  sheet.facts({{"Sources", std::string(risk.get("sources"))}, {"Conséquences", std::string(risk.get("effects"))}});
  sheet.paragraph("Mesures du programme :");
  sheet.list(texts_of(*risk.find("measures")));
  sheet.facts({{"Gravité", blank}, {"Vraisemblance", blank}, {"Mesures de l'organisme", blank}});
}

Sheet sheet_of(const std::vector<RegisterRow>& rows, const Node& impact) {
  Sheet sheet;
  sheet.paragraph("RGPD, article 35. Établie d'après les déclarations du programme : les champs personnels de ses schémas, leurs finalités, destinataires "
                  "et durées sont ceux qu'il applique. Elle n'est complète qu'avec ce que seul le responsable du traitement peut dire : chaque "
                  "« à compléter » et la partie 5.");
  sheet.heading(2, "1. Pourquoi une analyse");
  sheet.list(texts_of(*impact.find("why")));
  sheet.heading(2, "2. Ce qui est traité, pourquoi, pour qui, combien de temps");
  for (const Purpose& one : purposes_of(rows)) one.put(sheet);
  sheet.heading(2, "3. Les droits des personnes");
  std::vector<std::pair<std::string, std::string>> rights;
  for (const Node& one : *impact.find("rights")) rights.emplace_back(one.get("right"), one.get("how"));
  sheet.facts(rights);
  sheet.heading(2, "4. Les risques et les mesures");
  for (const Node& risk : *impact.find("risks")) put_risk(sheet, risk);
  sheet.heading(2, "5. À compléter par le responsable du traitement");
  std::vector<std::pair<std::string, std::string>> blanks;
  for (const Node& one : *impact.find("to_fill")) blanks.emplace_back(one.text, blank);
  sheet.facts(blanks);
  sheet.signatures({"Responsable du traitement", "Délégué à la protection des données"});
  return sheet;
}

}  // namespace

Result<Exit> show_impact(World& world, const Globals& globals, const ImpactArgs& args) {
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::figures));
  TRY(rows, register_rows());
  Arena arena;
  TRY(root, read_plain_yaml(*embedded("src/privacy/rules/register.yaml"), "register.yaml", arena));
  const Sheet sheet = sheet_of(rows, *root->find("impact"));
  CHECKED(output.write(args.output && args.output->ends_with(".html") ? sheet.html() : sheet.markdown()));
  return Exit::done;
}

}  // namespace mloc::privacy
