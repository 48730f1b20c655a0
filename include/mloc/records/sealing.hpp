#pragma once
#include <string>
#include <string_view>

#include "mloc/base/result.hpp"
#include "mloc/records/dossier.hpp"

namespace mloc {

/// Whether some record of the file is sealed, by its bytes alone.
bool holds_sealed(std::string_view bytes);
/// Whether every record of the dossier is.
bool is_sealed(const Dossier& dossier);
/// Whether the bytes are a file of sealed records and nothing else, no comment either: what git may have.
bool may_be_tracked(std::string_view bytes, const std::string& path);

/// Whether every record is sealed and has its digest, which only a key can say to be right.
bool has_digests(const Dossier& dossier);

/// The dossier with each field of each record under the person's key, as `sealed/1` records. Same records, same key: same bytes.
/// A record that is sealed already keeps its fields; comments do not come along. Each record gets a digest of its fields and
/// authorship, and of which records the file has. H224 when the digest of a record that came sealed is not its own.
Result<std::string> sealed_file(const Dossier& dossier, std::string_view key);
/// The file that was sealed, in canonical form; with Exit::no H151 when the key is not the one it was sealed with, H224 when a
/// field, an author or a record is not what was sealed. A record without digest (from an older mloc, from a merge where the
/// key was not) opens.
Result<std::string> opened_file(const Dossier& dossier, std::string_view key);

/// The lines of fields of a sealed record (`  phone: "…"`), those that open in clear and the others as they are; `kind` is that of
/// what is sealed (`identity/1`).
std::string opened_lines(std::string_view lines, std::string_view kind, std::string_view id, std::string_view key);

}  // namespace mloc
