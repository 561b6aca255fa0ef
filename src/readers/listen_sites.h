// The calls by which a program may come to listen.
#pragma once

#include <vector>

#include "readers/listen_site.h"

namespace assay::readers {

constexpr std::size_t listen_sites_max = 512;   // of one program
constexpr std::size_t listen_callers_max = 32;  // of one function that are looked at

// By the caller's address. A function that hands its own parameters to bind() stands for it: the
// sites are its callers', over two levels.
std::vector<ListenSite> find_listen_sites(const code::Survey& survey);

// Calls of the function at `address`, not more than listen_callers_max.
std::vector<const code::Call*> calls_to(const code::Survey& survey, std::uint64_t address,
                                        std::vector<const code::SurveyedFunction*>& callers);

}  // namespace assay::readers
