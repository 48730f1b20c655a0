#include "mloc/passport/without_owner.hpp"

#include <algorithm>

#include "desk.hpp"

namespace mloc::passport {
namespace {

bool goes_with_the_owner(const Record& record) { return record.is("attachment") || record.is("access") || record.is("handout"); }

const Node* closed_on(Arena& arena, const Node& opening, const Passport& passport, Date day) {
  Node* closed = arena.copy(opening);
  arena.set(*closed, "closed", arena.text(std::max(day, passport.opened).text()));
  arena.set(*closed, "closing", arena.text("effacement"));
  return with_final_levels(arena, closed, passport, competence_lists());
}

}  // namespace

std::vector<const Node*> without_owner(Arena& arena, const Dossier& dossier, Date day) {
  const auto passport = Passport::from(live_of(dossier));
  std::vector<const Node*> left;
  for (const Record& record : dossier.records) {
    if (goes_with_the_owner(record)) continue;
    const bool open = passport && record.is("passport") && !record.voided() && !record.root->has("closed");
    left.push_back(open ? closed_on(arena, *record.root, *passport, day) : record.root);
  }
  return left;
}

}  // namespace mloc::passport
