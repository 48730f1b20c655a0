#pragma once
#include <string_view>
#include <vector>

#include "rules/exam.hpp"
#include "rules/lesson.hpp"

namespace mloc::lesson {

/// What the built-in lists epreuve, grille_cepc and delai_represente_b say.
const ExamTerms& exam_terms();

/// The list niveau_remc from the lowest level on.
const Levels& skill_levels();

/// The exam with that id among the others of its person; only what warns is in it.
std::vector<Problem> exam_warnings(const std::vector<const Node*>& records, std::string_view id);

}  // namespace mloc::lesson
