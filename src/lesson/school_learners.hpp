#pragma once
#include <string>
#include <vector>

#include "learner.hpp"

namespace mloc::lesson {

/// A learner as a school knows them.
struct SchoolLearner {
  Learner learner;
  std::string surname, first_name, phone, licence_number, status, project;
};
/// The learners who are assigned to the school on some day of the period, by surname and first name; I119 for an unknown
/// school. Without identities the names are empty.
Result<std::vector<SchoolLearner>> learners_of_school(Workspace& workspace, const std::string& school, const Period& period);
/// The school's own name.
Result<std::string> name_of_school(Workspace& workspace, const std::string& school);

}  // namespace mloc::lesson
