#include "mloc/render/page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "mloc/base/cipher.hpp"
#include "mloc/base/embedded.hpp"
#include "mloc/base/text.hpp"
#include "mloc/render/figure_text.hpp"

namespace mloc {
namespace {

std::string_view code_of(Language language) { return language == Language::french ? "fr" : "en"; }

Html cell(std::string_view tag, std::string_view scope, Page::Heading::Align align, const Html& inside) {
  Html::Attributes attributes;
  if (!scope.empty()) attributes.emplace_back("scope", scope);
  if (align == Page::Heading::Align::end) attributes.emplace_back("class", "num");
  return Html::element(tag, attributes, {inside});
}

using Headings = std::vector<Page::Heading>;

Html head_of(const Headings& headings) {
  Html cells;
  for (const Page::Heading& heading : headings)
    cells += heading.text.empty() ? cell("td", "", heading.align, "") : cell("th", "col", heading.align, heading.text);
  return Html::element("thead", {}, {Html::element("tr", {}, {cells})});
}

Html row_of(const Headings& headings, const Page::Row& row) {
  using Kind = Page::Row::Kind;
  constexpr std::string_view styles[] = {"", "sub", "child", "tot"};
  const std::string style(styles[static_cast<std::size_t>(row.kind)]);
  const Html::Attributes classes = style.empty() ? Html::Attributes{} : Html::Attributes{{"class", style}};
  const std::string scope = row.kind == Kind::group ? "rowgroup" : "row";
  if (row.cells.size() == 1 && headings.size() > 1)
    return Html::element("tr", classes, {Html::element("th", {{"scope", scope}, {"colspan", std::to_string(headings.size())}}, {row.cells[0]})});
  Html cells;
  for (std::size_t i = 0; i < headings.size(); ++i)
    cells += cell(i == 0 ? "th" : "td", i == 0 ? std::string_view(scope) : "", headings[i].align, i < row.cells.size() ? row.cells[i] : Html());
  return Html::element("tr", classes, {cells});
}

/// A group and its members are one body.
Html bodies_of(const Headings& headings, const std::vector<Page::Row>& rows) {
  Html bodies, body;
  const auto close = [&] {
    if (!body.is_empty()) bodies += Html::element("tbody", {}, {body});
    body = {};
  };
  for (const Page::Row& row : rows) {
    if (row.kind == Page::Row::Kind::group || row.kind == Page::Row::Kind::total) close();
    body += row_of(headings, row);
  }
  close();
  return bodies;
}

}  // namespace

Page::Page(std::string_view title, Language language) : title_(html_text(title)), language_(language) {}

void Page::element(std::string_view name, std::string_view text) { body_ += fmt::format("<{0}>{1}</{0}>\n", name, html_text(text)); }

Page& Page::heading(int level, std::string_view text) {
  element(fmt::format("h{}", std::clamp(level, 2, 4)), text);
  return *this;
}

Page& Page::paragraph(std::string_view text) {
  element("p", text);
  return *this;
}

Page& Page::note(std::string_view text) {
  body_ += fmt::format("<p class=\"note\" role=\"note\">{}</p>\n", html_text(text));
  return *this;
}

Page& Page::list(const std::vector<std::string>& items) {
  if (items.empty()) return *this;
  body_ += "<ul>\n";
  for (const std::string& item : items) element("li", item);
  body_ += "</ul>\n";
  return *this;
}

Page& Page::facts(const std::vector<std::pair<std::string, std::string>>& pairs) {
  if (pairs.empty()) return *this;
  body_ += "<dl>\n";
  for (const auto& [name, value] : pairs) body_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", html_text(name), html_text(value));
  body_ += "</dl>\n";
  return *this;
}

Page& Page::broad() {
  is_broad_ = true;
  return *this;
}

Page& Page::masthead(std::string_view office, std::string_view said) {
  office_ = office;
  mast_ = Html::element("p", {{"class", "mast"}}, {bold(office), Html::element("span", {}, {said})}).markup() + "\n";
  return *this;
}

Page& Page::lead(const Html& sentence) { return put(Html::element("p", {{"class", "lead"}}, {sentence})); }

Page& Page::put(const Html& piece) {
  (body_ += piece.markup()) += '\n';
  return *this;
}

Page& Page::table(std::string_view caption, std::string_view remark, const std::vector<Heading>& headings, const std::vector<Row>& rows, std::string_view style) {
  constexpr std::size_t most_columns = 7;
  const std::string styles = std::string(style) + (headings.size() > most_columns ? " wide" : "");
  Html title = caption;
  if (!remark.empty()) title += Html::element("small", {}, {remark});
  const Html table = Html::element("table", styles.empty() ? Html::Attributes{} : Html::Attributes{{"class", std::string(trimmed(styles))}},
                                   {Html::element("caption", {}, {title}), head_of(headings), bodies_of(headings, rows)});
  // A wide table scrolls on a phone; what scrolls must be reachable by keyboard and have a name.
  return put(Html::element("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", std::string(caption)}}, {table}));
}

