#include "mloc/render/page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "mloc/base/cipher.hpp"
#include "mloc/base/text.hpp"

namespace mloc {
namespace {

// Dark on white and no meaning in a colour alone: the page is mostly printed, and on black-and-white printers.
constexpr std::string_view style = R"(
:root{color-scheme:light}
body{font:1rem/1.45 "DejaVu Sans","Liberation Sans",Arial,sans-serif;color:#1a1a1a;background:#fff;max-width:50rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 1rem}h2{font-size:1.25rem;margin:1.6rem 0 .5rem;border-bottom:2px solid #1a1a1a}
h3{font-size:1.05rem;margin:1.2rem 0 .3rem}h4{font-size:1rem;margin:1rem 0 .2rem}
p,ul,dl{margin:.4rem 0}.picture{width:45mm;max-width:100%}.logo{max-height:20mm;max-width:60mm}.note{border:2px solid #1a1a1a;padding:.5rem .8rem}
dl{display:grid;grid-template-columns:minmax(9rem,16rem) 1fr;gap:.15rem 1rem}dt{font-weight:bold}dd{margin:0}
.wide{overflow-x:auto;overflow-wrap:normal}thead .end{white-space:normal}table{border-collapse:collapse;width:100%;margin:.6rem 0}caption{text-align:left;font-weight:bold;padding:.2rem 0}
th,td{border:1px solid #555;padding:.25rem .45rem;text-align:left;vertical-align:top}
thead th{background:#eee}tbody th{font-weight:normal}.end{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
figure{margin:1rem 0}figcaption{font-weight:bold;padding:.2rem 0}figure svg{width:100%;height:auto;font:13px "DejaVu Sans","Liberation Sans",Arial,sans-serif}a{color:#003a70}
.sign{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:.8rem;margin:1rem 0}
.sign section{border:1px solid #555;padding:.4rem .6rem;min-height:6.5rem;break-inside:avoid}.sign p{margin:0}
@media (max-width:32rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
@page{size:A4;margin:16mm}
@media print{body{max-width:none;padding:0;font-size:10.5pt}.wide{overflow:visible;overflow-wrap:anywhere}h2,h3,h4,caption{break-after:avoid}tr,.note,figure{break-inside:avoid}thead{display:table-header-group}.sheet{break-before:page}}
)";

std::string_view code_of(Language language) { return language == Language::french ? "fr" : "en"; }

std::string cell(std::string_view tag, std::string_view scope, Page::Heading::Align align, std::string_view text) {
  return fmt::format("<{}{}{}>{}</{}>", tag, scope, align == Page::Heading::Align::end ? " class=\"end\"" : "", html_text(text), tag);
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string safe;
  for (const char byte : printable(text)) switch (byte) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&#39;"; break;
      default: safe += byte;
    }
  return safe;
}

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

Page& Page::table(std::string_view caption, const std::vector<Heading>& headings, const std::vector<std::vector<std::string>>& rows) {
  // A wide table scrolls on a phone; what scrolls must be reachable by keyboard and have a name.
  body_ += fmt::format("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table><caption>{0}</caption>\n<thead><tr>", html_text(caption));
  for (const Heading& heading : headings) body_ += cell("th", " scope=\"col\"", heading.align, heading.text);
  body_ += "</tr></thead>\n<tbody>\n";
  for (const auto& row : rows) {
    body_ += "<tr>";
    for (std::size_t i = 0; i < headings.size(); ++i)
      body_ += cell(i == 0 ? "th" : "td", i == 0 ? " scope=\"row\"" : "", headings[i].align, i < row.size() ? row[i] : "");
    body_ += "</tr>\n";
  }
  body_ += "</tbody></table></div>\n";
  return *this;
}

Page& Page::table(std::string_view caption, const Table& table) {
  std::vector<Heading> headings;
  for (const Column& column : table.columns)
    headings.push_back({label_of(column, language_), is_number(column.kind) ? Heading::Align::end : Heading::Align::start});
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : table.rows) {
    rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) rows.back().push_back(shown(row[i], table.columns[i].kind, language_));
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
  return fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
                     "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n{}</main>\n</body>\n</html>\n",
                     code_of(language_), title_, style, title_, body_);
}

}  // namespace mloc
