#pragma once
#include "rules/exam.hpp"
#include "rules/lesson.hpp"

namespace mloc::lesson {

/// What the built-in lists epreuve, grille_cepc and delai_represente_b say.
const ExamTerms& exam_terms();

/// The list niveau_remc from the lowest level on.
const Levels& skill_levels();

}  // namespace mloc::lesson
