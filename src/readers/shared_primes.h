// Keys of one image that have a prime in common, told when all of it is read.
#pragma once

#include <vector>

#include "model/node.h"

namespace assay::readers {

// Sets `weak` of rows of `key` and `key_weak` of rows of `certificate` whose modulus shares a prime
// with another one of the image, and that are not known to be weak for another reason.
void mark_shared_primes(std::vector<Node>& nodes);

}  // namespace assay::readers
