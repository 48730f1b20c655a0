#include "columns.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "mloc/base/date.hpp"
#include "mloc/base/text.hpp"
#include "mloc/records/codes.hpp"
#include "mloc/records/communes.hpp"
#include "mloc/render/figure_text.hpp"

namespace mloc::report {
namespace {

using Labels = std::map<std::string, std::string>;

/// What the workspace itself calls by a code. An answer's code means something under its question only.
struct Vocabulary {
  std::string_view name, sql;
};
constexpr std::array vocabularies = {
    Vocabulary{"sites", "SELECT code, name, name FROM site"},
    Vocabulary{"staff", "SELECT code, COALESCE(name, code), COALESCE(name, code) FROM staff"},
    Vocabulary{"partners", "SELECT code, name, name FROM partner WHERE voided_day IS NULL"},
    Vocabulary{"staff", "SELECT code, name, name FROM staff"},
    Vocabulary{"programmes", "SELECT programme, name, name FROM programme"},
    Vocabulary{"lines", "SELECT funder.code || '/' || funder_lines.code, funder_lines.name, funder_lines.name FROM funder_lines "
                        "INNER JOIN funder ON funder.programme = funder_lines.programme AND funder.position = funder_lines.funder_position"},
    Vocabulary{"instruments", "SELECT instrument, fr, en FROM instrument ORDER BY version"},
    Vocabulary{"questions", "SELECT item.code, item.fr, item.en FROM instrument_item AS item INNER JOIN instrument ON instrument.file = item.file "
                            "WHERE ?1 IN ('', instrument.instrument) ORDER BY instrument.version"},
    Vocabulary{"answers", "SELECT item.code || '=' || choice.code, choice.fr, choice.en FROM instrument_item AS item INNER JOIN instrument ON instrument.file = item.file "
                          "INNER JOIN (SELECT file, instrument_item_position AS position, '' AS list, code, fr, en FROM instrument_choice "
                          "UNION ALL SELECT '', 0, list, code, fr, en FROM code) AS choice "
                          "ON (choice.file = item.file AND choice.position = item.position) OR choice.list = item.list "
                          "WHERE ?1 IN ('', instrument.instrument) ORDER BY instrument.version"},
};

std::string month_of(const std::string& text, Language language) {
  const auto day = text.size() == 7 ? Date::parse(text + "-01") : std::nullopt;
  return day ? month_in_words(day->year(), day->month(), language) : std::string();
}

std::string commune_of(const std::string& code) {
  const auto commune = find_commune(code);
  return commune ? std::string(commune->name) : std::string();
}

class Dictionary {
 public:
  static Result<Dictionary> of(const Index& index, const Report& report, Language language) {
    Dictionary made(language);
    for (const ReportCodes& codes : report.codes)
      for (const std::string& list : codes.lists) CHECKED(made.take(index, report, list));
    return made;
  }

  /// Empty when the list does not know the code. `question` is what an answer answers.
  std::string find(const std::string& list, const std::string& code, const std::string& question) const {
    if (list == "months") return month_of(code, language_);
    if (list == "communes") return commune_of(code);
    if (list.ends_with("answers")) return answers(labels_.at(list), code, question);
    const auto found = labels_.at(list).find(code);
    return found == labels_.at(list).end() ? std::string() : found->second;
  }

 private:
  explicit Dictionary(Language language) : french_(language == Language::french), language_(language) {}

  Result<> take(const Index& index, const Report& report, const std::string& list) {
    if (list == "months" || list == "communes" || labels_.contains(list)) return {};
    Labels& labels = labels_[list];
    if (code_list(list)) return take_codes(index, list, labels);
    const auto point = list.find('.');
    const std::string name = point == list.npos ? list : list.substr(point + 1);
    const auto found = std::ranges::find(vocabularies, name, &Vocabulary::name);
    const bool asks = found != vocabularies.end() && found->sql.find("?1") != found->sql.npos;
    if (found == vocabularies.end() || (point != list.npos && !asks)) return fail(Exit::no, at({report.file, 0, 0, {}}, problem("V250"_m, list)));
    TRY(rows, index.rows(found->sql, asks ? std::vector<SqlValue>{point == list.npos ? std::string() : list.substr(0, point)} : std::vector<SqlValue>{}));
    for (const auto& row : rows.rows) {
      const auto *code = std::get_if<std::string>(&row[0]), *label = std::get_if<std::string>(&row[french_ ? 1 : 2]);
      if (code && label) labels[*code] = *label;
    }
    return {};
  }

  /// As the workspace has them.
  Result<> take_codes(const Index& index, const std::string& list, Labels& labels) const {
    TRY(rows, index.rows("SELECT code, fr, en FROM code WHERE list = ?1", {list}));
    for (const auto& row : rows.rows) labels.emplace(std::get<std::string>(row[0]), std::get<std::string>(row[french_ ? 1 : 2]));
    return {};
  }

  /// Several codes may have been answered: `a+b`.
  static std::string answers(const Labels& labels, const std::string& codes, const std::string& question) {
    std::string text;
    for (const std::string_view code : split(codes, '+')) {
      const auto found = labels.find(fmt::format("{}={}", question, code));
      if (found == labels.end()) return {};
      text += (text.empty() ? "" : ", ") + found->second;
    }
    return text;
  }

  bool french_;
  Language language_;
  std::map<std::string, Labels> labels_;
};

Cell cell_in(const Table& table, const std::vector<Cell>& row, const std::string& name) {
  const auto column = std::ranges::find(table.columns, name, &Column::name);
  return column == table.columns.end() ? Cell() : row[static_cast<std::size_t>(column - table.columns.begin())];
}

std::string word_for(const Dictionary& dictionary, const Report& report, const Table& table, const std::vector<Cell>& row, std::size_t column) {
  for (const ReportCodes& codes : report.codes) {
    if (codes.column != table.columns[column].name || !meets(table, row, codes.where)) continue;
    for (const std::string& list : codes.lists)
      if (std::string word = dictionary.find(list, *row[column], cell_in(table, row, "item").value_or("")); !word.empty()) return word;
  }
  return *row[column];
}

}  // namespace

bool meets(const Table& table, const std::vector<Cell>& row, const std::vector<std::pair<std::string, std::string>>& conditions) {
  return std::ranges::all_of(conditions, [&](const auto& one) { return cell_in(table, row, one.first).value_or("-") == one.second; });
}

Result<Table> in_words(const Index& index, const Report& report, Table table, Language language) {
  TRY(dictionary, Dictionary::of(index, report, language));
  for (auto& row : table.rows) {
    const std::vector<Cell> codes = row;
    for (std::size_t i = 0; i < row.size(); ++i)
      if (row[i]) row[i] = word_for(dictionary, report, table, codes, i);
  }
  return table;
}

}  // namespace mloc::report
