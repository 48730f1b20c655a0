#include "catch.hpp"
#include "lesson/exam_terms.hpp"
#include "lesson/learner.hpp"

using namespace mloc;

using namespace mloc::lesson;

namespace {

using Codes = std::vector<std::string>;

/// Records written in short: `lesson id=… starts=… skills.C1.1=traite adjustments+simulateur`; presence is `present` by default.
class Dossiers {
 public:
  explicit Dossiers(std::initializer_list<std::string> texts) {
    for (const std::string& text : texts) add(text);
  }
  std::vector<const Node*> nodes;

  Codes broken() const {
    Codes found;
    for (const BrokenRule& one : broken_lesson_rules(nodes, skill_levels()))
      found.push_back(fmt::format("{} {} {}", code_of(one.problem.code), one.record->get("starts"), one.field));
    return found;
  }
  Progress progress(const char* today) const { return progress_of(nodes, progress_terms(), *Date::parse(today)); }

 private:
  void add(std::string_view text) {
    Node* record = arena_.map();
    const auto end = text.find(' ');
    arena_.set(*record, "record", arena_.text(std::string(text.substr(0, end)) + "/1"));
    arena_.set(*record, "id", arena_.text("r" + std::to_string(nodes.size() + 1)));
    if (text.starts_with("lesson")) {
      arena_.set(*record, "presence", arena_.text("present"));
      arena_.set(*record, "minutes", arena_.text("60"));
      arena_.set(*record, "kind", arena_.text("conduite"));
    }
    for (std::string_view rest = text.substr(end + 1); !rest.empty();) {
      const auto next = rest.find(' ');
      set(*record, rest.substr(0, next));
      rest = next == rest.npos ? "" : rest.substr(next + 1);
    }
    nodes.push_back(record);
  }

  void set(Node& record, std::string_view said) {
    const auto sign = said.find_first_of("=+");
    const std::string_view name = said.substr(0, sign), value = said.substr(sign + 1);
    if (said[sign] == '+') {
      if (!record.has(name)) arena_.set(record, name, arena_.list());
      arena_.append(*record.find(name), arena_.text(value));
    } else if (name.starts_with("skills.")) {
      if (!record.has("skills")) arena_.set(record, "skills", arena_.map());
      arena_.set(*record.find("skills"), name.substr(7), arena_.text(value));
    } else {
      arena_.set(record, name, arena_.text(value));
    }
  }

  Arena arena_;
};

}  // namespace

TEST_CASE("A level falls with the instructor's code only") {
  CHECK(Dossiers{"lesson starts=2010-03-01T09:00 skills.C1.1=traite", "lesson starts=2010-03-02T09:00 skills.C1.1=aborde"}.broken() ==
        Codes{"N120 2010-03-02T09:00 skills"});
  CHECK(Dossiers{"lesson starts=2010-03-01T09:00 skills.C1.1=traite", "lesson starts=2010-03-02T09:00 skills.C1.1=aborde instructor=m"}.broken().empty());
  CHECK(Dossiers{"lesson starts=2010-03-01T09:00 skills.C1.1=traite", "lesson starts=2010-03-02T09:00 skills.C1.1=traite"}.broken().empty());
  CHECK(Dossiers{"lesson starts=2010-03-01T09:00 skills.C1.1=traite", "lesson starts=2010-03-02T09:00 skills.C1.2=aborde"}.broken().empty());
}

TEST_CASE("Levels are compared by start, with the last lesson that names the skill") {
  CHECK(Dossiers{"lesson starts=2010-03-02T09:00 skills.C1.1=aborde", "lesson starts=2010-03-01T09:00 skills.C1.1=traite"}.broken() ==
        Codes{"N120 2010-03-02T09:00 skills"});
  CHECK(Dossiers{"lesson starts=2010-03-01T09:00 skills.C1.1=assimile", "lesson starts=2010-03-02T09:00 skills.C1.1=non_commence instructor=m",
                 "lesson starts=2010-03-03T09:00", "lesson starts=2010-03-04T09:00 skills.C1.1=aborde"}.broken().empty());
}

TEST_CASE("A reason belongs to an absence") {
  CHECK(Dossiers{"lesson starts=2010-03-01T09:00 presence=absent_excuse reason=emploi"}.broken().empty());
  CHECK(Dossiers{"lesson starts=2010-03-01T09:00 presence=retard reason=transport"}.broken() == Codes{"N121 2010-03-01T09:00 reason"});
}

