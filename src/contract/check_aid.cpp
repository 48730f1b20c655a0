#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "accounts.hpp"
#include "checks.hpp"
#include "mloc/base/phrases.hpp"
#include "mloc/base/record.hpp"
#include "mloc/base/text.hpp"
#include "mloc/partner/agreements.hpp"
#include "rules/budget.hpp"

namespace mloc::contract {
namespace {

/// Aid that is promised, or paid without a promise, and was not taken back.
bool gives_aid(const Node& record, std::span<const Node* const> records) {
  const bool gives = record.get("kind") == "aide_engagee" || (record.get("kind") == "aide_payee" && !record.has("commitment"));
  return is_kind(record, "entry") && gives && !record.has("reverses") && standing(entries_of(records, record.get("programme")), record.get("id")) > 0;
}

/// Of what is promised by the month the first: the contract may be renewed before the last.
bool is_later_month(const Node& record, std::span<const Node* const> records) {
  return record.has("request") && std::ranges::any_of(records, [&](const Node* other) {
    return is_kind(*other, "entry") && other->get("kind") == record.get("kind") && other->get("request") == record.get("request") && !other->has("reverses") &&
           std::pair(other->get("day"), other->get("id")) < std::pair(record.get("day"), record.get("id"));
  });
}

/// Where the programme has a contract, aid is promised and rents are guaranteed while it is in force. The programme says whether what
/// is given without one is refused; otherwise the first is told.
void judge_aided(const Judged& judged, std::vector<BrokenRule>& broken, bool refused) {
  std::set<std::string_view> told;
  for (const Node* record : judged.records) {
    const bool guarantee = is_kind(*record, "guarantee");
    if (!guarantee && !(is_kind(*record, "entry") && record->get("kind") == "aide_engagee")) continue;
    const Node* programme = judged.known.programme_tree(record->get("programme"));
    if (!programme || !programme->has("contract") || (programme->get("requires_contract") == "true") != refused) continue;
    if (!guarantee && (!gives_aid(*record, judged.records) || is_later_month(*record, judged.records))) continue;
    const std::string_view day = record->get(guarantee ? "starts" : "day");
    if (in_force(judged, record->get("programme"), *Date::parse(day)) || (!refused && !told.insert(record->get("programme")).second)) continue;
    broken.push_back({record, guarantee ? "starts" : "day", problem("L151"_m, record->get("programme"), day)});
  }
}

/// The aid on each budget line of a programme, by the cases that have it: as it is stored, and as a change will leave it.
class Spending {
 public:
  using Lines = std::map<std::string, std::int64_t>;  ///< whole cents, committed and paid
  /// Where and when aid was last entered on a line.
  using Last = std::tuple<std::string, std::string, std::string>;  ///< day, case, record

  static Spending of(Knowledge& known, const Programme& programme) {
    Spending made;
    const auto rows = known.rows(accounts_sql, {});
    if (!rows) return made;
    made.known_ = true;
    for (const Account& account : accounts_of(*rows))
      if (account.programme == programme.code) {
        made.stored_[account.case_id] = made.now_[account.case_id] = lines_of(programme, account.ledger);
        for (const Entry& entry : account.ledger) made.keep_last(line_of(programme, account.ledger, entry), {entry.day.text(), account.case_id, entry.id});
      }
    return made;
  }
  bool known() const { return known_; }

  static Lines lines_of(const Programme& programme, std::span<const Entry> ledger) {
    Budget budget(programme);
    budget.add(ledger);
    Lines lines;
    for (const LineSums& one : budget.sums())
      if (!one.line.empty()) lines[one.line] = one.committed + one.paid;
    return lines;
  }

  void follow(Knowledge& known, const Programme& programme) {
    for (; followed_ < known.assumptions().size(); ++followed_) {
      const std::string& path = known.assumptions()[followed_];
      const auto id = kind_of(path) == FileKind::person ? case_of(path) : std::nullopt;
      if (!id) continue;
      auto bytes = known.bytes(path);
      const Partial read = bytes ? read_partly(*std::move(bytes), path, Folder::cases) : Partial{};
      now_[id->text()] = read.dossier ? lines_of(programme, entries_of(*read.dossier, programme.code)) : Lines();
    }
  }

  std::int64_t stored_of(const std::string& id, const std::string& line) const { return on(stored_, id, line); }
  /// Of all cases but that one.
  std::int64_t others(const std::string& but, const std::string& line) const {
    std::int64_t sum = 0;
    for (const auto& [id, lines] : now_)
      if (id != but) sum += on(now_, id, line);
    return sum;
  }
  bool is_last(const std::string& id, const std::string& line) const {
    const auto found = last_.find(line);
    return found != last_.end() && std::get<1>(found->second) == id;
  }

 private:
  static std::int64_t on(const std::map<std::string, Lines>& all, const std::string& id, const std::string& line) {
    const auto found = all.find(id);
    const auto sum = found == all.end() ? Lines::const_iterator() : found->second.find(line);
    return found == all.end() || sum == found->second.end() ? 0 : sum->second;
  }
  void keep_last(const std::string& line, Last last) {
    Last& kept = last_[line];
    kept = std::max(kept, std::move(last));
  }

