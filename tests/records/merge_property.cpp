// Two offices edit one dossier two hundred times each and meet: nothing that either did is lost, whichever is called ours.
#include "mloc/records/merge.hpp"

#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "catch.hpp"

using namespace mloc;

namespace {

using Random = std::mt19937;
std::size_t below(Random& random, std::size_t bound) { return static_cast<std::size_t>(random()) % bound; }

std::string lesson_id(Random& random, char office) {
  static const std::string letters = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string id = fmt::format("2010-{:02}-{:02}-{}", 1 + below(random, 12), 1 + below(random, 28), office);
  for (int i = 0; i < 3; ++i) id += letters[below(random, letters.size())];
  return id;
}

Node* lesson(Arena& arena, const std::string& id) {
  Node* record = arena.map();
  for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
           {"record", "lesson/1"}, {"id", id}, {"by", "leroy"}, {"school", "une"}, {"starts", id.substr(0, 10) + "T09:00"},
           {"minutes", "60"}, {"kind", "conduite"}, {"presence", "present"}})
    arena.set(*record, key, arena.text(value));
  return record;
}

std::unique_ptr<Dossier> read(const std::string& bytes) {
  auto dossier = read_dossier(bytes, "f", Folder::cases);
  if (!dossier) FAIL(dossier.error().problems.front().text.english << "\n" << bytes);
  return std::move(*dossier);
}

/// One office at work on its copy.
class Office {
 public:
  Office(std::string bytes, char name, Random& random) : bytes_(std::move(bytes)), name_(name), random_(random) {}

  void edit() {
    const auto dossier = read(bytes_);
    switch (below(random_, 10)) {
      case 0:
      case 1: bytes_ = with_records(*dossier, {lesson(arena_, lesson_id(random_, name_))}); break;
      case 2:
        if (dossier->records.size() > 4) bytes_ = without_record(*dossier, any(*dossier).id);
        break;
      case 3: remark(); break;
      default: bytes_ = with_records(*dossier, {changed(any(*dossier))});
    }
  }

  const std::string& bytes() const { return bytes_; }
  const std::vector<std::string>& remarks() const { return remarks_; }

 private:
  const Record& any(const Dossier& dossier) { return dossier.records[below(random_, dossier.records.size())]; }
  template <class Values>
  const char* one_of(const Values& values) { return values[below(random_, std::size(values))]; }

  Node* changed(const Record& record) {
    static const char* presence[] = {"present", "retard", "absent_excuse"};
    static const char* skills[] = {"C1.1", "C1.2", "C1.3", "C2.1"};
    static const char* levels[] = {"aborde", "traite", "assimile"};
    Node* copy = arena_.copy(*record.root);
    switch (below(random_, 5)) {
      case 0: arena_.set(*copy, "minutes", arena_.integer(static_cast<std::int64_t>(30 + 15 * below(random_, 4)))); break;
      case 1: arena_.set(*copy, "presence", arena_.text(one_of(presence))); break;
      case 2: {
        Node* map = copy->find("skills") ? copy->find("skills") : arena_.map();
        arena_.set(*map, one_of(skills), arena_.text(one_of(levels)));
        arena_.set(*copy, "skills", arena_.copy(*map));
        break;
      }
      case 3: toggle(*copy); break;
      default:
        if (copy->has("instructor")) arena_.remove(*copy, "instructor");
        else arena_.set(*copy, "instructor", arena_.text(fmt::format("m{}", below(random_, 3))));
    }
    return copy;
  }

  /// Takes an item into the list of difficulties, or out of it.
  void toggle(Node& record) {
    static const char* all[] = {"observation", "allure", "lecture", "trajectoire", "regles"};
    const std::string item = one_of(all);
    Node* list = arena_.list();
    bool there = false;
    const Node* old = record.find("difficulties");
    for (const Node* one = old ? old->first : nullptr; one; one = one->next) {
      if (one->text == item) there = true;
      else arena_.append(*list, arena_.text(one->text));
    }
    if (!there) arena_.append(*list, arena_.text(item));
    arena_.remove(record, "difficulties");
    if (list->first) arena_.set(record, "difficulties", list);
  }

  /// A comment before some line.
  void remark() {
    const std::string text = fmt::format("# {} {}", name_, remarks_.size());
    const std::size_t at = bytes_.rfind('\n', below(random_, bytes_.size() - 5)) + 1;
    bytes_.insert(at, text + "\n");
    remarks_.push_back(text);
  }

  std::string bytes_;
  char name_;
  Random& random_;
  Arena arena_;
  std::vector<std::string> remarks_;
};

using Values = std::map<std::string, std::string>;

/// `id field` → value, `id difficulties.allure` → "there"; `id` → "there".
void flatten(const Node& node, const std::string& path, Values& values) {
  if (node.kind == Node::Kind::text) values[path] = node.text;
  for (const Node& child : node)
    if (node.kind == Node::Kind::list) values[path + "." + std::string(child.text)] = "there";
    else flatten(child, path + (path.find(' ') == std::string::npos ? " " : ".") + std::string(child.key), values);
}
Values values_of(const std::string& bytes) {
  Values values;
  for (const auto dossier = read(bytes); const Record& record : dossier->records) {
    values[std::string(record.id)] = "there";
    flatten(*record.root, std::string(record.id), values);
  }
  return values;
}

