#include <algorithm>

#include "desk.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/store/sealed_disk.hpp"
#include "mloc/workspace/page_file.hpp"
#include "mloc/workspace/print.hpp"
#include "references.hpp"
#include "view.hpp"

namespace mloc::passport {
namespace {

constexpr std::size_t longest_reference = 5u << 20;

Result<> check_attachment(const AttachArgs& args, const Node& record) {
  CHECKED(check_shape(record));
  if (args.employer && !siret_is_valid(*args.employer)) return fail(Exit::usage, problem("I109"_m, *args.employer));
  return {};
}

}  // namespace

std::string_view ending_of(std::string_view type) { return type == "jpeg" ? "jpg" : type; }

Result<std::string> reference_bytes(const PassportDesk& desk, const Node& record) {
  const std::string path = reference_path(desk.id(), record.get("id"), ending_of(record.get("type")));
  TRY(bytes, desk.workspace().disk().read(path, longest_reference));
  if (is_sealed_reference(bytes)) return fail(Exit::unknown, problem("H150"_m, desk.id().shown()));
  if (hex(sha256(bytes)) != record.get("sha256")) return fail(Exit::no, problem("A129"_m, path));
  return bytes;
}

Result<Exit> attach_reference(World& world, const Globals& globals, const AttachArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "joindre", args));
  CHECKED(desk.require_open(world.today()));
  auto read = world.files.read(args.file, longest_reference);
  if (!read) {
    const bool too_long = read.error().problems.front().code == "D104"_m;
    if (too_long) return fail(Exit::rule, problem("A128"_m, args.file, longest_reference));
    return tl::make_unexpected(std::move(read.error()));
  }
  const std::string_view type = type_of_bytes(*read);
  if (type.empty()) return fail(Exit::rule, problem("A127"_m, args.file));
  Arena arena;
  Node* record = desk.make(arena, "attachment", world.today());
  put(arena, *record, "day", std::optional(world.today()));
  put(arena, *record, "kind", std::optional(args.kind));
  put(arena, *record, "employer", args.employer);
  put(arena, *record, "starts", args.starts);
  put(arena, *record, "ends", args.ends);
  put(arena, *record, "type", std::optional(std::string(type)));
  arena.set(*record, "bytes", arena.integer(static_cast<std::int64_t>(read->size())));
  put(arena, *record, "sha256", std::optional(hex(sha256(*read))));
  CHECKED(check_attachment(args, *record));
  Change change;
  const std::size_t size = read->size();
  change.put(reference_path(desk.id(), record->get("id"), ending_of(type)), std::move(*read), std::nullopt);
  CHECKED(desk.commit({record}, std::move(change)));
  CHECKED(say(desk.workspace(), phrase("passport {} reference {}: {}, {}, {} bytes", desk.id().shown(), record->get("id"), args.kind, type, size)));
  return Exit::done;
}

Result<Exit> fetch_reference(World& world, const Globals& globals, const FetchArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "telecharger", args));
  CHECKED(desk.require_part("references"));
  const auto records = desk.records();
  const auto found = std::ranges::find_if(records, [&](const Node* one) { return one->get("record").starts_with("attachment/") && one->get("id") == args.reference; });
  if (found == records.end()) return fail(Exit::unknown, problem("A130"_m, args.reference, desk.id().shown()));
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::persons));
  TRY(bytes, reference_bytes(desk, **found));
  TRY(noted, desk.note_reading());
  if (!noted) return Exit::done;
  CHECKED(output.write(bytes));
  if (!output.is_standard_output()) CHECKED(say(desk.workspace(), phrase("{}: {} bytes", args.output, bytes.size())));
  return Exit::done;
}

Result<Exit> print_passport(World& world, const Globals& globals, const PassportPrintArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "imprimer", args));
  TRY(page, PrintedPage::prepare(world, globals, args.output));
  TRY(view, view_of(desk));
  TRY(noted, desk.note_reading());
  if (!noted) return Exit::done;
  CHECKED(page.write(page_of(view).html()));
  if (args.output && *args.output != "-") CHECKED(say(desk.workspace(), phrase("passport {} in {}", desk.id().shown(), *args.output)));
  return Exit::done;
}

Result<Exit> export_passport(World& world, const Globals& globals, const PassportOutputArgs& args) {
  TRY(desk, PassportDesk::open(world, globals, "exporter", args));
  TRY(output, OutputFile::prepare(world, globals, args.output, Tells::persons));
  TRY(view, view_of(desk));
  TRY(noted, desk.note_reading());
  if (!noted) return Exit::done;
  CHECKED(output.write(json_of(view)));
  if (!output.is_standard_output()) CHECKED(say(desk.workspace(), phrase("passport {} in {}", desk.id().shown(), args.output)));
  return Exit::done;
}

}  // namespace mloc::passport
