#include "meeting/rules/job.hpp"

#include <set>

#include "catch.hpp"
#include "mloc/base/message.hpp"

using namespace mloc;

using namespace mloc::meeting;

namespace {

/// Records as lists of fields; `a.b` is a field of a map.
class Records {
 public:
  Node* add(const std::vector<std::pair<std::string, std::string>>& fields) {
    Node* record = arena_.map();
    for (const auto& [name, value] : fields) {
      const auto dot = name.find('.');
      if (dot == std::string::npos) {
        arena_.set(*record, name, arena_.text(value));
        continue;
      }
      const std::string outer = name.substr(0, dot);
      if (!record->has(outer)) arena_.set(*record, outer, arena_.map());
      arena_.set(*record->find(outer), name.substr(dot + 1), arena_.text(value));
    }
    all_.push_back(record);
    return record;
  }
  std::set<std::string> broken() const {
    std::set<std::string> codes;
    for (const BrokenRule& rule : broken_job_rules(all_)) codes.emplace(code_of(rule.problem.code));
    return codes;
  }

 private:
  Arena arena_;
  std::vector<const Node*> all_;
};

using Codes = std::set<std::string>;

/// A job with a meeting that was held.
Records held() {
  Records records;
  records.add({{"record", "job/1"}, {"id", "j"}, {"starts", "2012-01-31"}, {"outcome", "en_cours"}});
  records.add({{"record", "meeting/1"}, {"id", "m"}, {"job", "j"}, {"day", "2012-02-29"}, {"state", "held"}});
  return records;
}

}  // namespace

TEST_CASE("a break has a reason, and only a break") {
  Records records;
  records.add({{"record", "job/1"}, {"id", "a"}, {"employer", "un"}, {"outcome", "demission"}, {"break_reason", "transport"}});
  records.add({{"record", "job/1"}, {"id", "b"}, {"employer", "deux"}, {"outcome", "terme"}});
  CHECK(records.broken().empty());
  records.add({{"record", "job/1"}, {"id", "c"}, {"employer", "trois"}, {"outcome", "licenciement"}});
  CHECK(records.broken() == Codes{"M101"});
  records.add({{"record", "job/1"}, {"id", "d"}, {"employer", "quatre"}, {"outcome", "terme"}, {"break_reason", "transport"}});
  records.add({{"record", "job/1"}, {"id", "e"}, {"employer", "cinq"}, {"outcome", "rupture_evitee"}});
  CHECK(records.broken() == Codes{"M101", "M102", "M103"});
}

TEST_CASE("two contracts of one job do not overlap") {
  const auto broken = [](const std::vector<std::pair<std::string, std::string>>& first, const std::vector<std::pair<std::string, std::string>>& second) {
    Records records;
    for (const auto& [id, fields] : {std::pair("b", first), std::pair("a", second)}) {
      std::vector<std::pair<std::string, std::string>> all = {{"record", "job/1"}, {"id", id}, {"outcome", "terme"}};
      all.insert(all.end(), fields.begin(), fields.end());
      records.add(all);
    }
    return records.broken();
  };
  const std::vector<std::pair<std::string, std::string>> first = {{"employer", "un"}, {"job", "D1212"}, {"starts", "2012-01-31"}, {"ends", "2012-07-30"}};
  const auto second = [](const char* employer, const char* job, const char* starts) {
    return std::vector<std::pair<std::string, std::string>>{{"employer", employer}, {"job", job}, {"starts", starts}};
  };
  CHECK(broken(first, second("un", "D1212", "2012-07-29")) == Codes{"M252"});
  CHECK(broken(second("un", "D1212", "2012-01-30"), first) == Codes{"M252"});  // the earlier has no end
  CHECK(broken(first, second("un", "D1212", "2012-07-31")).empty());
  CHECK(broken(first, second("deux", "D1212", "2012-02-01")).empty());
  CHECK(broken(first, second("un", "G1602", "2012-02-01")).empty());
  // Where an occupation is not known, two contracts are one only when they begin together.
  const auto unknown = [](const char* starts) { return std::vector<std::pair<std::string, std::string>>{{"employer", "un"}, {"starts", starts}}; };
  CHECK(broken(unknown("2012-01-31"), unknown("2012-02-15")).empty());
  CHECK(broken(first, unknown("2012-02-15")).empty());
  CHECK(broken(unknown("2012-01-31"), unknown("2012-01-31")) == Codes{"M252"});
  auto ended = first;
  ended.push_back({"ended", "2012-02-15"});
  CHECK(broken(ended, second("un", "D1212", "2012-02-16")).empty());
}

