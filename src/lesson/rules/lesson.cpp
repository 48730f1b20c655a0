#include "lesson.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "mloc/base/values.hpp"

namespace mloc::lesson {
namespace {

std::size_t rank_of(std::string_view level, const Levels& levels) {
  return static_cast<std::size_t>(std::ranges::find(levels, level) - levels.begin());
}

/// Goes through the lessons of one dossier in their order.
class LessonJudge {
 public:
  explicit LessonJudge(const Levels& levels) : levels_(levels) {}

  void judge(const Node& lesson) {
    judge_levels(lesson);
    judge_reason(lesson);
    judge_followed(lesson);
  }
  std::vector<BrokenRule> broken;

 private:
  void add(const Node& lesson, std::string_view field, Problem found) { broken.push_back({&lesson, std::string(field), std::move(found)}); }

  void judge_levels(const Node& lesson) {
    const Node* skills = lesson.find("skills");
    if (!skills) return;
    for (const Node& skill : *skills) {
      const auto [last, fresh] = last_.emplace(skill.key, &lesson);
      const std::string_view before = fresh ? skill.text : last->second->find("skills")->get(skill.key);
      if (rank_of(skill.text, levels_) < rank_of(before, levels_) && !lesson.has("instructor"))
        add(lesson, "skills", problem("N120"_m, skill.key, before, last->second->get("starts").substr(0, 10), skill.text));
      last->second = &lesson;
    }
  }

  void judge_reason(const Node& lesson) {
    if (lesson.has("reason") && was_there(lesson)) add(lesson, "reason", problem("N121"_m, lesson.get("presence")));
  }

  void judge_followed(const Node& lesson) {
    const std::vector<std::string> followed = texts_of(lesson.find("followed"));
    for (const std::string_view field : {"followed", "not_followed"})
      for (const std::string& code : texts_of(lesson.find(field))) {
        if (!recommended_.contains(code)) add(lesson, field, problem("N122"_m, code));
        if (field == "not_followed" && std::ranges::find(followed, code) != followed.end()) add(lesson, field, problem("N123"_m, code));
      }
    for (std::string& code : texts_of(lesson.find("adjustments"))) recommended_.insert(std::move(code));
  }

  const Levels& levels_;
  std::map<std::string_view, const Node*> last_;  ///< skill: the lesson that said its level
  std::set<std::string> recommended_;
};

}  // namespace

bool was_there(const Node& lesson) {
  const std::string_view presence = lesson.get("presence");
  return presence == "present" || presence == "retard";
}

std::vector<const Node*> lessons_by_start(std::span<const Node* const> records) {
  std::vector<const Node*> lessons;
  std::ranges::copy_if(records, std::back_inserter(lessons), [](const Node* record) { return record->get("record").starts_with("lesson/"); });
  std::ranges::sort(lessons, {}, [](const Node* lesson) { return std::pair(lesson->get("starts"), lesson->get("id")); });
  return lessons;
}

std::vector<BrokenRule> broken_lesson_rules(std::span<const Node* const> records, const Levels& levels) {
  LessonJudge judge(levels);
  for (const Node* lesson : lessons_by_start(records)) judge.judge(*lesson);
  return std::move(judge.broken);
}

}  // namespace mloc::lesson
