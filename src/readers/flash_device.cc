// Source: Linux, include/uapi/mtd/mtd-abi.h and ubi-user.h, Documentation/admin-guide/devices.txt;
// mtd-utils, libmtd.h and libubi.h; OpenWrt's package mtd for mtd_open(); mtd_write(PATH,
// PARTITION) and mtd_erase(PARTITION) as Broadcom's and Ralink's firmware kits have them, cmsImg_*
// as Broadcom's for DSL has them.
#include "readers/flash_device.h"

#include <algorithm>

#include "base/name_table.h"

namespace assay::readers {
namespace {

struct Request {
  std::uint8_t type;
  std::uint8_t number;
  std::uint16_t size;  // bytes of what is handed over
  std::string_view action;
};

// The size tells them from requests of sound mixers, which have the type 'M' as well.
constexpr Request requests[] = {
    {'M', 2, 8, "erase"},    // MEMERASE
    {'M', 20, 16, "erase"},  // MEMERASE64
    {'M', 3, 12, "write"},   // MEMWRITEOOB, where addresses have 32 bits
    {'M', 3, 16, "write"},   // and 64
    {'M', 21, 24, "write"},  // MEMWRITEOOB64
    {'M', 24, 48, "write"},  // MEMWRITE
    {'O', 0, 8, "write"},    // UBI_IOCVOLUP
};

constexpr NameTable calls(std::to_array<FlashCall>({
    {"mtd_write", "write", 1, 0},
    {"mtd_erase", "erase", 0},
    {"mtd_write_firmware", "write"},
    {"flash_write", "write"},
    {"flash_erase_sector", "erase"},
    {"ubi_update_start", "write"},
    {"cmsImg_writeImage", "write", -1, 0},
    {"cmsImg_writeValidatedImage", "write", -1, 0},
}));

}  // namespace

bool is_flash_device(std::string_view path) {
  constexpr std::string_view starts[] = {"/dev/mtd", "/dev/ubi", "/dev/flash", "/dev/nand",
                                         "/dev/mmcblk"};
  return std::ranges::any_of(starts, [&](std::string_view s) { return path.starts_with(s); });
}

std::string_view flash_request(std::uint64_t request) {
  // Type and number stand in the low bytes, above them the size; 13 bits of it are that alone on
  // all processors.
  for (const Request& known : requests)
    if ((request >> 8U & 0xffU) == known.type && (request & 0xffU) == known.number &&
        (request >> 16U & 0x1fffU) == known.size)
      return known.action;
  return {};
}

const FlashCall* flash_call(std::string_view name) { return calls.find(name); }

bool opens_partition(std::string_view name) {
  return name == "mtd_open" || name == "mtd_check_open";
}

}  // namespace assay::readers