std::string get(const Values& values, const std::string& key) {
  const auto found = values.find(key);
  return found == values.end() ? "" : found->second;
}
Values of_record(const Values& values, const std::string& id) {
  Values found;
  for (auto at = values.lower_bound(id); at != values.end() && at->first.starts_with(id); ++at) found.insert(*at);
  return found;
}

/// What must stand after the merge when each conflict is settled for `preferred`; the conflicts' keys go to `conflicts`.
Values expected(const Values& base, const Values& ours, const Values& theirs, const Values& preferred, std::set<std::string>& conflicts) {
  std::set<std::string> keys, whole;
  for (const Values* one : {&base, &ours, &theirs})
    for (const auto& [key, value] : *one) keys.insert(key);
  Values result;
  for (const std::string& key : keys) {
    const std::string id = key.substr(0, key.find(' '));
    const Values was = of_record(base, id), mine = of_record(ours, id), other = of_record(theirs, id);
    if (!was.empty() && mine.empty() != other.empty()) {
      // One side took the record away.
      if ((mine.empty() ? other : mine) == was) continue;
      whole.insert(id);
    }
    const std::string b = get(base, key), o = get(ours, key), t = get(theirs, key);
    const bool open = whole.contains(id) || (o != t && o != b && t != b);
    if (open) conflicts.insert(whole.contains(id) ? id : key);
    const std::string value = open ? get(preferred, key) : o == b ? t : o;
    if (!value.empty()) result[key] = value;
  }
  return result;
}

std::string settled(const Merge& merge, Side side) {
  const auto parts = marked_parts(merge.bytes, "f");
  REQUIRE(parts);
  return with_sides(merge.bytes, *parts, std::vector<Side>(parts->size(), side));
}

/// Comments that an office's file has and the merged one has not once, though it has their record.
std::vector<std::string> lost_remarks(const Office& office, const std::string& merged) {
  std::vector<std::string> lost;
  for (const std::string& remark : office.remarks()) {
    const auto here = office.bytes().find(remark + "\n"), there = merged.find(remark + "\n");
    if (here == std::string::npos) continue;
    const auto record = office.bytes().rfind("---\n", here);
    const std::string id = record == std::string::npos ? "" : office.bytes().substr(office.bytes().find("id: \"", record), 21);
    if (merged.find(id) != std::string::npos && (there == std::string::npos || merged.find(remark + "\n", there + 1) != std::string::npos)) lost.push_back(remark);
  }
  return lost;
}

void meet(Random& random, int edits) {
  Arena arena;
  std::vector<const Node*> records;
  std::set<std::string> ids;
  while (ids.size() < 30)
    if (const std::string id = lesson_id(random, 'a'); ids.insert(id).second) records.push_back(lesson(arena, id));
  const std::string base = write_dossier(records);
  Office north(base, 'n', random), south(base, 's', random);
  for (int i = 0; i < edits; ++i) north.edit(), south.edit();

  const auto merged = merge_dossiers(base, north.bytes(), south.bytes(), "f", Folder::cases);
  REQUIRE(merged);
  const Values b = values_of(base), n = values_of(north.bytes()), s = values_of(south.bytes());
  std::set<std::string> conflicts, named;
  CHECK(values_of(settled(*merged, Side::ours)) == expected(b, n, s, n, conflicts));
  CHECK(values_of(settled(*merged, Side::theirs)) == expected(b, n, s, s, conflicts));
  for (const MergeConflict& one : merged->conflicts) named.insert(one.field.empty() ? one.id : one.id + " " + one.field);
  CHECK(named == conflicts);

  for (const Office* office : {&north, &south}) CHECK(lost_remarks(*office, merged->bytes).empty());

  const auto turned = merge_dossiers(base, south.bytes(), north.bytes(), "f", Folder::cases);
  REQUIRE(turned);
  CHECK(settled(*turned, Side::theirs) == settled(*merged, Side::ours));
  CHECK(settled(*turned, Side::base) == settled(*merged, Side::base));
  CHECK(turned->conflicts.size() == merged->conflicts.size());

  for (const std::string* side : {&base, &north.bytes(), &south.bytes()}) {
    CHECK(merge_dossiers(base, *side, *side, "f", Folder::cases)->bytes == *side);
    CHECK(merge_dossiers(base, *side, base, "f", Folder::cases)->bytes == *side);
    CHECK(merge_dossiers(base, base, *side, "f", Folder::cases)->bytes == *side);
  }
}

}  // namespace

TEST_CASE("two offices of two hundred edits each meet without loss") {
  const bool is_long = std::getenv("MLOC_LONG") != nullptr;
  for (unsigned seed = 1; seed <= (is_long ? 60u : 5u); ++seed) {
    INFO("seed " << seed);
    Random random(seed);
    meet(random, 200);
  }
}

TEST_CASE("two offices of a few edits meet without loss, often without a conflict") {
  for (unsigned seed = 100; seed < 160; ++seed) {
    INFO("seed " << seed);
    Random random(seed);
    meet(random, 4);
  }
}
