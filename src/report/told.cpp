#include "told.hpp"

#include <algorithm>
#include <set>

#include "mloc/base/text.hpp"
#include "publish.hpp"
#include "run_report.hpp"

namespace mloc::report {
namespace {

/// What is published for everybody is known to partners, too.
std::vector<std::string> known_to(const std::string& readers) {
  return readers == "public" ? std::vector<std::string>{readers} : std::vector<std::string>{readers, "public"};
}

std::optional<Period> period_of(std::string_view folder) {
  const auto days = split(folder, '_');
  const auto first = Date::parse(days.front()), last = Date::parse(days.back());
  return days.size() == 2 && first && last ? std::optional(Period{*first, *last}) : std::nullopt;
}

Result<std::vector<Period>> published_periods(const Workspace& workspace, const std::string& readers) {
  std::vector<Period> periods;
  TRY(state, workspace.disk().state(std::string(publications)));
  if (!state) return periods;
  TRY(folders, workspace.disk().list(std::string(publications)));
  for (const FolderEntry& folder : folders) {
    const auto period = period_of(folder.name);
    if (!period || folder.kind != FileState::Kind::folder) continue;
    TRY(files, workspace.disk().list(std::string(publications) + "/" + folder.name));
    const auto is_known = [&](const FolderEntry& file) {
      return std::ranges::any_of(known_to(readers), [&](const std::string& one) { return file.name.ends_with("." + one + ".txt"); });
    };
    if (std::ranges::any_of(files, is_known)) periods.push_back(*period);
  }
  return periods;
}

std::vector<Period> months_of(const Period& period) {
  std::vector<Period> months;
  for (Date first = period.first; first < period.last; first = months.back().last.plus_days(1)) months.push_back({first, first.plus_months(1).plus_days(-1)});
  return months;
}

bool holds(const std::vector<Period>& periods, const Period& wanted) {
  return std::ranges::any_of(periods, [&](const Period& one) { return one.text() == wanted.text(); });
}

/// A quarter is three months; each month more makes the judging of all of them together much longer.
constexpr std::size_t most_months = 3;

/// What anybody may ask for at any time: a period of a few months is judged as if each of them had been told before.
std::vector<Period> tellable_periods(const Period& period, const std::vector<Period>& published) {
  if (!is_whole_months(period) || holds(published, period)) return {};
  std::vector<Period> months = months_of(period);
  if (months.size() == 1 || months.size() > most_months) return {};
  std::erase_if(months, [&](const Period& month) { return holds(published, month); });
  return months;
}

struct Reach {
  Period all;                       ///< the days of those that hang together
  std::vector<Period> together, beside;
};
Reach reach_of(const Period& period, std::vector<Period> published) {
  Reach reach{period, {}, {}};
  std::erase_if(published, [&](const Period& one) { return one.text() == period.text(); });
  const auto shares_days = [&](const Period& one) { return one.first <= reach.all.last && reach.all.first <= one.last; };
  for (auto next = std::ranges::find_if(published, shares_days); next != published.end(); next = std::ranges::find_if(published, shares_days)) {
    reach.all = {std::min(reach.all.first, next->first), std::max(reach.all.last, next->last)};
    reach.together.push_back(*next);
    published.erase(next);
  }
  const auto is_after = [&](const Period& one) { return one.first > reach.all.last; };
  const auto middle = std::partition(published.begin(), published.end(), is_after);
  const auto next = std::ranges::min_element(published.begin(), middle, {}, &Period::first);
  const auto before = std::ranges::max_element(middle, published.end(), {}, &Period::last);
  if (next != middle) reach.beside.push_back(*next);
  if (before != published.end()) reach.beside.push_back(*before);
  return reach;
}

/// The stretches between all first and last days that are none of the periods.
std::vector<Period> stretches_of(const std::vector<Period>& periods) {
  std::set<Date> starts;
  for (const Period& one : periods) starts.insert({one.first, one.last.plus_days(1)});
  std::vector<Period> found;
  for (auto start = starts.begin(); std::next(start) != starts.end(); ++start) {
    const Period stretch{*start, std::next(start)->plus_days(-1)};
    if (std::ranges::none_of(periods, [&](const Period& one) { return one.text() == stretch.text(); })) found.push_back(stretch);
  }
  return found;
}

/// What was told of a revised figure is known of the old one only; in another period it tells the new one nearly.
enum class Whose { own, other };
Result<> recall(const Workspace& workspace, ReportRun& run, const std::string& readers, Whose whose) {
  const Table now = table_of(run);
  const auto all = [&](char value) { return std::vector(now.rows.size(), std::vector<char>(now.columns.size(), value)); };
  if (whose == Whose::other) run.hidden = all(1);
  run.told = all(0);
  for (const std::string& audience : known_to(readers)) {
    TRY(texts, published_texts(workspace.store(), run, audience));
    if (!texts) continue;
    if (run.hidden.empty()) run.hidden = all(0);
    for (std::size_t row = 0; row < now.rows.size(); ++row)
      for (std::size_t column = 0; column < now.columns.size(); ++column) {
        const Cell& text = (*texts)[row][column];
        if (!text) continue;
        const bool is_hidden = *text == hidden_figure;
        if (!is_hidden && (whose == Whose::other || text == now.rows[row][column])) run.told[row][column] = 1;
        if (is_hidden) run.hidden[row][column] = 1;
      }
  }
  for (std::size_t row = 0; row < run.hidden.size(); ++row)
    for (std::size_t column = 0; column < now.columns.size(); ++column)
      if (run.told[row][column]) run.hidden[row][column] = 0;
  return {};
}

/// The reports of a month as its readers would get them: what is hidden there, and what is told.
Result<> judge_month(Workspace& workspace, Index& index, std::vector<ReportRun>& runs, const std::string& readers) {
  TRY(threshold, threshold_for(index, readers));
  TRY(others, recall_publications(workspace, index, runs, readers));
  CHECKED(hide_small_numbers(runs, threshold, others));
  for (ReportRun& run : runs) {
    run.threshold = 0;
    run.told = run.hidden;
    for (auto& row : run.told)
      for (char& cell : row) cell = cell ? 0 : 1;
  }
  return {};
}

}  // namespace

bool is_whole_months(const Period& period) { return period.first.day() == 1 && period.last.plus_days(1).day() == 1; }

Result<> require_tellable(const Workspace& workspace, const Period& period, const std::string& readers) {
  TRY(published, published_periods(workspace, readers));
  if (is_whole_months(period) || holds(published, period)) return {};
  return fail(Exit::rule, problem("V311"_m, period.text()));
}

Result<std::vector<OtherPeriod>> recall_publications(Workspace& workspace, Index& index, std::vector<ReportRun>& runs, const std::string& readers) {
  std::vector<OtherPeriod> others;
  TRY(published, published_periods(workspace, readers));
  if (runs.empty()) return others;
  const Period period = runs.front().figures.period;
  const std::vector<Period> tellable = tellable_periods(period, published);
  if (published.empty() && tellable.empty()) return others;
  published.insert(published.end(), tellable.begin(), tellable.end());
  const Reach reach = reach_of(period, std::move(published));
  const auto run_all = [&](const Period& other, bool is_published) -> Result<> {
    OtherPeriod made{{}, is_published};
    const bool is_inside = reach.all.contains(other.first);
    for (const ReportRun& run : runs) {
      if (!is_inside && run.report.grows.empty()) continue;
      TRY(again, run_inside(workspace, index, run.report, other));
      if (is_published && !holds(tellable, other)) CHECKED(recall(workspace, again, readers, Whose::other));
      made.runs.push_back(std::move(again));
    }
    if (holds(tellable, other)) CHECKED(judge_month(workspace, index, made.runs, readers));
    if (!made.runs.empty()) others.push_back(std::move(made));
    return {};
  };
  std::vector<Period> known{period};
  for (const auto* list : {&reach.together, &reach.beside}) known.insert(known.end(), list->begin(), list->end());
  for (std::size_t i = 1; i < known.size(); ++i) CHECKED(run_all(known[i], true));
  for (const Period& stretch : stretches_of(known)) CHECKED(run_all(stretch, false));
  for (ReportRun& run : runs) CHECKED(recall(workspace, run, readers, Whose::own));
  return others;
}

}  // namespace mloc::report
