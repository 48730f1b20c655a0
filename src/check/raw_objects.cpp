#include "raw_objects.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"

namespace mloc::check {
namespace {

tl::unexpected<Failure> odd(const std::string& where, const Phrase& what) {
  return fail(Exit::rule, at({printable(where), 0, 0, {}}, problem("H215"_m, what)));
}

std::string in_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text += digits[static_cast<unsigned char>(c) >> 4];
    text += digits[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

bool is_id(std::string_view text) { return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == text.npos; }

std::string without(std::string text, const std::vector<std::string_view>& parts) {
  for (const std::string_view part : parts)
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) text.erase(at, part.size());
  return text;
}

/// What a file system that knows no case, no normal form or no invisible characters would take a name for.
std::string as_some_system_has_it(const std::string& name) {
  // Zero-width characters that HFS+ passes over.
  std::string plain = without(name, {"\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u206a",
                                     "\u206b", "\u206c", "\u206d", "\u206e", "\u206f", "\ufeff"});
  plain = name_key(plain);
  while (plain.ends_with('.') || plain.ends_with(' ')) plain.pop_back();
  return plain;
}

bool is_gits_own(const std::string& name) {
  std::string seen = as_some_system_has_it(name);
  if (const auto stream = seen.find(':'); stream != std::string::npos) seen.resize(stream);
  return seen == ".git" || seen.starts_with("git~") || seen == ".mloc";
}

Phrase wrong_name(const std::string& name) {
  if (name.empty() || name == "." || name == ".." || name.find_first_of("/\\") != std::string::npos) return phrase("'{}' is no name of a file", printable(name));
  if (!is_utf8(name) || find_not_admitted(name) != std::string::npos || name.size() > 255) return phrase("'{}' is no name of a file", printable(name));
  if (to_nfc(name) != name) return phrase("'{}' is not in the normal form of its characters", printable(name));
  if (is_gits_own(name)) return phrase("'{}' is a place of git's or mloc's own", printable(name));
  return {};
}

/// Folders are sorted as if their names ended with a slash.
std::string sorted_as(const TreeEntry& entry) { return entry.name + (entry.is_folder() ? "/" : ""); }

}  // namespace

Result<std::vector<TreeEntry>> read_tree(std::string_view bytes, const std::string& folder) {
  constexpr std::array<std::string_view, 5> modes = {"40000", "100644", "100755", "120000", "160000"};
  std::vector<TreeEntry> entries;
  std::set<std::string> names;
  while (!bytes.empty()) {
    const auto blank = bytes.find(' '), nul = bytes.find('\0');
    if (blank == bytes.npos || nul == bytes.npos || nul < blank || bytes.size() < nul + 21) return odd(folder, phrase("a folder that cannot be read"));
    TreeEntry entry{std::string(bytes.substr(blank + 1, nul - blank - 1)), std::string(bytes.substr(0, blank)), in_hex(bytes.substr(nul + 1, 20))};
    bytes.remove_prefix(nul + 21);
    if (Phrase why = wrong_name(entry.name); !why.empty()) return odd(folder, why);
    if (std::ranges::find(modes, entry.mode) == modes.end()) return odd(folder + entry.name, phrase("a mode that there is not: {}", printable(entry.mode)));
    if (!entries.empty() && sorted_as(entries.back()) >= sorted_as(entry)) return odd(folder + entry.name, phrase("out of order"));
    if (!names.insert(as_some_system_has_it(entry.name)).second) return odd(folder + entry.name, phrase("two names that some systems take for one"));
    entries.push_back(std::move(entry));
  }
  return entries;
}

namespace {

/// Goes through the lines of a commit or a tag.
class Lines {
 public:
  Lines(std::string_view bytes, std::string id) : rest_(bytes), id_(std::move(id)) {}

  /// The rest of the next line, when it begins so.
  std::optional<std::string> take(std::string_view name) {
    const auto end = rest_.find('\n');
    const std::string start = std::string(name) + " ";
    if (end == rest_.npos || !rest_.starts_with(start)) return std::nullopt;
    std::string value(rest_.substr(start.size(), end - start.size()));
    rest_.remove_prefix(end + 1);
    return value;
  }

  Result<> person(std::string_view name, std::string& who, std::string& mail) {
    const auto line = take(name);
    const auto open = line ? line->find(" <") : std::string::npos, close = line ? line->find("> ") : std::string::npos;
    if (!line || open == std::string::npos || close == std::string::npos || close < open) return odd(id_, phrase("no {}", name));
    who = line->substr(0, open);
    mail = line->substr(open + 2, close - open - 2);
    const std::string when = line->substr(close + 2);
    if (when.find_first_not_of("0123456789+- ") != std::string::npos || mail.find_first_of("<>\n ") != std::string::npos) return odd(id_, phrase("no {}", name));
    return {};
  }

  /// A cryptographic signature and nothing else: Base64 between two marks.
  Result<> signature() {
    auto line = take("gpgsig");
    if (!line) return {};
    for (; line; line = take("")) {
      const bool mark = *line == "-----BEGIN PGP SIGNATURE-----" || *line == "-----END PGP SIGNATURE-----" || *line == "-----BEGIN SSH SIGNATURE-----" ||
                        *line == "-----END SSH SIGNATURE-----";
      if (!mark && line->find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") != std::string::npos)
        return odd(id_, phrase("a signature that says more than a signature"));
    }
    return {};
  }

  Result<std::string> message() {
    if (!rest_.starts_with('\n')) return odd(id_, phrase("a line that no commit has: {}", printable(rest_.substr(0, std::min<std::size_t>(rest_.find('\n'), 40)))));
    return std::string(rest_.substr(1));
  }

 private:
  std::string_view rest_;
  std::string id_;
};

}  // namespace

Result<RawCommit> read_commit(std::string_view bytes, const std::string& id) {
  Lines lines(bytes, id);
  RawCommit commit;
  const auto tree = lines.take("tree");
  if (!tree || !is_id(*tree)) return odd(id, phrase("no {}", "tree"));
  commit.tree = *tree;
  while (auto parent = lines.take("parent")) {
    if (!is_id(*parent)) return odd(id, phrase("no {}", "parent"));
    commit.parents.push_back(std::move(*parent));
  }
  CHECKED(lines.person("author", commit.author, commit.author_mail));
  CHECKED(lines.person("committer", commit.committer, commit.committer_mail));
  CHECKED(lines.signature());
  TRY(message, lines.message());
  commit.message = std::move(message);
  return commit;
}

Result<RawCommit> read_tag(std::string_view bytes, const std::string& id) {
  Lines lines(bytes, id);
  RawCommit tag;
  const auto object = lines.take("object"), type = lines.take("type"), name = lines.take("tag");
  if (!object || !is_id(*object) || type != "commit" || !name) return odd(id, phrase("a tag on no commit"));
  tag.tree = *object;
  CHECKED(lines.person("tagger", tag.author, tag.author_mail));
  tag.committer = tag.author;
  tag.committer_mail = tag.author_mail;
  TRY(message, lines.message());
  tag.message = std::move(message);
  return tag;
}

}  // namespace mloc::check
