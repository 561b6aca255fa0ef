// Flash sites: the places at which a program writes to flash memory.
#pragma once

#include "readers/flash_device.h"
#include "readers/update_commands.h"

namespace assay::readers {

constexpr std::size_t flash_sites_max = 512;  // of one program

struct FlashSite {
  const code::SurveyedFunction* function = nullptr;
  const code::Call* call = nullptr;
  std::string_view action;  // write erase environment
  std::string_view how;     // descriptor request function command
  std::string what;         // the function or program: 'write', 'mtd'
  std::string device;       // its path, or the partition's name; '%s' for what is not constant
  std::string through;      // the function of the program that writes to the descriptor it is given
  InputSource input;        // of what is written
};

class FlashSites {
 public:
  FlashSites(const code::Survey& survey, std::span<const UpdateCommand> commands)
      : survey_(survey), commands_(commands) {}

  // By address. Looks no further than at the names of calls where none can write to flash.
  std::vector<FlashSite> find();

 private:
  struct Opened {  // a call that opens flash
    const code::SurveyedFunction* function = nullptr;
    const code::Call* call = nullptr;
    std::string device;
  };
  void find_opened();
  std::string device_of(const code::SurveyedFunction& function, const code::Call& call);
  // The device behind a descriptor or stream of `function`; nullptr where it is none.
  const std::string* behind(const code::SurveyedFunction& function, const code::Value& descriptor);
  const std::string* opened_in(const code::SurveyedFunction& function) const;
  void find_variables();
  void look_at(const code::SurveyedFunction& function, const code::Call& call);
  void add(FlashSite site, const code::Value* content);
  const InputSources& sources();

  const code::Survey& survey_;
  std::span<const UpdateCommand> commands_;
  std::vector<Opened> opened_;
  std::map<std::uint64_t, std::string> variables_;  // address of a descriptor, device
  std::optional<InputSources> sources_;
  std::optional<MadeTexts> texts_;
  std::vector<FlashSite> sites_;
};

}  // namespace assay::readers
