// What only the real program can show: its streams, its environment, the shell that completes it.
#include <sys/wait.h>

#include <cstdio>
#include <string>

#include "catch.hpp"

namespace {

struct Ran {
  std::string out;
  int status;
};

/// Runs a line of bash in which `mloc` is the program that was built.
Ran bash(const std::string& line) {
  const std::string whole = "mloc() { command " MLOC_BINARY " \"$@\"; }; exec 2>&1; " + line;
  std::string quoted = "'";
  for (const char c : whole) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  FILE* pipe = popen(("bash -c " + quoted + "'").c_str(), "r");
  REQUIRE(pipe);
  Ran ran{{}, 0};
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) ran.out += static_cast<char>(c);
  ran.status = WEXITSTATUS(pclose(pipe));
  return ran;
}

}  // namespace

TEST_CASE("The program works without an environment") {
  const Ran ran = bash("env -i " MLOC_BINARY " explain C104");
  CHECK(ran.status == 0);
  CHECK(ran.out.starts_with("C104: '…' is not a valid day; write 2010-05-11, today, yesterday or -30d\n"));
}

TEST_CASE("Standard output that takes nothing fails the command") {
  const Ran full = bash("mloc --help > /dev/full");
  CHECK(full.status == 13);
  CHECK(full.out.starts_with("mloc: error[D1"));
  const Ran closed = bash("mloc --help >&-");
  CHECK(closed.status == 13);
}

TEST_CASE("A closed pipe ends the program quietly") {
  const Ran ran = bash("set -o pipefail; for i in 1 2 3 4 5; do (sleep 0.05; mloc completion list) | true; done");
  CHECK(ran.status == 0);
  CHECK(ran.out.empty());
}

TEST_CASE("The completion of bash offers commands, options and values") {
  const auto offered = [](const std::string& words, int at) {
    return bash("source <(mloc completion bash); COMP_WORDS=(" + words + "); COMP_CWORD=" + std::to_string(at) +
                "; _mloc; echo \"${COMPREPLY[@]}\"").out;
  };
  CHECK(offered("mloc expl", 1) == "explain\n");
  CHECK(offered("mloc -C DIR expl", 3) == "explain\n");
  CHECK(offered("mloc explain --lock", 2) == "--lock-wait\n");
  CHECK(offered("mloc explain --colu", 2) == "\n");
  CHECK(offered("mloc completion z", 2) == "zsh\n");
}

TEST_CASE("The completions of zsh and fish are well formed") {
  CHECK(bash("type zsh > /dev/null 2>&1 || exit 0; mloc completion zsh | zsh -n /dev/stdin").out.empty());
  CHECK(bash("type fish > /dev/null 2>&1 || exit 0; mloc completion fish | fish -n").out.empty());
}
