#include "readers/code_reader_test.h"

namespace assay::readers {
extern const Reader crypto_uses;
namespace {

// The rows of a shared object of `source`, compiled by clang.
std::vector<Fact> facts_of(const std::string& target, const std::string& source) {
  const std::string text =
      "typedef unsigned char byte; typedef const void* K; typedef void* P;\n"
      "extern int AES_set_encrypt_key(const byte*, int, P);\nextern unsigned time(P);\n"
      "extern int EVP_EncryptInit_ex(P, K, P, const byte*, const byte*);\n"
      "extern K EVP_aes_256_cbc(void), EVP_aes_128_ecb(void);\n"
      "extern char* crypt(const char*, const char*); extern void srand(unsigned);\n"
      "extern int curl_easy_setopt(P, int, ...); extern int SSL_connect(P), SSL_accept(P);\n"
      "extern int jwt_set_alg(P, int, const byte*, int);\n"
      "extern void SSL_CTX_set_verify(P, int, P); extern int read(int, P, unsigned long);\n" +
      source;
  return facts_of_code(crypto_uses, shared_object(target, text, "-O2 -fno-builtin"));
}

using Rows = std::vector<std::string>;

TEST(CryptoUses, TellConstantBytes) {
  for (const char* target : code_targets) {
    SCOPED_TRACE(target);
    const auto facts = facts_of(
        target,
        "static const byte key[32] = \"0123456789abcdefghijklmnopqrstuv\", iv[16] = {0};\n"
        "int a(P c) { return EVP_EncryptInit_ex(c, EVP_aes_256_cbc(), 0, key, iv) + 1; }\n"
        "int b(P k) { return AES_set_encrypt_key(key, 128, k) + 1; }\n"
        "int c(P k, const byte* given) { return AES_set_encrypt_key(given, 128, k) + 1; }\n"
        "int d(P k, int f) { byte own[16]; read(f, own, 16);\n"
        "return AES_set_encrypt_key(own, 128, k) + 1; }\n"
        "char* e(const char* p) { return crypt(p, \"$1$salt$\") + 1; }\n"
        "int g(P t) { return jwt_set_alg(t, 1, key, 24) + 1; }\n"
        "int h(P t, const byte* given) { return jwt_set_alg(t, 1, given, 24) + 1; }\n");
    EXPECT_EQ(
        columns(facts, {"kind", "call", "constant_size", "distinct_bytes", "writable"}),
        (Rows{"key|EVP_EncryptInit_ex|32|32|0", "iv|EVP_EncryptInit_ex|16|1|0",
              "key|AES_set_encrypt_key|16|16|0", "salt|crypt|8|6|0", "key|jwt_set_alg|24|24|0"}));
  }
}

TEST(CryptoUses, TellModesSeedsAndChecks) {
  for (const char* target : code_targets) {
    SCOPED_TRACE(target);
    const auto facts =
        facts_of(target,
                 "int a(P c, const byte* k) {\n"
                 "return EVP_EncryptInit_ex(c, EVP_aes_128_ecb(), 0, k, 0) + 1; }\n"
                 "void b(unsigned n) { srand(time(0)); srand(7); srand(n); }\n"
                 "int c(P h) { curl_easy_setopt(h, 64, 0L); curl_easy_setopt(h, 81, 2L);\n"
                 "return curl_easy_setopt(h, 81, 0L) + 1; }\n"
                 "int d(P s) { SSL_CTX_set_verify(s, 0, 0); SSL_CTX_set_verify(s, 1, 0);\n"
                 "return SSL_connect(s) + 1; }\n");
    EXPECT_EQ(columns(facts, {"kind", "value", "role", "checked_otherwise"}),
              (Rows{"mode|ecb|-|-", "seed|time|-|-", "seed|constant|-|-",
                    "peer check|CURLOPT_SSL_VERIFYPEER|client|0",
                    "peer check|CURLOPT_SSL_VERIFYHOST|client|0",
                    "peer check|SSL_VERIFY_NONE|client|0"}));
  }
}

}  // namespace
}  // namespace assay::readers
