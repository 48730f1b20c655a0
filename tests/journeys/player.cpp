#include "player.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace mloc {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool is_marked(const std::string& line) {
  static const std::string marks = "#=|<$!?%\\";
  return !line.empty() && marks.find(line[0]) != std::string::npos;
}

std::string escaped(std::string line) {
  for (auto at = line.find('\r'); at != std::string::npos; at = line.find('\r', at)) line.replace(at, 1, "␍");
  return is_marked(line) ? "\\" + line : line;
}

/// One stream's text as lines of the transcript.
std::string shown(const std::string& text, const std::string& mark) {
  std::string result;
  for (const std::string& line : lines_of(text)) {
    const std::string one = mark.empty() ? escaped(line) : mark + escaped(line).substr(is_marked(line));
    result += one + "\n";
  }
  if (!text.empty() && text.back() != '\n') result += "% no newline\n";
  return result;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

void Player::take(const std::string& line) {
  const char mark = line.empty() ? ' ' : line[0];
  if (mark == '|' && part_ == Part::file) return add_line(line);
  if (mark == '%' && part_ == Part::file) return end_without_newline(line);
  if (part_ == Part::command && (mark == '!' || mark == '?' || mark == '%' || mark == '\\' || !is_marked(line))) return;
  if (line.empty()) return;
  put_file();
  if (mark == '#') begin(Part::remark, line);
  else if (mark == '=') begin(Part::file, line), path_ = line.substr(2);
  else if (mark == '<') begin(Part::copy, line), copy(line.substr(2));
  else if (mark == '$') begin(Part::command, line), command(line.substr(2));
  else throw std::runtime_error("no line of a transcript: " + line);
}

/// A blank line after what a command said, and before a remark that begins something.
void Player::begin(Part part, const std::string& line) {
  const bool apart = part_ == Part::command || (part == Part::remark && part_ != Part::remark);
  if (!is_first_ && apart) result_ += "\n";
  is_first_ = false;
  result_ += line + "\n";
  part_ = part;
}

void Player::add_line(const std::string& line) {
  result_ += line + "\n";
  bytes_ += (line.size() > 2 ? line.substr(2) : std::string{}) + "\n";
}

void Player::end_without_newline(const std::string& line) {
  result_ += line + "\n";
  if (!bytes_.empty()) bytes_.pop_back();
}

void Player::put_file() {
  if (part_ != Part::file) return;
  stage_.disk.put(path_, std::exchange(bytes_, {}));
  part_ = Part::none;
}

void Player::copy(const std::string& words) {
  const auto as = words.find(" as ");
  const std::string from = words.substr(0, as);
  const auto source = std::filesystem::path(source_tree_) / from;
  const std::string to = as == std::string::npos ? source.filename().string() : words.substr(as + 4);
  if (!std::filesystem::exists(source)) throw std::runtime_error("no such file: " + from);
  if (!std::filesystem::is_directory(source)) return stage_.disk.put(to, bytes_of(source));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source))
    if (entry.is_regular_file())
      stage_.disk.put(to + "/" + std::filesystem::relative(entry.path(), source).string(), bytes_of(entry.path()));
}

void Player::command(const std::string& line) {
  const Said said = stage_.run(line);
  if (said.changed_files) writers.push_back(line);
  result_ += shown(said.out, "") + shown(said.err, "! ");
  if (said.status != 0) result_ += "? " + std::to_string(said.status) + "\n";
}

std::string Player::taken() {
  put_file();
  return std::exchange(result_, {});
}

std::string play(const std::string& transcript, const std::string& source_tree, std::vector<std::string>& writers) {
  Player player(source_tree);
  for (const std::string& line : lines_of(transcript)) player.take(line);
  writers.insert(writers.end(), player.writers.begin(), player.writers.end());
  return player.taken();
}

std::string play(const std::string& transcript, const std::string& source_tree) {
  std::vector<std::string> writers;
  return play(transcript, source_tree, writers);
}

}  // namespace mloc
