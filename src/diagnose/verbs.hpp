#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mloc/base/date.hpp"
#include "mloc/base/named.hpp"
#include "mloc/base/result.hpp"
#include "mloc/base/said.hpp"
#include "mloc/cli/options.hpp"
#include "mloc/import/import.hpp"
#include "mloc/sys/world.hpp"

namespace mloc::diagnose {

struct DiagnoseAddArgs {
  CaseText case_text;
  std::string instrument;  ///< `mobility`, the newest version, or `mobility.1`
  std::optional<std::string> file;  ///< a filled template; `-` is standard input
  std::vector<Named<std::string>> values;     ///< over those of the file
  std::optional<Date> on;
  std::optional<std::string> signed_by, wave, draw, job;
};
/// One diagnosis; without values and without a file each item is asked on the terminal.
Result<Exit> add_diagnosis(World& world, const Globals& globals, const DiagnoseAddArgs& args);

struct DiagnoseShowArgs {
  CaseText case_text;
  std::optional<std::string> record;
  bool sensitive = false;
};
/// The diagnoses of a case, or one, with questions, answers and scores in words.
Result<Exit> show_diagnoses(World& world, const Globals& globals, const DiagnoseShowArgs& args);

struct DiagnoseListArgs {
  std::vector<std::string> terms;  ///< a word without a colon is a case
};
Result<Exit> list_diagnoses(World& world, const Globals& globals, const DiagnoseListArgs& args);

struct DiagnoseCompareArgs {
  CaseText case_text;
  std::string first, second;
  bool all = false, sensitive = false;
};
/// What moved between two diagnoses of one case made with one instrument.
Result<Exit> compare_diagnoses(World& world, const Globals& globals, const DiagnoseCompareArgs& args);

struct DiagnoseTemplateArgs {
  std::string instrument;
};
/// An empty YAML file of the instrument with its choices as comments; without a name, the instruments.
Result<Exit> print_template(World& world, const Globals& globals, const DiagnoseTemplateArgs& args);

struct WaveAddArgs {
  std::string draw, wave;
  std::optional<std::string> instrument;
  std::optional<Date> due;
};
/// Plans a wave of a survey for everyone in a draw, both arms; G127 when it is planned already.
Result<Exit> add_wave(World& world, const Globals& globals, const WaveAddArgs& args);

struct WaveEndArgs {
  CaseText case_text;
  std::string wave, reason;
  std::optional<std::string> draw;
  std::optional<Date> on;
};
/// Says that somebody will not answer; G121 when they have.
Result<Exit> end_wave(World& world, const Globals& globals, const WaveEndArgs& args);

struct WaveListArgs {
  std::vector<std::string> terms;  ///< cases among them
};
/// How each person's waves stand.
Result<Exit> list_waves(World& world, const Globals& globals, const WaveListArgs& args);
struct ResponseArgs {
  std::vector<std::string> terms;
};
/// The response by arm.
Result<Exit> show_response(World& world, const Globals& globals, const ResponseArgs& args);

struct InstrumentListArgs {
  std::vector<std::string> terms;
};
/// Each version of each instrument.
Result<Exit> list_instruments(World& world, const Globals& globals, const InstrumentListArgs& args);

}  // namespace mloc::diagnose
