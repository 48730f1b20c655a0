#include "law.hpp"

#include <algorithm>

#include "mloc/base/embedded.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/programme/settings.hpp"
#include "mloc/records/dossier.hpp"
#include "mloc/records/migration.hpp"
#include "mloc/records/toml.hpp"
#include "mloc/records/yaml.hpp"

namespace mloc::check {
namespace {

constexpr std::string_view branch_folder = "refs/heads/";

Rights read_rights() {
  Arena arena;
  return Rights::from(**read_plain_yaml(*embedded("src/check/rules/rights.yaml"), "rights.yaml", arena));
}

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == text.npos;
}

}  // namespace

Law::Law(const History& history, Trees& trees, const PushedUpdate& update) : history_(history), trees_(trees), update_(update), rights_(read_rights()) {}

Result<> Law::find() {
  name_ = update_.law.starts_with("refs/") ? update_.law : std::string(branch_folder) + update_.law;
  if (!name_.starts_with(branch_folder)) return fail(Exit::usage, problem("H214"_m, printable(update_.law)));
  TRY(tip, history_.tip(name_));
  tip_ = tip.value_or("");
  return {};
}

Result<> Law::find_writers() {
  if (!is_code(update_.writer)) return fail(Exit::rule, problem("H147"_m, printable(update_.writer)));
  if (tip_.empty()) return find_first_writer();
  TRY(folders, trees_.workspaces(tip_));
  if (folders.empty()) return fail(Exit::rule, problem("H148"_m, tip_.substr(0, 10)));
  for (const std::string& folder : folders) {
    TRY(writer, writer_in(folder));
    offices_.push_back({folder, std::move(writer)});
  }
  if (std::ranges::none_of(offices_, [](const Office& one) { return one.writer.has_value(); })) return fail(Exit::rule, problem("H147"_m, update_.writer));
  for (const Office& one : offices_)
    if (one.writer && !rights_.of(*one.writer)) return fail(Exit::rule, problem("H141"_m, one.writer->code, one.writer->role, phrase("any kind"), "-"));
  return {};
}

/// While there is no law the hook alone says who may begin.
Result<> Law::find_first_writer() {
  if (!update_.administrator || *update_.administrator != update_.writer) return fail(Exit::rule, problem("H220"_m, printable(update_.law), update_.writer));
  for (const PushRight& right : rights_.all())
    if (right.may_drop_history) offices_.push_back({"", Writer{update_.writer, right.who.front(), update_.writer}});
  return {};
}

Result<std::optional<Writer>> Law::writer_in(const std::string& folder) {
  TRY(text, history_.file_at(tip_, folder + std::string(settings_path)));
  Arena arena;
  TRY(root, read_settings(text.value_or(""), folder + std::string(settings_path), "settings", arena));
  const Settings settings = Settings::from(*root);
  const std::string& code = update_.writer;
  for (const StaffMember& one : settings.staff)
    if (one.code == code) return std::optional(Writer{code, one.role, settings.default_actor});
  TRY(partner, history_.file_at(tip_, folder + partner_path(code)));
  if (!partner) return std::nullopt;
  TRY(dossier, read_dossier(in_present_versions(*partner), partner_path(code), Folder::partners));
  for (const Record& record : dossier->records)
    if (record.is("partner") && !record.voided()) return std::optional(Writer{code, std::string(record.root->get("kind")), code});
  return std::nullopt;
}

bool Law::may_drop_history() const {
  return std::ranges::all_of(offices_, [&](const Office& one) { return one.writer && rights_.of(*one.writer)->may_drop_history; });
}

Where Law::where(const std::string& path) const {
  Where found{nullptr, path, std::nullopt};
  for (const Office& one : offices_)
    if (path.starts_with(one.folder)) found = {&one, path.substr(one.folder.size()), std::nullopt};
  if (found.office) found.kind = kind_of(found.path);
  return found;
}

}  // namespace mloc::check
