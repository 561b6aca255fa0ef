// How a program uses a library of cryptography, where constants decide: a key, a vector, a salt or
// a password that is the same at each call, a cipher that hides no pattern (ECB), numbers that are
// said to be random and follow from the time, a peer whose certificate is not checked. The bytes of
// a row of constant bytes are these themselves, where the file has them in one piece. Only calls of
// functions of other files are told: a library that tests itself is none of this.
//
// Source: readers/crypto_call.cc; NIST SP 800-38A, 6.1 (ECB); rand(3).
#include <algorithm>
#include <bitset>
#include <iterator>

#include "readers/call_site.h"
#include "readers/crypto_call.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using code::Call;
using code::Value;

constexpr std::size_t uses_max = 4096;     // of one program
constexpr std::size_t constant_max = 256;  // bytes
constexpr std::size_t constant_min = 2;    // a salt of crypt(3)

class Uses {
 public:
  Uses(const code::Survey& survey, Reading& out) : survey_(survey), out_(out) {}
  void read();

 private:
  Fact row(const Call& call, std::string_view kind, Range place) const;
  void constant_bytes(const Call& call, const CryptoArgument& argument);
  std::size_t size_of(const Call& call, const CryptoArgument& argument) const;
  std::vector<std::uint8_t> on_stack(const Call& call, const Value& value, std::size_t size);
  void mode(const Call& call);
  void seed(const Call& call);
  void check(const Call& call);
  const Call* call_of(const Value& value) const;
  void find_role();
  void add(Fact fact) {
    if (out_.facts.size() < uses_max) out_.facts.push_back(std::move(fact));
  }

  const code::Survey& survey_;
  Reading& out_;
  const code::SurveyedFunction* function_ = nullptr;
  const code::Analysis* analysis_ = nullptr;  // of `function_`, where it was needed
  std::string_view role_;                     // of the program in TLS
  bool checks_itself_ = false;
};

Fact Uses::row(const Call& call, std::string_view kind, Range place) const {
  Fact fact("crypto_use", place, "call in machine code");
  fact.set("kind", kind).set("call", call.callee.name).set("address", call.address);
  set_function(fact, *function_);
  return fact;
}

const Call* Uses::call_of(const Value& value) const {
  if (!value.is(Value::Kind::result)) return nullptr;
  return code::call_at(survey_.calls_of(*function_), value.id);
}

// How many bytes are handed over; 0: not known.
std::size_t Uses::size_of(const Call& call, const CryptoArgument& argument) const {
  if (argument.fixed != 0) return argument.fixed;
  if (argument.size >= 0) {
    const Value& size = call.arguments[static_cast<std::size_t>(argument.size)];
    if (!size.is(Value::Kind::number) || size.number > 4096) return 0;
    return static_cast<std::size_t>(argument.bits ? size.number / 8 : size.number);
  }
  if (argument.cipher < 0) return 0;
  const Call* made = call_of(call.arguments[static_cast<std::size_t>(argument.cipher)]);
  const std::string_view cipher = made == nullptr ? "" : made->callee.name;
  const auto has = [&](std::string_view word) { return cipher.find(word) != std::string::npos; };
  const bool des = has("_des_");
  if (argument.kind == "iv") return cipher.empty() ? 0 : des ? 8 : 16;
  if (des) return has("ede3") ? 24 : has("ede") ? 16 : 8;
  return has("_256_") ? 32 : has("_192_") ? 24 : has("_128_") ? 16 : 0;
}

std::vector<std::uint8_t> Uses::on_stack(const Call& call, const Value& value, std::size_t size) {
  if (analysis_ == nullptr) analysis_ = &survey_.analyse(*function_);
  const auto same = std::ranges::find(analysis_->calls, call.address, &Call::address);
  if (same == analysis_->calls.end()) return {};
  auto bytes = survey_.before(*same).stack_bytes(static_cast<std::int64_t>(value.number), size);
  if (bytes.size() < size) bytes.clear();
  return bytes;
}

void Uses::constant_bytes(const Call& call, const CryptoArgument& argument) {
  const code::Program& program = survey_.program();
  const Value& value = call.arguments[static_cast<std::size_t>(argument.bytes)];
  std::size_t size = std::min(size_of(call, argument), constant_max);
  std::vector<std::uint8_t> bytes;
  Range place = place_of(survey_.program(), call.address);
  if (value == Value::of(0)) return;  // none is handed over, though a library has bytes there
  if (value.is(Value::Kind::number)) {
    const auto text = constant_text(program, value);
    if (size == 0 && text) size = std::min(text->size(), constant_max);
    if (size < constant_min) return;
    const Bytes there = program.at(value.number);
    const auto in_file = program.place(value.number, size);
    if (there.size() < size || !in_file || in_file->size < size) return;
    bytes.assign(there.begin(), there.begin() + static_cast<std::ptrdiff_t>(size));
    place = *in_file;
  } else if (value.is(Value::Kind::stack) && size >= constant_min) {
    bytes = on_stack(call, value, size);
  }
  if (bytes.empty()) return;
  std::bitset<256> distinct;
  for (const std::uint8_t byte : bytes) distinct.set(byte);
  Fact fact = row(call, argument.kind, place);
  fact.set("constant_size", size).set("distinct_bytes", distinct.count());
  if (value.is(Value::Kind::number))
    fact.set("constant_address", value.number)
        .set("writable", program.constant(value.number) ? 0 : 1);
  add(std::move(fact));
}

