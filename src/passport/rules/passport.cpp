#include "passport.hpp"

#include <algorithm>
#include <array>

#include "mloc/base/record.hpp"
#include "mloc/base/values.hpp"

namespace mloc::passport {
namespace {

Date day_at(const Node& record, std::string_view key) { return *Date::parse(record.get(key)); }

bool contains(const std::vector<std::string>& all, std::string_view one) { return std::ranges::find(all, one) != all.end(); }

/// The competences while the events of a passport pass by.
class Listing {
 public:
  explicit Listing(std::span<const CompetenceList> lists) : lists_(lists) {}

  void begin(std::string_view list) {
    for (const std::string& code : find(list).codes) now_.push_back({code});
    list_ = list;
  }

  /// Each code of the new list goes on from its match; what has none stays, with level and history.
  void change(std::string_view list) {
    std::vector<Competence> next;
    for (const std::string& code : find(list).codes) next.push_back(taken(code, find(list)));
    for (Competence& left : now_) {
      left.former = true;
      next.push_back(std::move(left));
    }
    now_ = std::move(next);
    list_ = list;
  }

  void set(const LevelStep& step) {
    std::string code = step.competence;
    for (auto later = now_called_.find(code); later != now_called_.end() && !is_here(code); later = now_called_.find(code)) code = later->second;
    const auto found = std::ranges::find(now_, code, &Competence::code);
    if (found == now_.end()) return;
    found->level = step.level;
    found->history.push_back(step);
  }

  std::vector<Competence> all() && { return std::move(now_); }

 private:
  const CompetenceList& find(std::string_view list) const {
    static const CompetenceList none;
    const auto found = std::ranges::find(lists_, list, &CompetenceList::name);
    return found == lists_.end() ? none : *found;
  }
  bool is_here(const std::string& code) const { return std::ranges::find(now_, code, &Competence::code) != now_.end(); }

  bool are_one(const Competence& old, const std::string& code, const CompetenceList& list) const {
    if (old.code == code) return true;
    const auto onward = list.matches.find(code);
    if (onward != list.matches.end() && onward->second == old.code) return true;
    const CompetenceList& from = find(list_);
    const auto back = from.matches.find(old.code);
    return back != from.matches.end() && back->second == code;
  }

  Competence taken(const std::string& code, const CompetenceList& list) {
    const auto old = std::ranges::find_if(now_, [&](const Competence& one) { return are_one(one, code, list); });
    if (old == now_.end()) return {code};
    Competence one = std::move(*old);
    now_.erase(old);
    if (one.code != code) now_called_[one.code] = code;
    one.code = code;
    one.former = false;
    return one;
  }

