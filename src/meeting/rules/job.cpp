#include "job.hpp"

#include <algorithm>
#include <array>

#include "mloc/base/record.hpp"

namespace mloc::meeting {
namespace {

/// Jobs, meetings and what belongs to them, of one dossier.
class JobJudge {
 public:
  explicit JobJudge(std::span<const Node* const> records) : records_(records) {}

  std::vector<BrokenRule> judge() {
    for (const Node* record : records_) {
      const std::string_view kind = record_kind(*record);
      if (kind == "job") judge_job(*record);
      if (kind == "meeting") judge_meeting(*record);
      if (kind == "rating") judge_rating(*record);
      if (kind == "axis") judge_part(*record);
      if (kind == "signature") judge_signature(*record);
      if (kind == "offer" && record->has("need") && !find("need", record->get("need"))) add(*record, "need", problem("M108"_m, "need", record->get("need")));
      if ((kind == "avoided" || kind == "diagnosis") && record->has("job")) judge_event(*record);
    }
    return std::move(broken_);
  }

 private:
  void add(const Node& record, std::string_view field, Problem found) { broken_.push_back({&record, std::string(field), std::move(found)}); }

  const Node* find(std::string_view kind, std::string_view id) const {
    for (const Node* record : records_)
      if (record_kind(*record) == kind && record->get("id") == id) return record;
    return nullptr;
  }

  void judge_job(const Node& job) {
    const std::string_view outcome = job.get("outcome");
    if (is_break(outcome) && !job.has("break_reason")) add(job, "outcome", problem("M101"_m, outcome));
    if (!is_break(outcome) && job.has("break_reason")) add(job, "break_reason", problem("M102"_m, outcome));
    if (outcome == "rupture_evitee") add(job, "outcome", problem("M103"_m));
    for (const Node* other : records_)
      if (is_kind(*other, "job") && is_later(job, *other) && same_job(job, *other) && last_day(*other) > job.get("starts"))
        add(job, "starts", problem("M252"_m, other->get("id"), other->get("starts"), last_day(*other) == no_end ? "…" : last_day(*other)));
  }

  static constexpr std::string_view no_end = "9999-12-31";
  static bool is_later(const Node& job, const Node& other) {
    return std::pair(other.get("starts"), other.get("id")) < std::pair(job.get("starts"), job.get("id"));
  }
  /// Two contracts of one job: the same employer for the same occupation; where an occupation is not known, the same first day.
  static bool same_job(const Node& job, const Node& other) {
    if (job.get("employer") != other.get("employer")) return false;
    return job.has("job") && other.has("job") ? job.get("job") == other.get("job") : job.get("starts") == other.get("starts");
  }
  static std::string_view last_day(const Node& job) { return job.has("ended") ? job.get("ended") : job.has("ends") ? job.get("ends") : no_end; }

  /// What happened in a job, or was said of it: not before it began.
  void judge_event(const Node& event) {
    const Node* job = find("job", event.get("job"));
    if (!job) add(event, "job", problem("M108"_m, "job", event.get("job")));
    else if (event.get("day") < job->get("starts")) add(event, "day", problem("M174"_m, event.get("day"), job->get("starts")));
  }

  void judge_meeting(const Node& meeting) {
    if (!find("job", meeting.get("job"))) add(meeting, "job", problem("M108"_m, "job", meeting.get("job")));
    const bool missed = meeting.get("state") == "not_held";
    if (!missed) judge_twice(meeting);
    if (missed != meeting.has("cause") || missed != meeting.has("reason")) add(meeting, "state", problem("M109"_m));
    const Node* acquired = meeting.find("acquired");
    if (!acquired) return;
    if (meeting.get("state") != "held") add(meeting, "acquired", problem("M110"_m, meeting.get("id")));
    for (const Node* record : records_) {
      if (!is_kind(*record, "rating") || record->get("meeting") != meeting.get("id")) continue;
      for (const Node& item : *acquired)
        if (record->find("levels") && record->find("levels")->get(item.text) == "insuffisant")
          add(meeting, "acquired", problem("M116"_m, item.text, record->get("party")));
    }
  }

