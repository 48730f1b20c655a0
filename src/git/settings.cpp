#include "mloc/git/repository.hpp"

namespace mloc {

const std::vector<GitSetting>& wanted_settings() {
  // 127: the shell found no mloc. Then the texts are merged with marks, and somebody has to look in any case, for a text
  // merge without a mark may join two edits into one record that says neither.
  static const std::vector<GitSetting> settings = {
      {"core.fsync", "all"},
      {"merge.mloc.name", "records of mloc, one by one"},
      {"merge.mloc.driver",
       "mloc git merge %O %A %B %P; s=$?; test $s -ne 127 && exit $s; git merge-file -L ours -L base -L theirs %A %O %B; exit 1"},
      {"diff.mloc.textconv", "mloc git textconv \"$1\" 2>/dev/null || cat"},
      {"diff.mloc.xfuncname", "^([^ ].* [0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-z]{4})$\n^(id: .*)$"},
  };
  return settings;
}

std::string git_attributes() {
  std::string text;
  for (const char* files : {"/cases/**/*.yaml", "/identities/**/*.yaml", "/partners/*.yaml", "/passports/**/*.yaml", "/draws/*/*.yaml"})
    text += std::string(files) + " merge=mloc diff=mloc text eol=lf\n";
  // A roster is whole or it is another one.
  return text + "/draws/*/*.tsv -merge text eol=lf\n";
}

}  // namespace mloc
