#include "mloc/base/text.hpp"
#include "mloc/cli/verb.hpp"

namespace mloc::cli {
namespace {

struct Explain {
  std::string code;
};

tl::unexpected<Failure> unknown_code(const std::string& code) {
  std::vector<std::string> known;
  for (const Message message : all_messages()) known.emplace_back(code_of(message));
  Problem unknown = problem("C122"_m, code);
  if (const auto near = nearest(code, known)) unknown.hint = did_you_mean(*near);
  return fail(Exit::usage, std::move(unknown));
}

/// The words of a message without its arguments: `unknown option '…'`.
std::string bare_words(Message message, Language language) {
  std::string text(words(message, language));
  for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at)) text.replace(at, text.find('}', at) - at + 1, "…");
  return text;
}

Result<Exit> explain(World& world, const Globals&, const Explain& args) {
  const auto message = find_message(args.code);
  if (!message) return unknown_code(args.code);
  const std::string code(code_of(*message));
  CHECKED(world.out.write(code + ": " + bare_words(*message, world.language) + "\n\n" + std::string(explanation(*message, world.language)) + "\n"));
  return Exit::done;
}

}  // namespace

std::vector<Verb> explain_verbs() {
  return {verb<Explain>("", "Say what a message code means and how to put it right.", explain,
                        {"mloc explain C104"},
                        {argument("CODE", &Explain::code, "the code in the brackets of a message").from(Source::message)})};
}

}  // namespace mloc::cli