void Uses::mode(const Call& call) {
  const std::string_view name = call.callee.name;
  const Value& given = call.arguments[2];
  constexpr std::uint64_t gcry_mode_ecb = 1;
  const bool ecb = (name.starts_with("EVP_") && name.ends_with("_ecb")) ||
                   (name == "gcry_cipher_open" && given == Value::of(gcry_mode_ecb)) ||
                   (name == "mcrypt_module_open" &&
                    constant_text(survey_.program(), given).value_or("") == "ecb");
  if (ecb) add(row(call, "mode", place_of(survey_.program(), call.address)).set("value", "ecb"));
}

void Uses::seed(const Call& call) {
  const std::string_view name = call.callee.name;
  if (name != "srand" && name != "srandom" && name != "srand48") return;
  const Value& value = call.arguments[0];
  const Call* made = call_of(value);
  if (made != nullptr && made->callee.name == "time")
    add(row(call, "seed", place_of(survey_.program(), call.address)).set("value", "time"));
  else if (value.is(Value::Kind::number))
    add(row(call, "seed", place_of(survey_.program(), call.address)).set("value", "constant"));
}

void Uses::check(const Call& call) {
  for (const PeerCheck& known : peer_checks(call.callee.name)) {
    if (known.option >= 0 &&
        !(call.arguments[static_cast<std::size_t>(known.option)] == Value::of(known.number)))
      continue;
    if (!(call.arguments[static_cast<std::size_t>(known.value)] == Value::of(0))) continue;
    Fact fact = row(call, "peer check", place_of(survey_.program(), call.address));
    fact.set("value", known.setting);
    if (known.option >= 0)
      fact.set("role", "client");
    else if (!role_.empty())
      fact.set("role", role_);
    fact.set("checked_otherwise", checks_itself_ ? 1 : 0);
    add(std::move(fact));
  }
}

// On which side of TLS the program stands, and whether it looks at certificates by itself.
void Uses::find_role() {
  bool connects = false;
  bool accepts = false;
  for (const Call& call : survey_.calls()) {
    const std::string_view name = call.callee.name;
    if (name.empty()) continue;
    connects = connects || name == "SSL_connect" || name == "wolfSSL_connect" ||
               name == "SSL_set_connect_state" || name == "BIO_new_ssl_connect" ||
               (name == "mbedtls_ssl_config_defaults" && call.arguments[1] == Value::of(0));
    accepts = accepts || name == "SSL_accept" || name == "wolfSSL_accept" ||
              name == "SSL_set_accept_state" ||
              (name == "mbedtls_ssl_config_defaults" && call.arguments[1] == Value::of(1));
    checks_itself_ = checks_itself_ || name == "SSL_get_verify_result" ||
                     name == "SSL_CTX_set_cert_verify_callback" || name == "X509_verify_cert" ||
                     name == "SSL_get_peer_certificate" || name == "SSL_get1_peer_certificate" ||
                     name == "X509_check_host" || name == "mbedtls_ssl_get_verify_result" ||
                     name == "mbedtls_ssl_get_peer_cert" || name == "SSL_get_peer_cert_chain";
  }
  role_ = connects && accepts ? "both" : connects ? "client" : accepts ? "server" : "";
}

void Uses::read() {
  find_role();
  for (const code::SurveyedFunction& function : survey_.functions()) {
    function_ = &function;
    analysis_ = nullptr;
    for (const Call& call : survey_.calls_of(function)) {
      if (!call.callee.imported || call.callee.name.empty()) continue;
      for (const CryptoArgument& argument : crypto_arguments(call.callee.name))
        constant_bytes(call, argument);
      mode(call);
      seed(call);
      check(call);
    }
  }
}

void read_code(const code::Survey& survey, Reading& out) {
  Reading own;
  Uses(survey, own).read();
  std::ranges::move(own.facts, std::back_inserter(out.facts));
}

}  // namespace

extern const Reader crypto_uses = {
    .id = "crypto_uses",
    .title = "Constant keys, modes, seeds and certificate checks at calls of cryptography",
    .source = "OpenSSL, Mbed TLS, wolfSSL, Libgcrypt and curl manuals; NIST SP 800-38A",
    .read_code = read_code,
};

}  // namespace assay::readers
