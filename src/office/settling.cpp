#include "settling.hpp"

#include <map>

namespace mloc::office {

std::string settling_command(const std::string& rule, const std::string& number) {
  static const std::map<std::string, std::string> commands = {{"no_contact", "enrol contact add"},
                                                              {"absences", "enrol contact add"},
                                                              {"no_liaison", "enrol contact add"},
                                                              {"no_recommendation", "enrol recommendation add"},
                                                              {"overdue_recommendation", "enrol recommendation end"},
                                                              {"overdue_referral", "enrol referral end"},
                                                              {"overdue_objective", "enrol objective end"},
                                                              {"overdue_axis", "meeting axis end"},
                                                              {"no_lesson", "lesson add"}};
  const auto found = commands.find(rule);
  return found == commands.end() ? std::string() : "mloc " + found->second + " " + number;
}

}  // namespace mloc::office