Page& Page::table(std::string_view caption, const std::vector<Heading>& headings, const std::vector<std::vector<std::string>>& rows) {
  std::vector<Row> made;
  for (const auto& row : rows) {
    made.emplace_back();
    for (const std::string& text : row) made.back().cells.emplace_back(text);
    made.back().cells.resize(headings.size());
  }
  return table(caption, "", headings, made);
}

Page& Page::table(std::string_view caption, const Table& table) {
  std::vector<Heading> headings;
  for (const Column& column : table.columns)
    headings.push_back({label_of(column, language_), is_number(column.kind) ? Heading::Align::end : Heading::Align::start});
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : table.rows) {
    rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) rows.back().push_back(row[i] ? figure_text(*row[i], table.columns[i].kind, table.columns[i].unit, language_) : std::string());
  }
  return this->table(caption, headings, rows);
}

Page& Page::chart(const Chart& chart) {
  body_ += fmt::format("<figure><figcaption>{}</figcaption>\n{}</figure>\n", html_text(chart.title), chart_svg(chart));
  return *this;
}

Page& Page::links(const std::vector<std::pair<std::string, std::string>>& files) {
  body_ += "<ul>\n";
  for (const auto& [text, file] : files) body_ += fmt::format("<li><a href=\"{}\">{}</a></li>\n", html_text(file), html_text(text));
  body_ += "</ul>\n";
  return *this;
}

Page& Page::picture(std::string_view svg, std::string_view described) {
  body_ += fmt::format("<p><img class=\"picture\" alt=\"{}\" src=\"data:image/svg+xml;base64,{}\"></p>\n", html_text(described), base64(svg));
  return *this;
}

Page& Page::logo(std::string_view type, std::string_view bytes, std::string_view described) {
  body_ += fmt::format("<p><img class=\"logo\" alt=\"{}\" src=\"data:{};base64,{}\"></p>\n", html_text(described), type, base64(bytes));
  return *this;
}

Page& Page::signatures(const std::vector<std::string>& parties) {
  const std::string_view line = language_ == Language::french ? "Le ………………………, signature :" : "On ………………………, signature:";
  body_ += "<div class=\"sign\">\n";
  for (const std::string& party : parties) body_ += fmt::format("<section><p><strong>{}</strong></p><p>{}</p></section>\n", html_text(party), line);
  body_ += "</div>\n";
  return *this;
}

Page& Page::new_sheet(std::string_view heading) {
  body_ += fmt::format("<h2 class=\"sheet\">{}</h2>\n", html_text(heading));
  return *this;
}

std::string Page::html() const {
  const std::string foot = office_.empty() ? title_ : title_ + " · " + html_text(office_);
  return fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
                     "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main{}>\n{}<span class=\"docname\" aria-hidden=\"true\">{}</span>\n<h1>{}</h1>\n{}</main>\n</body>\n</html>\n",
                     code_of(language_), title_, *embedded("src/render/page.css"), is_broad_ ? " class=\"broad\"" : "", mast_, foot, title_, body_);
}

}  // namespace mloc
