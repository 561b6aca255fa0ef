#include "formats/crypto_tables.h"
#include "readers/code_reader_test.h"

namespace assay::readers {
extern const Reader crypto_constants;
extern const Reader own_ciphers;
namespace {

std::string table_of(std::string_view algorithm, std::string_view name) {
  for (const formats::CryptoTable& table : formats::crypto_tables())
    if (table.algorithm == algorithm && table.name == name && table.form == "bytes") {
      std::string numbers;
      for (const std::uint8_t byte : table.bytes) numbers += std::to_string(byte) + ",";
      return numbers;
    }
  return {};
}

// The rows of a shared object that has the S-box of AES, or another table, and `source`.
std::vector<Fact> facts_of(const std::string& target, const std::string& level,
                           const std::string& source, const std::string& table) {
  const formats::Sample bytes =
      shared_object(target,
                    "typedef unsigned char byte; static const byte box[] = {" + table +
                        "};\nextern int read(int, void*, unsigned long);\n"
                        "#define OWN __attribute__((noinline, visibility(\"hidden\")))\n" +
                        source,
                    level);
  const auto program = code::Program::open(bytes);
  EXPECT_TRUE(program) << "not compiled";
  if (!program) return {};
  Reading reading;
  for (const Fact& fact : facts_of_content(crypto_constants, bytes)) reading.facts.push_back(fact);
  const std::size_t tables = reading.facts.size();
  EXPECT_GT(tables, 0U);
  own_ciphers.read_code(code::Survey(program.value()), reading);
  reading.facts.erase(reading.facts.begin(),
                      reading.facts.begin() + static_cast<std::ptrdiff_t>(tables));
  return held_to_tables(reading, bytes);
}

constexpr const char* cipher =
    "OWN void expand(byte* words, const byte* key, int n) {\n"
    "  for (int i = 0; i < n; i++) words[i] = box[key[i & 15] ^ i];\n}\n"
    "OWN void plain(byte* words, const byte* from) { words[0] = from[3]; words[1] = from[4]; }\n";
constexpr const char* users =
    "static const byte secret[16] = {1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16};\n"
    "OWN void start(byte* words, const byte* key) { expand(words, key, 176); words[0]++; }\n"
    "void direct(byte* words) { expand(words, secret, 176); words[1]++; }\n"
    "void through(byte* words) { start(words, (const byte*)\"Kq7#dW2!xZ9$pL4.\"); words[1]++; }\n"
    "void of_file(byte* words, int f) { byte own[16]; read(f, own, 16);\n"
    "  expand(words, own, 176); words[2]++; }\n"
    "void named(byte* words) { expand(words, (const byte*)\"/etc/device/secret.key\", 176);\n"
    "  words[3]++; }\n"
    "void of_another(byte* words) { plain(words, secret); words[4]++; }\n";

using Rows = std::vector<std::string>;

TEST(OwnCiphers, TellConstantBytes) {
  const std::string box = table_of("AES", "S-box");
  on_each_target([&](const char* target, const char* level) {
    EXPECT_EQ(columns(facts_of(target, level, std::string(cipher) + users, box),
                      {"kind", "value", "constant_size", "distinct_bytes", "function_name"}),
              (Rows{"own cipher|AES S-box|16|16|through", "own cipher|AES S-box|16|16|direct"}));
  });
}

// crypt(3) has these tables and tests itself.
TEST(OwnCiphers, LeaveOutThoseOfPasswords) {
  const std::string boxes = table_of("DES", "S-boxes");
  EXPECT_TRUE(facts_of("x86_64-linux-gnu", "-O2", std::string(cipher) + users, boxes).empty());
}

// What a library of ciphers passes itself are tests.
TEST(OwnCiphers, LeaveOutLibrariesOfCiphers) {
  const std::string box = table_of("AES", "S-box");
  const std::string named =
      std::string(cipher) + users + "void aes_setup(byte* w) { direct(w); }\n";
  EXPECT_FALSE(facts_of("x86_64-linux-gnu", "-O2", named, box).empty());
  EXPECT_TRUE(facts_of("x86_64-linux-gnu", "-O2 -Wl,-soname,libc.so.1", named, box).empty());
}

}  // namespace
}  // namespace assay::readers
