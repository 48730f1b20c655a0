#pragma once
#include <optional>
#include <string>
#include <vector>

#include "desk.hpp"
#include "mloc/render/page.hpp"

namespace mloc::passport {

/// What a reader sees of a passport: never who wrote, who prescribed, or of what category they are.
struct PassportView {
  struct Experience {
    std::string id, employer, siret, nature, rome;
    Date starts;
    std::optional<Date> ends;
    std::optional<int> hours;
  };
  struct Reference {
    std::string id, kind, type, sha256, employer;
    Date day;
    std::string bytes;
  };
  std::string id, name, list;
  Date day, opened;
  std::optional<Date> closed;
  std::optional<std::vector<Competence>> competences;  ///< none: this part is not shown
  std::optional<std::vector<Experience>> experiences;
  std::optional<std::vector<Reference>> references;
};

/// The parts named, or all of them. Names come from identities, and from partners that are employers.
Result<PassportView> view_of(const PassportDesk& desk, const std::vector<std::string>& parts = {});

std::string text_of(const PassportView& view, Language language);
Page page_of(const PassportView& view);              ///< in French, for print and for the encrypted page
std::string json_of(const PassportView& view);       ///< with what i-milo calls each field

/// The label of a code in the first of the lists that knows it.
std::string label_of(const std::vector<std::string_view>& lists, std::string_view code, Language language);
std::string competence_label(std::string_view code, Language language);

}  // namespace mloc::passport
