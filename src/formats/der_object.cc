#include "formats/der_object.h"

#include <algorithm>

#include "formats/der.h"

namespace assay::formats {

Result<DerObject> probe_der(Bytes bytes, std::uint64_t offset) {
  const Bytes rest = TRY(slice_from(bytes, offset));
  const DerValue whole = TRY(read_der(rest, 0));
  if (whole.tag != der_tag::sequence || whole.size < 16)
    return fail(ErrorCode::corrupt, "no DER sequence of a key or certificate");
  const DerValue first = TRY(read_der(whole.content, 0));
  if (first.tag == der_tag::sequence) {
    if (auto certificate = read_certificate(rest)) {
      certificate->range.offset = offset;
      return DerObject(*std::move(certificate));
    }
  } else if (first.tag != der_tag::integer || first.content.size() != 1 || first.content[0] > 1) {
    return fail(ErrorCode::corrupt, "neither a version number nor a certificate body");
  }
  Key key = TRY(read_private_key(rest));
  if (key.consistent == Presence::absent)
    return fail(ErrorCode::corrupt, "the parts of this private key do not fit together");
  key.range.offset = offset;
  return DerObject(std::move(key));
}

}  // namespace assay::formats
