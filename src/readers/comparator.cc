// Source: Linux manual pages strcmp(3), memcmp(3), strstr(3), fnmatch(3); GLib's g_strcmp0; OpenSSL
// CRYPTO_memcmp(3); the Itanium C++ ABI for std::string::compare(const char*).
#include "readers/comparator.h"

#include "base/name_table.h"

namespace assay::readers {
namespace {

constexpr NameTable known(std::to_array<Comparator>({
    {"strcmp"},
    {"strcasecmp"},
    {"strcoll"},
    {"stricmp"},
    {"strverscmp"},
    {"g_strcmp0"},
    {"g_ascii_strcasecmp"},
    {"strncmp", 0, 1, 2},
    {"strncasecmp", 0, 1, 2},
    {"g_ascii_strncasecmp", 0, 1, 2},
    {"memcmp", 0, 1, 2, true, true},
    {"bcmp", 0, 1, 2, true, true},
    {"timingsafe_bcmp", 0, 1, 2, true, true},
    {"timingsafe_memcmp", 0, 1, 2, true, true},
    {"CRYPTO_memcmp", 0, 1, 2, true, true},
    {"consttime_memequal", 0, 1, 2, false, true},
    {"strstr", 0, 1, -1, false},
    {"strcasestr", 0, 1, -1, false},
    {"g_str_equal", 0, 1, -1, false},
    {"g_str_has_prefix", 0, 1, -1, false},
    {"g_str_has_suffix", 0, 1, -1, false},
    {"fnmatch", 0, 1},
    {"_ZNKSs7compareEPKc"},
    {"_ZNKSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE7compareEPKc"},
}));

}  // namespace

const Comparator* comparator(std::string_view name) { return known.find(name); }

}  // namespace assay::readers