  /// One meeting of the plan is held once; one beside the plan as often as need be.
  void judge_twice(const Node& meeting) {
    for (const Node* other : records_) {
      const bool same_job = is_kind(*other, "meeting") && other->get("job") == meeting.get("job") && other->get("state") != "not_held";
      if (!same_job || other->get("id") >= meeting.get("id")) continue;
      for (const Node& code : *meeting.find("meets"))
        for (const Node& known : *other->find("meets"))
          if (code.text == known.text && code.text != beside_the_plan) add(meeting, "meets", problem("M253"_m, code.text, other->get("id"), other->get("day")));
    }
  }

  /// What hangs on a meeting that was held; gives the meeting.
  const Node* judge_part(const Node& record) {
    const Node* meeting = find("meeting", record.get("meeting"));
    if (!meeting) add(record, "meeting", problem("M108"_m, "meeting", record.get("meeting")));
    else if (meeting->get("state") != "held") add(record, "meeting", problem("M110"_m, record.get("meeting")));
    if (!is_kind(record, "axis") && record.get("party") == "tuteur") add(record, "party", problem("M111"_m, record.get("party")));
    return meeting;
  }

  void judge_signature(const Node& signature) {
    const Node* meeting = judge_part(signature);
    if (meeting && signature.get("day") < meeting->get("day"))
      add(signature, "day", problem("M179"_m, signature.get("day"), meeting->get("day")));
    for (const Node* other : records_)
      if (is_kind(*other, "signature") && other->get("id") < signature.get("id") && other->get("meeting") == signature.get("meeting") &&
          other->get("party") == signature.get("party") && other->get("digest") == signature.get("digest"))
        add(signature, "party", problem("M118"_m, signature.get("party"), signature.get("meeting")));
  }

  void judge_rating(const Node& rating) {
    const Node* meeting = judge_part(rating);
    for (const Node* other : records_)
      if (is_kind(*other, "rating") && other->get("id") < rating.get("id") && other->get("meeting") == rating.get("meeting") &&
          other->get("party") == rating.get("party"))
        add(rating, "party", problem("M112"_m, rating.get("party"), rating.get("meeting"), other->get("id")));
    judge_facts(rating, meeting);
  }

  void judge_facts(const Node& rating, const Node* meeting) {
    const Node *levels = rating.find("levels"), *facts = rating.find("facts"), *days = rating.find("fact_days");
    if (levels)
      for (const Node& level : *levels)
        if (level.text == "insuffisant" && (!facts || !facts->has(level.key) || !days || !days->has(level.key)))
          add(rating, "levels", problem("M113"_m, level.key));
    for (const Node* map : {facts, days})
      if (map)
        for (const Node& fact : *map)
          if ((!levels || levels->get(fact.key) != "insuffisant") && (map == facts || !facts || !facts->has(fact.key)))
            add(rating, "levels", problem("M114"_m, fact.key));
    const Node* job = meeting ? find("job", meeting->get("job")) : nullptr;
    if (!job || !days) return;
    for (const Node& day : *days)
      if (day.text < job->get("starts") || meeting->get("day") < day.text)
        add(rating, "fact_days", problem("M115"_m, day.text, job->get("starts"), meeting->get("day")));
  }

  std::span<const Node* const> records_;
  std::vector<BrokenRule> broken_;
};

}  // namespace

bool is_break(std::string_view outcome) {
  constexpr std::array<std::string_view, 7> breaks = {"rupture_essai_employeur", "rupture_essai_jeune", "demission", "licenciement",
                                                      "rupture_commun_accord", "rupture_anticipee_emploi", "abandon_poste"};
  return std::ranges::find(breaks, outcome) != breaks.end();
}

std::vector<BrokenRule> broken_job_rules(std::span<const Node* const> records) { return JobJudge(records).judge(); }

}  // namespace mloc::meeting
