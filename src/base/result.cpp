#include "mloc/base/result.hpp"

namespace mloc {

Problem at(Place place, Problem problem) {
  problem.place = std::move(place);
  return problem;
}
Problem hinted(Problem problem, Phrase hint) {
  problem.hint = std::move(hint);
  return problem;
}
tl::unexpected<Failure> fail(Exit exit, Problem problem) {
  Failure failure{exit, {}};
  failure.problems.push_back(std::move(problem));
  return tl::make_unexpected(std::move(failure));
}
tl::unexpected<Failure> fail(Exit exit, std::vector<Problem> problems) {
  return tl::make_unexpected(Failure{exit, std::move(problems)});
}

}  // namespace mloc
