#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mloc/render/chart.hpp"
#include "mloc/render/html.hpp"
#include "mloc/render/table.hpp"

namespace mloc {

/// One self-contained HTML file for a screen and for paper (A4), without script and without anything from elsewhere.
/// Every text handed in is escaped and loses its control and bidi characters: there is no way to hand in markup.
class Page {
 public:
  /// `title` is the document's name and its first heading.
  explicit Page(std::string_view title, Language language = Language::french);

  /// A page of figures: as broad as its tables need.
  Page& broad();
  /// Above the first heading: whose page it is, and what a reader must know of it; printed at the foot of each sheet, too.
  Page& masthead(std::string_view office, std::string_view said);
  /// The answer, before all else.
  Page& lead(const Html& sentence);
  /// Elements made elsewhere.
  Page& put(const Html& piece);

  /// A heading of level 2, 3 or 4; other levels are brought to the nearest of these.
  Page& heading(int level, std::string_view text);
  Page& paragraph(std::string_view text);
  /// What the reader must not miss; read out by a screen reader as a note.
  Page& note(std::string_view text);
  Page& list(const std::vector<std::string>& items);
  /// Names and what they stand for, one line each.
  Page& facts(const std::vector<std::pair<std::string, std::string>>& pairs);

  struct Heading {
    std::string text;
    enum class Align : std::uint8_t { start, end } align = Align::start;  ///< end: figures
  };
  /// A row of a table: of a group the head, which may have figures, its members, and the total.
  struct Row {
    std::vector<Html> cells;
    enum class Kind : std::uint8_t { plain, group, member, total } kind = Kind::plain;
  };
  /// `remark`: what, when, in which unit. A row of one cell is as broad as the table.
  Page& table(std::string_view caption, std::string_view remark, const std::vector<Heading>& headings, const std::vector<Row>& rows, std::string_view style = "");
  /// A row shorter than the headings has empty cells at its end; the first cell of a row names it.
  Page& table(std::string_view caption, const std::vector<Heading>& headings, const std::vector<std::vector<std::string>>& rows);
  /// The same of a listing, its headings and cells as the page's readers read them.
  Page& table(std::string_view caption, const Table& table);
  /// A drawing of figures, in the page itself.
  Page& chart(const Chart& chart);
  /// A list of links to files beside the page: what is read, and the file's name.
  Page& links(const std::vector<std::pair<std::string, std::string>>& files);
  /// A drawing (SVG of this program) with what it shows, for those who do not see it.
  Page& picture(std::string_view svg, std::string_view described);
  /// The office's own picture (PNG or JPEG), small, at the head of a paper.
  Page& logo(std::string_view type, std::string_view bytes, std::string_view described);
  /// A box each, with a line for the day and room to sign.
  Page& signatures(const std::vector<std::string>& parties);
  /// What follows starts on a new sheet of paper, under its own heading of level 2.
  Page& new_sheet(std::string_view heading);

  /// The whole file, ending with a newline.
  std::string html() const;

 private:
  void element(std::string_view name, std::string_view text);
  std::string title_, office_, mast_;
  Language language_;
  bool is_broad_ = false;
  std::string body_;
};

}  // namespace mloc
