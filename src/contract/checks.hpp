#pragma once
#include <vector>

#include "mloc/workspace/rules.hpp"

namespace mloc::contract {

/// Whether a contract of the programme is in force on a day, in the dossier or in that of the other of a couple.
bool in_force(const Judged& judged, std::string_view programme, Date day);

// Written in check_admission.cpp.
void judge_admissions(const Judged& judged, std::vector<BrokenRule>& broken);
void judge_required_contract(const Judged& judged, std::vector<BrokenRule>& broken);
void judge_usual_contract(const Judged& judged, std::vector<BrokenRule>& broken);

// Written in check_aid.cpp.
void judge_required_aid(const Judged& judged, std::vector<BrokenRule>& broken);
void judge_usual_aid(const Judged& judged, std::vector<BrokenRule>& broken);
void judge_payees(const Judged& judged, std::vector<BrokenRule>& broken);
void judge_lines(const Judged& judged, std::vector<BrokenRule>& broken);
void judge_spending(const Judged& judged, std::vector<BrokenRule>& broken);

}  // namespace mloc::contract
