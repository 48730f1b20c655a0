#include "mloc/enrol/followed.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "mloc/records/schema.hpp"
#include "mloc/workspace/shared_sql.hpp"
#include "mloc/workspace/sql_cells.hpp"

namespace mloc::enrol {
namespace {

int number_of(const SqlValue& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number ? static_cast<int>(*number) : 0;
}

/// Fills the people in from the tables of the index.
class Gatherer {
 public:
  Gatherer(Workspace& workspace, Index& index, const std::optional<CaseId>& only) : workspace_(workspace), index_(index) {
    if (only) only_ = " AND t.case_id = '" + only->text() + "'";
  }

  Result<> gather() {
    TRY(codes, workspace_.programme_codes());
    for (const std::string& code : codes) {
      TRY(programme, workspace_.programme(code));
      programmes_.emplace(code, std::move(programme));
    }
    CHECKED(gather_numbers());
    CHECKED(gather_stays());
    CHECKED(gather_referents());
    CHECKED(gather_meetings());
    CHECKED(gather_diagnoses());
    CHECKED(gather_recommendations());
    CHECKED(gather_adapted());
    return gather_referrals();
  }

  std::vector<Followed> people() {
    std::vector<Followed> all;
    for (auto& [id, person] : people_) {
      std::ranges::stable_sort(person.meetings, {}, &Meeting::day);
      all.push_back(std::move(person));
    }
    return all;
  }

 private:
  using Row = std::vector<SqlValue>;

  template <class Take>
  Result<> each(const std::string& columns, const std::string& kind, const std::string& order, Take take) {
    TRY(found, index_.rows(fmt::format("SELECT t.case_id, t.id, {} FROM {} t WHERE t.voided_day IS NULL{} ORDER BY {}, t.case_id, t.id",
                                       columns, kind, only_, order)));
    for (const Row& row : found.rows) {
      Followed& person = people_[text_of(row[0])];
      person.case_id = text_of(row[0]);
      take(person, row);
    }
    return {};
  }

  Result<> gather_numbers() {
    return each("t.file_number, t.referent", "application", "t.received", [](Followed& person, const Row& row) {
      person.file_number = text_of(row[2]);
      if (const std::string referent = text_of(row[3]); !referent.empty()) person.adviser = referent;
    });
  }

  Result<> gather_stays() {
    return each("t.programme, t.entered, t.exited, t.adviser", "participation", "t.entered", [&](Followed& person, const Row& row) {
      const auto programme = programmes_.find(text_of(row[2]));
      person.stays.push_back({text_of(row[1]), text_of(row[2]), *Date::parse(text_of(row[3])), Date::parse(text_of(row[4])),
                              programme != programmes_.end() && programme->second.referral_days});
      // Whoever typed an entry is not whom the young person sees.
      if (const std::string adviser = text_of(row[5]); person.adviser.empty()) person.adviser = adviser;
    });
  }

  /// Who is in charge today comes before whoever was named when the person applied or entered.
  Result<> gather_referents() {
    const Date today = workspace_.world().today();
    return each("t.staff, t.starts, t.ends", "referent", "t.starts", [today](Followed& person, const Row& row) {
      const auto ends = Date::parse(text_of(row[4]));
      if (*Date::parse(text_of(row[3])) <= today && (!ends || today <= *ends)) person.adviser = text_of(row[2]);
    });
  }

  Result<> gather_meetings() {
    TRY(found, index_.rows(over_shared_sql({"met"}, "SELECT t.case_id, t.id, t.programme, t.day, t.minutes, t.came, t.liaison FROM met AS t"
                                                  " WHERE 1 = 1" + only_ + " ORDER BY t.day, t.case_id, t.id")));
    for (const Row& row : found.rows) {
      Followed& person = people_[text_of(row[0])];
      person.case_id = text_of(row[0]);
      person.meetings.push_back({text_of(row[1]), text_of(row[2]), *Date::parse(text_of(row[3])), number_of(row[4]),
                                 came_by(text_of(row[5])), number_of(row[6]) == 1});
    }
    return {};
  }

  /// An instrument is the diagnosis of the programmes that name it; the others (budget, surveys) ask for no plan.
  Result<> gather_diagnoses() {
    if (!find_kind("diagnosis")) return {};
    TRY(found, index_.rows("SELECT a.case_id, a.record_id, a.item FROM answer a WHERE a.text = 'true'", {}, {true, false}));
    std::set<std::array<std::string, 3>> said;
    for (const Row& row : found.rows) said.insert({text_of(row[0]), text_of(row[1]), text_of(row[2])});
    return each("t.instrument, t.day", "diagnosis", "t.day", [&](Followed& person, const Row& row) {
      for (const auto& [code, programme] : programmes_)
        if (!programme.diagnosis.empty() && programme.diagnosis == text_of(row[2]))
          person.diagnoses.push_back({text_of(row[1]), code, *Date::parse(text_of(row[3])),
                                      !programme.adapted_item.empty() && said.contains({text_of(row[0]), text_of(row[1]), programme.adapted_item})});
    });
  }

  Result<> gather_recommendations() {
    return each("t.programme, t.owner, t.day, t.due, t.state, t.intensity", "recommendation", "t.day",
                [](Followed& person, const Row& row) {
                  const std::string state = text_of(row[6]);
                  person.recommendations.push_back({text_of(row[1]), text_of(row[2]), text_of(row[3]), *Date::parse(text_of(row[4])),
                                                    Date::parse(text_of(row[5])),
                                                    state == "planned" || state == "in_progress" || state == "standby",
                                                    state == "abandonne" || state == "canceled", text_of(row[7]) == "minimal"});
                });
  }

  Result<> gather_adapted() {
    return each("t.adapted", "objective", "t.day", [](Followed& person, const Row& row) { person.is_adapted |= number_of(row[2]) == 1; });
  }

  Result<> gather_referrals() {
    return each("t.programme, t.sent, t.deadline, t.state, t.adviser", "referral", "t.sent", [](Followed& person, const Row& row) {
      person.referrals.push_back({text_of(row[1]), text_of(row[2]), *Date::parse(text_of(row[3])), *Date::parse(text_of(row[4])),
                                  text_of(row[5]) == "envoyee"});
      if (person.adviser.empty()) person.adviser = text_of(row[6]);
    });
  }

  Workspace& workspace_;
  Index& index_;
  std::string only_;
  std::map<std::string, Programme> programmes_;
  std::map<std::string, Followed> people_;
};

}  // namespace

Result<std::vector<Followed>> read_followed(Workspace& workspace, const std::optional<CaseId>& only) {
  TRY(index, workspace.valid_index());
  Gatherer gatherer(workspace, *index, only);
  CHECKED(gatherer.gather());
  return gatherer.people();
}

Result<std::vector<PersonAlert>> read_alerts(Workspace& workspace) {
  TRY(people, read_followed(workspace));
  std::vector<PersonAlert> alerts;
  for (const Followed& person : people)
    for (Alert& alert : alerts_of(person, workspace.settings().alerts, workspace.world().today()))
      alerts.push_back({person.case_id, person.file_number, std::move(alert)});
  return alerts;
}

}  // namespace mloc::enrol
