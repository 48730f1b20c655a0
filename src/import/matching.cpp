#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "mloc/base/phrases.hpp"
#include "mloc/base/text.hpp"
#include "mloc/import/target.hpp"
#include "mloc/records/row_rule.hpp"

namespace mloc::imports {
namespace {

/// The rows and records with one key of one person.
struct Group {
  std::vector<Draft*> rows;
  std::vector<Known*> known;
};

void take(Draft& draft, Known& known) {
  draft.known = &known;
  known.found = true;
}

Known* next_of(const Group& group, const std::string& hash, bool live) {
  for (Known* one : group.known)
    if (!one->found && one->live == live && one->hash == hash) return one;
  return nullptr;
}

bool holds_live(const Group& group) {
  return std::ranges::any_of(group.known, [](const Known* one) { return one->live && !one->found; });
}

/// What the files speak of.
class Coverage {
 public:
  Coverage(const ImportTarget& target, const Import& import)
      : covers_(import.mapping.covers == Mapping::Covers::unsaid ? target.covers_by_itself() : import.mapping.covers) {
    if (covers_ != Mapping::Covers::period) return;
    for (const Draft& draft : import.drafts)
      if (draft.valid()) add(target.subject_of(draft));
  }

  Mapping::Covers covers() const { return covers_; }
  bool holds(const Known& known) const {
    if (covers_ != Mapping::Covers::period) return covers_ != Mapping::Covers::nothing;
    const auto span = spans_.find(known.place);
    return span != spans_.end() && known.day && span->second.contains(*known.day);
  }

  /// Of the records of a place that the files speak of: how many they hold, and how many not.
  struct Count {
    std::size_t kept = 0, missing = 0;
    /// A file that holds less than half of what is known of its time is no successor of an earlier one: a sheet, a supplement.
    bool is_addition() const { return kept < missing; }
  };
  std::map<std::string, Count> count(const std::vector<Known>& known) const {
    std::map<std::string, Count> counts;
    for (const Known& one : known)
      if (one.live && holds(one)) ++(one.found ? counts[one.place].kept : counts[one.place].missing);
    return counts;
  }

 private:
  /// From the first to the last month of a place's rows.
  void add(const std::pair<std::string, std::optional<Date>>& subject) {
    if (!subject.second) return;
    const Date first = *Date::parse(subject.second->month_text() + "-01");
    const Period month{first, first.plus_months(1).plus_days(-1)};
    const auto [span, fresh] = spans_.emplace(subject.first, month);
    if (!fresh) span->second = {std::min(span->second.first, month.first), std::max(span->second.last, month.last)};
  }

  Mapping::Covers covers_;
  std::map<std::string, Period> spans_;
};

class Matcher {
 public:
  Matcher(ImportTarget& target, Import& import, std::vector<Phrase>& remarks)
      : target_(target), import_(import), remarks_(remarks), coverage_(target, import), rule_(row_rule(import.mapping.makes)) {}

  Result<> match() {
    gather();
    for (auto& [name, group] : groups_) CHECKED(match_group(group));
    tell_repeats();
    if (target_.known()) CHECKED(find_corrections());
    return {};
  }

 private:
  static std::string name_of(const std::string& scope, const std::string& key) { return scope + '\n' + key; }

  void gather() {
    std::int64_t run = 0;
    if (std::vector<Known>* known = target_.known()) {
      for (const Known& one : *known) run = std::max(run, one.run);
      for (Draft& draft : import_.drafts) draft.run = run + 1;
    }
    if (std::vector<Known>* known = target_.known())
      for (Known& one : *known) groups_[name_of(one.owner, one.key)].known.push_back(&one);
    for (Draft& draft : import_.drafts) {
      draft.scope = target_.scope_of(draft);
      const std::string name = name_of(draft.scope, draft.key);
      if (draft.valid()) groups_[name].rows.push_back(&draft);
      // What cannot be read is there all the same.
      else if (const auto group = groups_.find(name); group != groups_.end())
        for (Known* one : group->second.known) one->found = true;
    }
  }

  Result<> match_group(Group& group) {
    if (rule_ == RowRule::one) return match_one(group);
    if (rule_ == RowRule::distinct) drop_repeats(group);
    else count_occurrences(group);
    for (const bool live : {true, false})
      for (Draft* draft : group.rows) {
        if (draft->known || draft->repeats || (!live && rule_ == RowRule::distinct && holds_live(group))) continue;
        if (Known* known = next_of(group, draft->hash, live)) take(*draft, *known);
      }
    return match_by_record(group);
  }

  /// Rows of a file without some columns, or records of older rules: only the record itself shows what is equal.
  Result<> match_by_record(Group& group) {
    for (Draft* draft : group.rows)
      for (Known* known : group.known) {
        const bool by_record = !import_.absent[draft->file].empty() || known->rules < rules_version;
        if (!by_record || draft->known || draft->repeats || known->found) continue;
        TRY(stored, target_.stored(*known));
        if (compare(import_, *draft, *known, stored) == Compared::same) take(*draft, *known);
      }
    return {};
  }

  /// One record a key: equal rows are one, others contradict each other.
  Result<> match_one(Group& group) {
    if (group.rows.empty()) return {};
    Draft& first = *group.rows.front();
    std::vector<Draft*> disagreeing;
    for (Draft* draft : std::span(group.rows).subspan(1)) {
      if (draft->hash == first.hash) repeat(*draft, first);
      else disagreeing.push_back(draft);
    }
    for (Draft* draft : disagreeing) {
      if (first.valid()) reject(first, *draft);
      reject(*draft, first);
    }
    Known* known = next_of(group, first.hash, true);
    if (!known && !group.known.empty()) {
      const auto live = std::ranges::find(group.known, true, &Known::live);
      known = live == group.known.end() ? group.known.back() : *live;
    }
    if (known) first.known = known;
    for (Known* one : group.known) one->found = true;
    return {};
  }

