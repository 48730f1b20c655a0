#pragma once
#include <string>
#include <vector>

#include "stage.hpp"

namespace mloc {

/// Plays a transcript: a text file of files and commands with what they must say.
///
///   # a remark
///   = notes.csv                            a file of the caller's folder; its lines follow
///   | Nom;Prénom
///   < examples/autonomie/seances.csv       copied from the source tree; a folder with all below it
///   < examples/x.csv as y.csv              under another name
///   $ mloc -C DIR import lesson y.csv      commands: see Stage::run
///   standard output
///   ! standard error
///   ? 1                                    the exit status when it is not 0
///
/// A line of output that looks like one of the marks has a backslash before it, ␍ is a carriage return, a last line
/// `% no newline` says that the output, or a file, does not end with one.
///
/// Gives the transcript with what the commands really said, in the one form that the files are kept in. Throws
/// std::runtime_error for a line that is none of these.
std::string play(const std::string& transcript, const std::string& source_tree);

/// The same; also gives the command lines that changed a file outside `.mloc`.
std::string play(const std::string& transcript, const std::string& source_tree, std::vector<std::string>& writers);

/// One transcript, line by line; `play` takes all of one.
class Player {
 public:
  explicit Player(std::string source_tree) : source_tree_(std::move(source_tree)) {}
  void take(const std::string& line);
  /// What stands in the transcript since the last call.
  std::string taken();
  std::vector<std::string> writers;  ///< the command lines that changed a file outside `.mloc`

 private:
  enum class Part { none, remark, file, copy, command };
  void begin(Part part, const std::string& line);
  void add_line(const std::string& line);
  void end_without_newline(const std::string& line);
  void put_file();
  void copy(const std::string& words);
  void command(const std::string& line);

  std::string source_tree_;
  std::string result_;
  bool is_first_ = true;
  std::string path_;   ///< of the file that is being declared
  std::string bytes_;  ///< its lines so far
  Part part_ = Part::none;
  Stage stage_;
};

}  // namespace mloc
