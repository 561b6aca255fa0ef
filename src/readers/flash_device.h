// Flash device: the ways in which Linux lets a program write to flash memory.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay::readers {

// Whether a path, or the constant start of one, is that of flash or of a partition of it.
bool is_flash_device(std::string_view path);

// What a request of ioctl() does to flash: write, erase; empty where it is none that does.
std::string_view flash_request(std::uint64_t request);

// A function of a library, or of a vendor's, that writes to flash.
struct FlashCall {
  std::string_view name;
  std::string_view action;   // write, erase
  std::int8_t device = -1;   // argument: the text that names the partition; -1: none does
  std::int8_t content = -1;  // argument: what is written, or the path of it
};

// nullptr where `name` is none.
const FlashCall* flash_call(std::string_view name);

// A function that opens a partition of flash by its name; the first argument.
bool opens_partition(std::string_view name);

}  // namespace assay::readers