TEST_CASE("What is followed was recommended before, and is not both followed and not") {
  CHECK(Dossiers{"lesson starts=2010-03-01T09:00 adjustments+pause", "lesson starts=2010-03-02T09:00 followed+pause"}.broken().empty());
  CHECK(Dossiers{"lesson starts=2010-03-01T09:00 adjustments+pause followed+pause"}.broken() == Codes{"N122 2010-03-01T09:00 followed"});
  CHECK(Dossiers{"lesson starts=2010-03-01T09:00 adjustments+pause", "lesson starts=2010-03-02T09:00 followed+pause not_followed+pause"}.broken() ==
        Codes{"N123 2010-03-02T09:00 not_followed"});
}

TEST_CASE("Stages follow from the records, and nothing to come counts") {
  const Dossiers records{"assignment starts=2010-03-01 school=une", "lesson starts=2010-03-02T09:00 kind=code presence=absent_excuse",
                         "lesson starts=2010-03-03T09:00 kind=code", "exam test=etg day=2010-04-01 result=favorable points=36",
                         "lesson starts=2010-04-05T09:00", "exam test=pratique_b day=2010-06-01 result=insuffisant points=12",
                         "exam test=pratique_b day=2010-07-15 result=favorable points=25"};
  const auto stage_and_next = [&](const char* today) {
    const Progress progress = records.progress(today);
    return fmt::format("{} {}", progress.stage, progress.next);
  };
  CHECK(stage_and_next("2010-02-01") == " affecter");
  CHECK(stage_and_next("2010-03-02") == "inscription commencer_code");
  CHECK(stage_and_next("2010-03-03") == "code_en_cours passer_code");
  CHECK(stage_and_next("2010-04-05") == "conduite_en_cours poursuivre_conduite");
  CHECK(stage_and_next("2010-07-15") == "permis_obtenu aucune");
  CHECK(records.progress("2010-07-15").stages.at("code_en_cours") == "2010-03-03");
}

TEST_CASE("Whoever failed waits for the delay, then goes again; whoever left has no next step") {
  const Dossiers failed{"assignment starts=2010-03-01 school=une", "exam test=etg day=2010-04-01 result=favorable", "lesson starts=2010-04-05T09:00",
                        "exam test=pratique_b day=2010-06-01 result=insuffisant points=12"};
  CHECK(failed.progress("2010-06-30").next == "attendre");
  CHECK(failed.progress("2010-06-30").not_before->text() == "2010-07-01");
  CHECK(failed.progress("2010-07-01").next == "presenter");
  CHECK(failed.progress("2016-07-01").next == "repasser_code");
  const Dossiers left{"assignment starts=2010-03-01 school=une", "participation programme=autonomie entered=2010-03-01 exited=2010-05-01 exit_reason=demenagement"};
  CHECK(left.progress("2010-06-01").stage == "abandon");
  CHECK(left.progress("2010-06-01").next == "aucune");
}

TEST_CASE("The practical test comes after 20 hours at the wheel and the school's advice") {
  const Dossiers driven{"assignment starts=2010-03-01 school=une", "exam test=etg day=2010-03-01 result=favorable",
                  "lesson starts=2010-03-02T09:00 minutes=600", "lesson starts=2010-03-03T09:00 minutes=540", "lesson starts=2010-03-04T09:00 minutes=60 adjustments+presenter_examen"};
  CHECK(driven.progress("2010-03-03").next == "poursuivre_conduite");
  CHECK(driven.progress("2010-03-04").next == "presenter");
  CHECK(driven.progress("2010-03-04").total.driven == 1200);
}

TEST_CASE("Hours are planned unless the school cancelled, and attended by who was there") {
  const Progress progress = Dossiers{"lesson starts=2010-03-02T09:00", "lesson starts=2010-03-03T09:00 presence=retard kind=simulateur",
                                     "lesson starts=2010-03-04T09:00 presence=absent_non_excuse", "lesson starts=2010-03-05T09:00 presence=annule_service",
                                     "lesson starts=2010-04-05T09:00 presence=prevu"}.progress("2010-05-01");
  const Progress::Month& march = progress.months.at("2010-03");
  CHECK(march.planned == 180);
  CHECK(march.present == 120);
  CHECK(march.driven == 60);
  CHECK(march.absences == 1);
  CHECK(march.unexcused == 1);
  CHECK(progress.total.planned == 240);
}

TEST_CASE("An adjustment is open again when it is recommended again") {
  const Dossiers records{"lesson starts=2010-03-01T09:00 adjustments+pause", "lesson starts=2010-03-02T09:00 followed+pause", "lesson starts=2010-03-03T09:00 adjustments+pause"};
  CHECK(records.progress("2010-04-01").adjustments.at("pause").state == "open");
  CHECK(records.progress("2010-04-01").adjustments.at("pause").day == "2010-03-03");
}
