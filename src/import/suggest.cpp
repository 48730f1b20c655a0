#include <algorithm>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/import/import.hpp"
#include "mloc/import/target.hpp"
#include "mloc/records/schema.hpp"
#include "mloc/records/table_file.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/workspace/print.hpp"
#include "suggestion.hpp"

namespace mloc::imports {
namespace {

constexpr std::size_t largest_table = 256u << 20, rows_shown = 5;

std::vector<std::string> kinds_made() { return find_kind("mapping")->schema->find("makes")->schema->words; }

void flat(const Node& node, const std::string& path, std::string& text) {
  if (node.kind == Node::Kind::text) {
    text += fmt::format("{}{}={}", text.empty() ? "" : ", ", path, node.text);
    return;
  }
  for (const Node& child : node) flat(child, child.key.empty() ? path : path + "." + std::string(child.key), text);
}

/// The first rows as records, and how many would be refused.
void show_rows(World& world, const Import& import) {
  for (std::size_t i = 0; i < std::min(rows_shown, import.drafts.size()); ++i) {
    const Draft& draft = import.drafts[i];
    std::string text = draft.file_number.empty() ? "" : "application.file_number=" + draft.file_number;
    for (const auto& [kind, record] : draft.records) flat(*record, kind, text);
    remark(world, phrase("line {}: {}", draft.row->line, printable(text)));
  }
  const auto refused = std::ranges::count_if(import.drafts, [](const Draft& draft) { return !draft.valid(); });
  remark(world, phrase("rows: {}; would be refused: {}", import.drafts.size(), refused));
  std::size_t shown = 0;
  for (const Draft& draft : import.drafts)
    for (Problem one : draft.problems) {
      if (shown++ >= rows_shown) return;
      one.text = one.place.header.empty() ? phrase("line {}: {}", draft.row->line, one.text) : phrase("line {}, {}: {}", draft.row->line, printable(one.place.header), one.text);
      warn(world, one);
    }
}

Result<Mapping> mapping_of(const std::string& text, const std::string& name) {
  Arena arena;
  TRY(root, read_settings(text, mapping_path(name), "mapping", arena));
  return Mapping::from(*root);
}

}  // namespace

Result<Exit> suggest_mapping(World& world, const Globals& globals, const SuggestArgs& args) {
  const auto kinds = kinds_made();
  if (std::ranges::find(kinds, args.kind) == kinds.end()) return fail(Exit::usage, hinted(problem("I177"_m, args.kind), one_of_these(kinds)));
  TRY(workspace, Workspace::open(world, globals, args.save ? Workspace::Use::write : Workspace::Use::read_one));
  const std::string name = args.save.value_or(args.kind);
  if (args.save) {
    TRY(there, workspace.store().holds(mapping_path(name)));
    if (there) return fail(Exit::usage, problem("I178"_m, mapping_path(name)));
  }
  TRY(bytes, args.file == "-" ? world.read_input(largest_table) : world.files.read(args.file, largest_table));
  TRY(csv, read_table(std::move(bytes), args.file, {}));
  TRY(programmes, workspace.programme_codes());
  const Suggestion suggestion = suggested_mapping(csv, args.kind, name, workspace.settings(), programmes);
  TRY(mapping, mapping_of(suggestion.text, name));
  if (args.save) {
    Change change;
    change.put(mapping_path(name), suggestion.text, std::nullopt);
    CHECKED(workspace.commit(change));
    CHECKED(say(workspace, phrase("{}: read it before you trust it", mapping_path(name))));
  } else {
    CHECKED(world.out.write(suggestion.text));
  }
  for (const std::string& header : suggestion.unread) remark(world, phrase("no field for the column '{}'", printable(header)));
  for (const std::string& field : suggestion.missing) remark(world, phrase("no column for {}, which must be there", field));
  Import import;
  import.mapping = std::move(mapping);
  import.files.push_back(std::move(csv));
  CHECKED(read_rows(import, [](std::string_view) { return true; }));
  show_rows(world, import);
  return Exit::done;
}

}  // namespace mloc::imports