TEST_CASE("a meeting that was not held has a cause and a reason, and nothing hangs on it") {
  Records records = held();
  CHECK(records.broken().empty());
  records.add({{"record", "meeting/1"}, {"id", "n"}, {"job", "j"}, {"day", "2012-03-30"}, {"state", "not_held"}, {"cause", "jeune"}, {"reason", "absence"}});
  CHECK(records.broken().empty());
  records.add({{"record", "rating/1"}, {"id", "r"}, {"meeting", "n"}, {"party", "jeune"}, {"levels.SB01", "attendu"}});
  CHECK(records.broken() == Codes{"M110"});
  Records silent = held();
  silent.add({{"record", "meeting/1"}, {"id", "n"}, {"job", "j"}, {"day", "2012-03-30"}, {"state", "not_held"}, {"cause", "jeune"}});
  CHECK(silent.broken() == Codes{"M109"});
}

TEST_CASE("what belongs to a job or a meeting names one of the dossier") {
  Records records = held();
  records.add({{"record", "avoided/1"}, {"id", "a"}, {"job", "j"}, {"day", "2012-01-31"}});
  records.add({{"record", "diagnosis/1"}, {"id", "d"}, {"job", "j"}, {"day", "2012-07-31"}});
  records.add({{"record", "diagnosis/1"}, {"id", "b"}, {"day", "2010-07-31"}});
  records.add({{"record", "axis/1"}, {"id", "x"}, {"meeting", "m"}});
  CHECK(records.broken().empty());
  records.add({{"record", "signature/1"}, {"id", "s"}, {"meeting", "other"}, {"party", "jeune"}});
  CHECK(records.broken() == Codes{"M108"});
  Records early = held();
  early.add({{"record", "diagnosis/1"}, {"id", "d"}, {"job", "j"}, {"day", "2012-01-30"}});
  CHECK(early.broken() == Codes{"M174"});
  early.add({{"record", "diagnosis/1"}, {"id", "e"}, {"job", "k"}, {"day", "2012-02-30"}});
  CHECK(early.broken() == Codes{"M108", "M174"});
}

TEST_CASE("each party rates once, and a low rating rests on a fact at work") {
  Records records = held();
  records.add({{"record", "rating/1"}, {"id", "r"}, {"meeting", "m"}, {"party", "employeur"}, {"levels.SB01", "insuffisant"},
               {"facts.SB01", "retard"}, {"fact_days.SB01", "2012-02-14"}});
  CHECK(records.broken().empty());
  records.add({{"record", "rating/1"}, {"id", "s"}, {"meeting", "m"}, {"party", "employeur"}, {"levels.SB02", "insuffisant"}});
  CHECK(records.broken() == Codes{"M112", "M113"});
  Records early = held();
  early.add({{"record", "rating/1"}, {"id", "r"}, {"meeting", "m"}, {"party", "jeune"}, {"levels.SB01", "insuffisant"},
             {"facts.SB01", "retard"}, {"fact_days.SB01", "2012-01-30"}});
  CHECK(early.broken() == Codes{"M115"});
  Records without = held();
  without.add({{"record", "rating/1"}, {"id", "r"}, {"meeting", "m"}, {"party", "tuteur"}, {"levels.SB01", "attendu"}, {"facts.SB01", "retard"}});
  CHECK(without.broken() == Codes{"M111", "M114"});
}