  std::span<const CompetenceList> lists_;
  std::string list_;
  std::vector<Competence> now_;
  std::map<std::string, std::string> now_called_;
};

}  // namespace

Facts Facts::from(const Node& record) {
  return {std::string(record.get("referent")), std::string(record.get("employer_role")), day_at(record, "referent_day"),
          day_at(record, "employer_day"), day_at(record, "exchange_day")};
}
Date Facts::latest() const { return std::max({referent_day, employer_day, exchange_day}); }

Result<> check_facts(const Facts& facts, Date starts, Date today) {
  using Fact = std::pair<std::string_view, Date>;
  for (const auto& [name, day] : {Fact("referent_day", facts.referent_day), Fact("employer_day", facts.employer_day),
                                  Fact("exchange_day", facts.exchange_day)}) {
    if (day < starts) return fail(Exit::rule, problem("A113"_m, name, day.text(), starts.text()));
    if (today < day) return fail(Exit::rule, problem("A114"_m, name, day.text()));
  }
  return {};
}

std::optional<Passport> Passport::from(const std::vector<const Node*>& records) {
  std::optional<Passport> made;
  for (const Node* record : records)
    if (record->get("record").starts_with("passport/"))
      made = Passport{std::string(record->get("case_id")), std::string(record->get("list")), std::string(record->get("closing")),
                      day_at(*record, "day"), Date::parse(record->get("closed")), {}, {}};
  if (!made) return made;
  for (const Node* record : records) {
    const std::string id(record->get("id"));
    if (record->get("record").starts_with("relisting/")) made->relistings.push_back({id, std::string(record->get("list")), day_at(*record, "day")});
    if (record->get("record").starts_with("level/"))
      made->levels.push_back({id, std::string(record->get("competence")), std::string(record->get("level")),
                              std::string(record->get("experience")), Facts::from(*record).latest()});
  }
  std::ranges::stable_sort(made->relistings, {}, [](const Relisting& one) { return std::pair(one.day, one.id); });
  std::ranges::stable_sort(made->levels, {}, [](const LevelStep& one) { return std::pair(one.day, one.id); });
  return made;
}

const std::string& Passport::list_on(Date day) const {
  const std::string* found = &list;
  for (const Relisting& one : relistings)
    if (one.day <= day) found = &one.list;
  return *found;
}

std::vector<Competence> competences_on(const Passport& passport, std::span<const CompetenceList> lists, Date day) {
  Listing listing(lists);
  listing.begin(passport.list);
  auto next = passport.levels.begin();
  const auto levels_before = [&](Date end) {
    for (; next != passport.levels.end() && next->day < end; ++next) listing.set(*next);
  };
  for (const Relisting& change : passport.relistings) {
    if (day < change.day) break;
    levels_before(change.day);
    listing.change(change.list);
  }
  for (; next != passport.levels.end() && next->day <= day; ++next) listing.set(*next);
  return std::move(listing).all();
}

std::vector<std::string> not_as_listed(const Node& competences, const CompetenceList& list) {
  std::vector<std::string> wrong;
  for (const std::string& code : list.codes)
    if (!competences.has(code)) wrong.push_back(code);
  for (const Node& one : competences)
    if (!contains(list.codes, one.key)) wrong.emplace_back(one.key);
  return wrong;
}

Group group_of(std::string_view level) {
  if (level == "a_verifier") return Group::to_verify;
  return level == "en_cours" ? Group::to_work_on : Group::strength;
}

Hindrance hindrance_of(const Right& right, const Reader& reader) {
  if (reader.role == "jeune") return right.owner ? Hindrance::none : Hindrance::role;
  if (contains(right.roles, reader.role)) return Hindrance::none;
  if (contains(right.trained, reader.role)) return reader.coached ? Hindrance::none : Hindrance::coaching;
  if (!contains(right.granted, reader.role)) return Hindrance::role;
  if (!reader.charter) return Hindrance::charter;
  if (!reader.trained) return Hindrance::training;
  if (!reader.permitted) return Hindrance::permit;
  return reader.consented.empty() ? Hindrance::consent : Hindrance::none;
}

Locked lock_on(std::span<const CodeTry> attempts, Date day) {
  int wrong = 0;
  std::optional<Date> last;
  for (const CodeTry& one : attempts) {
    wrong = one.right ? 0 : wrong + 1;
    last = one.day;
  }
  if (wrong >= 10) return Locked::until_new_code;
  return wrong >= 5 && last && day <= *last ? Locked::today : Locked::no;
}

bool Consent::covers(std::string_view part) const { return contains(parts, part); }

std::vector<Consent> consents_of(const std::vector<const Node*>& records) {
  std::vector<Consent> made;
  for (const Node* record : records)
    if (record->get("record").starts_with("consent/"))
      made.push_back({std::string(record->get("id")), std::string(record->get("given_by")), std::string(record->get("partner")),
                      std::string(record->get("employer")), texts_of(record->find("parts")), day_at(*record, "day"),
                      day_at(*record, "until"), std::nullopt});
  for (const Node* record : records) {
    if (!record->get("record").starts_with("revocation/")) continue;
    const auto found = std::ranges::find(made, record->get("consent"), &Consent::id);
    if (found == made.end()) continue;
    const Date day = day_at(*record, "day");
    if (!found->withdrawn || day < *found->withdrawn) found->withdrawn = day;
  }
  return made;
}

std::vector<std::string> parts_open_to(std::string_view partner, std::span<const Consent> consents, Date on) {
  std::vector<std::string> parts;
  for (const std::string_view part : {"competences", "experiences", "references"})
    if (std::ranges::any_of(consents, [&](const Consent& one) { return one.partner == partner && one.live_on(on) && one.covers(part); }))
      parts.emplace_back(part);
  return parts;
}

bool is_signed_on(const std::vector<const Node*>& partner, Date on) {
  return std::ranges::any_of(partner, [&](const Node* record) {
    const auto ended = Date::parse(record->get("ended"));
    return is_kind(*record, "charter") && day_at(*record, "day") <= on && (!ended || on < *ended);
  });
}
bool is_trained_on(const std::vector<const Node*>& partner, Date on) {
  return std::ranges::any_of(partner, [&](const Node* record) { return is_kind(*record, "training") && day_at(*record, "day") <= on; });
}

std::vector<Permit> permits_of(const std::vector<const Node*>& records) {
  std::vector<Permit> made;
  for (const Node* record : records)
    if (is_kind(*record, "permit"))
      made.push_back({std::string(record->get("id")), std::string(record->get("partner")), day_at(*record, "starts"), day_at(*record, "until"),
                      Date::parse(record->get("ended"))});
  return made;
}

bool is_permitted_on(std::span<const Permit> permits, std::string_view partner, Date on) {
  const Permit* newest = nullptr;
  for (const Permit& one : permits) {
    if (one.partner != partner || on < one.starts || one.never_was()) continue;
    const bool shorter = newest && one.starts == newest->starts && one.until < newest->until;
    if (!newest || newest->starts < one.starts || shorter) newest = &one;
  }
  return newest && newest->live_on(on);
}

const Node* same_experience(const std::vector<const Node*>& records, const Node& experience) {
  for (const Node* one : records)
    if (is_kind(*one, "experience") && one->get("id") != experience.get("id") && one->get("employer") == experience.get("employer") &&
        one->get("nature") == experience.get("nature") && one->get("starts") == experience.get("starts"))
      return one;
  return nullptr;
}

Node* with_final_levels(Arena& arena, Node* opening, const Passport& passport, std::span<const CompetenceList> lists) {
  const auto closed = Date::parse(opening->get("closed"));
  if (!closed) arena.remove(*opening, "final");
  if (!closed) return opening;
  Node* levels = arena.map();
  for (const Competence& one : competences_on(passport, lists, *closed)) arena.set(*levels, one.code, arena.text(one.level));
  arena.set(*opening, "final", levels);
  return opening;
}

std::string_view type_of_bytes(std::string_view bytes) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> beginnings = {
      {{"%PDF-", "pdf"}, {"\x89PNG\r\n\x1a\n", "png"}, {"\xff\xd8\xff", "jpeg"}}};
  for (const auto& [beginning, type] : beginnings)
    if (bytes.starts_with(beginning)) return type;
  return {};
}

}  // namespace mloc::passport