  std::map<std::string, Lines> stored_, now_;
  std::map<std::string, Last> last_;
  std::size_t followed_ = 0;
  bool known_ = false;
};

/// The record that is told of: the newest aid on the line.
const Node* last_on(const Judged& judged, const Programme& programme, const std::string& line) {
  const auto ledger = entries_of(judged.records, programme.code);
  const Node* last = nullptr;
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "entry") || record->get("programme") != programme.code || record->has("reverses")) continue;
    const Entry entry = Entry::from(*record);
    const bool is_aid = entry.kind == EntryKind::aid_committed || entry.kind == EntryKind::aid_paid;
    if (!is_aid || line_of(programme, ledger, entry) != line) continue;
    if (!last || std::pair(last->get("day"), last->get("id")) < std::pair(record->get("day"), record->get("id"))) last = record;
  }
  return last;
}

/// Each line with its amount. Told is who brings more onto a line that is full; of what lies there, who came last.
void judge_spending_of(const Judged& judged, const Programme& programme, const std::string& id, std::vector<BrokenRule>& broken) {
  auto& spending = judged.known.kept<Spending>("spending of " + programme.code, [&] { return Spending::of(judged.known, programme); });
  if (!spending.known()) return;
  spending.follow(judged.known, programme);
  Budget budget(programme);
  budget.add(entries_of(judged.records, programme.code));
  for (const LineSums& one : budget.sums()) {
    const std::int64_t own = one.committed + one.paid;
    if (one.line.empty() || own == 0) continue;
    const std::int64_t all = own + spending.others(id, one.line), stored = spending.stored_of(id, one.line);
    const bool is_told = judged.known.whole ? spending.is_last(id, one.line) : own > stored;
    const Node* record = all > one.amount && is_told ? last_on(judged, programme, one.line) : nullptr;
    if (!record) continue;
    const std::int64_t fresh = judged.known.whole ? Money::parse(record->get("amount"))->cents() : own - stored;
    broken.push_back({record, "amount", problem("L166"_m, one.line, cents_text(all), cents_text(one.amount), cents_text(one.amount - all + fresh))});
  }
}

/// The programmes with budget lines in which a dossier has entries.
std::vector<const Programme*> programmes_of(const Judged& judged) {
  std::set<std::string_view> codes;
  for (const Node* record : judged.records)
    if (is_kind(*record, "entry")) codes.insert(record->get("programme"));
  std::vector<const Programme*> found;
  for (const std::string_view code : codes)
    if (const Programme* programme = judged.known.programme(code); programme && !budget_lines(*programme).empty()) found.push_back(programme);
  return found;
}

void judge_lines_of(const Judged& judged, const Programme& programme, std::vector<BrokenRule>& broken) {
  const auto names = budget_lines(programme);
  const auto ledger = entries_of(judged.records, programme.code);
  for (const Node* record : judged.records) {
    if (!is_kind(*record, "entry") || record->get("programme") != programme.code || !gives_aid(*record, judged.records)) continue;
    const std::string line = line_of(programme, ledger, Entry::from(*record));
    const Phrase nature = record->has("nature") ? Phrase(std::string(record->get("nature"))) : phrase("this aid");
    if (line.empty()) broken.push_back({record, "nature", problem("L167"_m, programme.code, nature, record->get("day"))});
    else if (std::ranges::find(names, line) == names.end()) broken.push_back({record, "line", problem("L165"_m, line, programme.code, joined(names, ", "))});
  }
}

}  // namespace

void judge_required_aid(const Judged& judged, std::vector<BrokenRule>& broken) { judge_aided(judged, broken, true); }
void judge_usual_aid(const Judged& judged, std::vector<BrokenRule>& broken) { judge_aided(judged, broken, false); }

/// What is promised to a school goes to the one that the person has on that day. Said, not refused: where somebody was may be put right
/// after the promise.
void judge_payees(const Judged& judged, std::vector<BrokenRule>& broken) {
  std::vector<partner::Assigned> assigned;
  for (const Node* record : judged.records)
    if (is_kind(*record, "assignment")) assigned.push_back({*Date::parse(record->get("starts")), std::string(record->get("school"))});
  const auto id = case_of(judged.path);
  for (const Node* record : judged.records) {
    if (!id || !is_kind(*record, "entry") || record->get("kind") != "aide_engagee" || record->get("paid_to") != "school" || !gives_aid(*record, judged.records)) continue;
    const std::string school = partner::school_on(assigned, *Date::parse(record->get("day")));
    if (school.empty()) broken.push_back({record, "paid_to", problem("L119"_m, id->shown())});
    else if (record->has("payee") && record->get("payee") != school) broken.push_back({record, "payee", problem("L120"_m, school, record->get("payee"))});
  }
}

void judge_lines(const Judged& judged, std::vector<BrokenRule>& broken) {
  for (const Programme* programme : programmes_of(judged)) judge_lines_of(judged, *programme, broken);
}

void judge_spending(const Judged& judged, std::vector<BrokenRule>& broken) {
  const auto id = kind_of(judged.path) == FileKind::person ? case_of(judged.path) : std::nullopt;
  if (!id) return;
  for (const Programme* programme : programmes_of(judged)) judge_spending_of(judged, *programme, id->text(), broken);
}

}  // namespace mloc::contract
