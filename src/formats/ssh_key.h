// Keys in the containers of SSH programs: OpenSSH, dropbear and PuTTY.
#pragma once

#include "formats/key.h"
#include "formats/lines.h"

namespace assay::formats {

constexpr std::uint64_t ssh_key_size_max = 64U << 10U;  // bytes

// A public key in SSH's wire format; its range says how long it is. Errors: truncated, corrupt,
// limit; unsupported (a certificate, a key on a token).
Result<Key> read_ssh_blob(Bytes blob);

// OpenSSH's own private key, as it stands decoded in PEM. Where it is encrypted its public half is
// in the clear, and is read. Errors: as above.
Result<Key> read_openssh_private_key(Bytes bytes);

// A host key of dropbear at the start of `bytes`. Errors: as above.
Result<Key> read_dropbear_key(Bytes bytes);

// A PuTTY private key file (.ppk), versions 2 and 3. Errors: as above.
Result<Key> read_putty_key(Bytes text);

// One line of authorized_keys or of a .pub file.
struct SshPublicLine {
  Key key;  // its range is of the base 64 text
  Range line;
  Text options;  // before the key type; empty where none
};

struct SshPublicLines {
  std::vector<SshPublicLine> keys;
  std::vector<FormatProblem> problems;
};

SshPublicLines read_ssh_public_lines(Bytes text);

}  // namespace assay::formats