  void reject(Draft& draft, const Draft& other) {
    draft.problems.push_back(at(import_.place(draft, import_.mapping.key.front()), problem("I117"_m, draft.key, other.row->line)));
  }

  void drop_repeats(Group& group) {
    std::map<std::string_view, const Draft*> first;
    for (Draft* draft : group.rows)
      if (const auto [known, fresh] = first.emplace(draft->hash, draft); !fresh) repeat(*draft, *known->second);
  }

  static void count_occurrences(Group& group) {
    std::map<std::string_view, std::size_t> seen;
    for (Draft* draft : group.rows) draft->occurrence = ++seen[draft->hash];
  }

  void repeat(Draft& draft, const Draft& first) {
    draft.repeats = true;
    repeats_.emplace_back(&draft, &first);
  }

  void tell_repeats() {
    constexpr std::size_t most = 10;
    std::ranges::sort(repeats_);
    for (std::size_t i = 0; i < std::min(most, repeats_.size()); ++i) {
      const auto& [draft, first] = repeats_[i];
      remarks_.push_back(phrase("{}:{}: the same as line {}, taken as one", printable(import_.files[draft->file].file), draft->row->line, first->row->line));
    }
    if (repeats_.size() > most) remarks_.push_back(phrase("and {} more rows that are the same as another", repeats_.size() - most));
  }

  // A record that lost its row and a row without a record, of one person, that differ in one column.

  struct Open {
    std::vector<Draft*> rows;
    std::vector<Known*> known;
  };

  Result<> find_corrections() {
    std::map<std::string, Open> open;
    for (Draft& draft : import_.drafts)
      if (draft.valid() && !draft.known && !draft.repeats && !draft.scope.empty()) open[draft.scope].rows.push_back(&draft);
    if (open.empty()) return {};
    for (Known& known : *target_.known())
      if (const auto found = open.find(known.owner); found != open.end() && known.live && !known.found && coverage_.holds(known))
        found->second.known.push_back(&known);
    for (auto& [scope, one] : open) CHECKED(pair(one));
    settle_pairs();
    return {};
  }

  Result<> pair(Open& open) {
    for (Known* known : open.known) {
      TRY(stored, target_.stored(*known));
      const auto found = std::ranges::find_if(open.rows, [&](const Draft* draft) {
        return !draft->known && !stored.empty() && differences(import_, *draft, stored).size() == 1;
      });
      if (found == open.rows.end()) continue;
      take(**found, *known);
      (*found)->corrects = true;
      pairs_.emplace_back(*found, known);
    }
    return {};
  }

  /// Files that are an addition correct nothing: what looks so is told.
  void settle_pairs() {
    const auto counts = coverage_.count(*target_.known());
    for (const auto& [draft, known] : pairs_) {
      const auto count = counts.find(known->place);
      if (count == counts.end() || !count->second.is_addition()) continue;
      draft->known = nullptr;
      draft->corrects = known->found = false;
      import_.told.push_back(phrase("{}:{}: new, though it looks like a correction of {}", printable(import_.files[draft->file].file), draft->row->line, known->record));
    }
  }

  ImportTarget& target_;
  Import& import_;
  std::vector<Phrase>& remarks_;
  Coverage coverage_;
  RowRule rule_;
  std::unordered_map<std::string, Group> groups_;
  std::vector<std::pair<const Draft*, const Draft*>> repeats_;
  std::vector<std::pair<Draft*, Known*>> pairs_;
};

}  // namespace

Result<> match_rows(ImportTarget& target, Import& import, std::vector<Phrase>& remarks) { return Matcher(target, import, remarks).match(); }

namespace {

/// Which import the files were before, when each of them brought some record already: of what came later they say nothing. None
/// for a file that is new.
std::optional<std::int64_t> earlier_run(const std::vector<Known>& known, const Import& import) {
  std::map<std::string_view, std::int64_t> runs;
  for (const Known& one : known) runs[one.file] = std::max(runs[one.file], one.run);
  std::int64_t last = 0;
  for (const Draft& draft : import.drafts) {
    const auto run = runs.find(draft.digest);
    if (run == runs.end()) return std::nullopt;
    last = std::max(last, run->second);
  }
  return last;
}

}  // namespace

std::vector<Gone> gone_rows(ImportTarget& target, const Import& import, std::vector<Phrase>& remarks) {
  std::vector<Gone> gone;
  const Coverage coverage(target, import);
  if (!target.known() || coverage.covers() == Mapping::Covers::unsaid) return gone;
  const auto run = earlier_run(*target.known(), import);
  const auto counts = coverage.count(*target.known());
  for (const auto& [place, count] : counts)
    if (count.is_addition())
      remarks.push_back(phrase("{}: the file holds {} of {} records known in its time, so it is taken for an addition",
                               place.empty() ? import.mapping.name : place, count.kept, count.kept + count.missing));
  for (const Known& one : *target.known())
    if (one.live && !one.found && coverage.holds(one) && !counts.at(one.place).is_addition() && (!run || one.run < *run)) gone.push_back({one.owner, one.record, one.key});
  std::ranges::sort(gone, {}, &Gone::key);
  return gone;
}

}  // namespace mloc::imports
