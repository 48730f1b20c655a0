#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "convening_verbs.hpp"
#include "mloc/draw/draw_files.hpp"
#include "mloc/workspace/workspace.hpp"
#include "rules/convening.hpp"

namespace mloc::meeting {

/// A draw that was run, its programme, and who of it was convened to what.
struct ConvenedDraw {
  std::string draw, programme;
  draw::DrawState state;
  std::map<std::string, std::string> cases;                         ///< file number to case
  std::map<std::string, std::vector<Invitation>> invitations;       ///< file number to its invitations of this draw

  static Result<ConvenedDraw> read(Workspace& workspace, const std::string& draw);
  const std::vector<Invitation>& of(const std::string& file_number) const;
};

/// Puts convenings to one group meeting into dossiers: an `invitation` of a person, a `gathering` of a partner.
class Convening {
 public:
  Convening(Workspace& workspace, const ConveneArgs& args, std::string actor) : workspace_(workspace), args_(args), actor_(std::move(actor)) {}
  /// M122 when the name is another meeting's; usage without a day.
  Result<> admit() const;
  Result<> invite(const std::string& path, std::string_view kind, bool again);
  std::size_t count() const { return convened_; }
  Result<Exit> finish();

 private:
  Workspace& workspace_;
  const ConveneArgs& args_;
  std::string actor_;
  Arena arena_;
  Change change_;
  std::size_t convened_ = 0, again_ = 0;
};

/// The network of the passport: the partners of its five categories, each with what it was convened to.
struct NetworkPartner {
  std::string code, name, category, site;
  std::vector<Invitation> invitations;
};
Result<std::vector<NetworkPartner>> read_network(Workspace& workspace);
Result<Exit> convene_network(World& world, const Globals& globals, const ConveneArgs& args);
Result<Exit> list_network(World& world, const Globals& globals, const ConvenedArgs& args);

}  // namespace mloc::meeting
