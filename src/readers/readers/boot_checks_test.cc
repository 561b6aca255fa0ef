// Readers of what is verified at boot, and of who may log in by an authority.
#include "readers/reader_test.h"

namespace assay::readers {
extern const Reader boot_scripts;
extern const Reader efi_variables;
extern const Reader kernel_boot;
extern const Reader mail_addresses;
extern const Reader ssh_authorities;
extern const Reader system_settings;
extern const Reader verity_superblock;
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using Rows = std::vector<std::string>;

Rows checks(std::vector<Fact> facts) {
  std::erase_if(facts, [](const Fact& fact) { return fact.table != "boot_check"; });
  return columns(facts, {"kind", "name", "value", "enforced"});
}

constexpr std::string_view hash =
    "4392712ba01368efdf14b05c76f9e4df0d53664630b5d48632ed17a137f39076";

TEST(BootChecks, OfTables) {
  const std::string tab = "root /dev/sda1 /dev/sda2 " + std::string(hash) + "\n#x a b " +
                          std::string(hash) + "\nusr a b " + std::string(hash) +
                          " ignore-corruption\nbad a b c\n";
  EXPECT_EQ(checks(facts_of_file(system_settings, "etc/veritytab", tab)),
            (Rows{"dm-verity|root|" + std::string(hash) + "|1",
                  "dm-verity|usr|" + std::string(hash) + "|0"}));
  torture_file(system_settings, "etc/veritytab", tab, 100);
  EXPECT_EQ(checks(facts_of_file(system_settings, "fstab.board",
                                 "system /system ext4 ro wait,avb=vbmeta\n/dev/a / ext4 ro\n")),
            Rows{"dm-verity|/system|avb=vbmeta|-"});
  EXPECT_FALSE(system_settings.wants("usr/lib/lua/luci/fstab.lua"));
  EXPECT_TRUE(facts_of_file(system_settings, "etc/fstab", "if x then y\n").empty());
}

TEST(BootChecks, OfScripts) {
  const std::string text = "#!/bin/sh\nveritysetup open /dev/mtdblock4 root /dev/mtdblock5 " +
                           std::string(hash) +
                           "\nveritysetup close root\ndmsetup create r --table \"0 8 verity 1 a b "
                           "4096\"\ndmsetup create l --table \"0 8 linear a 0\"\n";
  EXPECT_EQ(checks(facts_of_file(boot_scripts, "etc/preinit", text)),
            (Rows{"dm-verity|/dev/mtdblock4|" + std::string(hash) + "|-",
                  "dm-verity|r|0 8 verity 1 a b 4096|-"}));
}

TEST(BootChecks, OfParametersAndVariables) {
  const auto of_line = [](std::string_view line) {
    const std::string text = std::string(1, '\0') + std::string(line) + std::string(1, '\0');
    return checks(facts_of_content(kernel_boot, as_bytes(text)));
  };
  EXPECT_EQ(of_line("console=ttyS0 root=/dev/dm-0 init=/x dm-mod.create=\"v,,,ro,0 8 verity 1 a\" "
                    "module.sig_enforce=0 lockdown=integrity"),
            (Rows{"dm-verity|dm-mod.create|\"v,,,ro,0 8 verity 1 a\"|1",
                  "kernel modules|module.sig_enforce|0|0", "lockdown|lockdown|integrity|1"}));
  EXPECT_TRUE(of_line("console=ttyS0 root=/dev/sda1 init=/x dm-mod.create=\"a linear\"").empty());
  const std::string variables("\0\0\0\0baudrate=1\0bootcmd=x\0verify=n\0\0", 34);
  EXPECT_EQ(checks(facts_of_content(kernel_boot, as_bytes(variables))),
            Rows{"boot image|verify|n|0"});
}

void put(std::string& bytes, std::uint64_t value, int size) {
  for (int i = 0; i < size; i++) bytes += static_cast<char>(value >> (8 * i));
}

std::string variable(std::string_view name, std::string_view value, unsigned state) {
  std::string bytes = "\xaa\x55"s + static_cast<char>(state) + '\0';
  put(bytes, 7, 4);
  bytes += std::string(28, '\0');
  put(bytes, name.size() * 2 + 2, 4);
  put(bytes, value.size(), 4);
  bytes += std::string(16, 'g');
  for (const char c : name) put(bytes, static_cast<unsigned char>(c), 2);
  put(bytes, 0, 2);
  bytes += value;
  while (bytes.size() % 4 != 0) bytes += '\xff';
  return bytes;
}

std::string store(const std::string& variables) {
  std::string bytes = "xxxx\x78\x2c\xf3\xaa\x7b\x94\x9a\x43\xa1\x80\x2e\x14\x4e\xc3\x77\x92"s;
  put(bytes, 28 + variables.size() + 64, 4);
  bytes += "\x5a\xfe"s + std::string(6, '\0') + variables + std::string(64, '\xff');
  return bytes;
}

// By the layout; held against OVMF_VARS_4M.fd, OVMF_VARS_4M.ms.fd and OVMF_VARS_4M.snakeoil.fd of
// Debian's package ovmf, of which the first is in setup mode and the others have keys.
TEST(EfiVariables, OfSecureBoot) {
  const std::string text =
      store(variable("Boot0000", "abc", 0x3f) + variable("SecureBootEnable", "\x01", 0x3d) +
            variable("SecureBootEnable", "\1"sv, 0x3f) + variable("PK", "12345", 0x3f));
  EXPECT_EQ(checks(facts_of_content(efi_variables, as_bytes(text))),
            (Rows{"uefi secure boot|SecureBootEnable|1|1", "uefi secure boot|PK|5 bytes|-",
                  "uefi secure boot|platform key|stored|1"}));
  EXPECT_EQ(checks(facts_of_content(efi_variables, as_bytes(store(variable("Lang", "en", 0x3f))))),
            Rows{"uefi secure boot|platform key|none: setup mode|0"});
  // The GUID alone, as programs that write stores have it.
  EXPECT_TRUE(facts_of_content(efi_variables, as_bytes(text.substr(0, 24))).empty());
  formats::each_prefix(as_bytes(text), [](Bytes b) { facts_of_content(efi_variables, b); });
  formats::each_flip(as_bytes(text), 500, [](Bytes b) { facts_of_content(efi_variables, b); });
}

// As `veritysetup format data.img hash.img --salt=00112233` of cryptsetup 2.6.1 writes it for ten
// blocks.
TEST(VeritySuperblock, IsTold) {
  std::string block = "verity\0\0\1\0\0\0\1\0\0\0"s + std::string(16, '\x11') + "sha256";
  block.resize(64, '\0');
  block += "\0\x10\0\0\0\x10\0\0\x0a\0\0\0\0\0\0\0\4\0\0\0\0\0\0\0\0\x11\x22\x33"s;
  block.resize(4096, '\0');
  const std::string text = std::string(512, '\0') + block;
  EXPECT_EQ(checks(facts_of_content(verity_superblock, as_bytes(text))),
            Rows{"dm-verity|superblock|sha256, 10 blocks of 4096 bytes|-"});
  // The magic as a constant of a program, and one that is cut short.
  std::string other = text;
  other[512 + 64] = 1;
  EXPECT_TRUE(facts_of_content(verity_superblock, as_bytes(other)).empty());
  EXPECT_TRUE(facts_of_content(verity_superblock, as_bytes(text.substr(0, 900))).empty());
  formats::each_flip(as_bytes(text).first(1024), 300,
                     [](Bytes b) { facts_of_content(verity_superblock, b); });
}

TEST(SshAuthorities, LetIn) {
  const auto rows = [](std::string_view name, std::string_view text) {
    torture_file(ssh_authorities, name, text, 100);
    return columns(facts_of_file(ssh_authorities, name, text), {"by", "user", "who", "options"});
  };
  EXPECT_EQ(rows("etc/ssh/sshd_config",
                 "#TrustedUserCAKeys /x\nTrustedUserCAKeys /etc/ssh/ca.pub\nPort 22\n"
                 "authorizedkeyscommand \"/usr/bin/keys %u\"\nTrustedUserCAKeys none\n"),
            (Rows{"ssh authority|-|/etc/ssh/ca.pub|-", "ssh command|-|/usr/bin/keys %u|-"}));
  EXPECT_EQ(rows("etc/ssh/auth_principals/root", "# who\nsupport\nfrom=\"10.0.0.1\" admin\n"),
            (Rows{"ssh principal|root|support|-", "ssh principal|root|admin|from=\"10.0.0.1\""}));
  EXPECT_FALSE(ssh_authorities.wants("etc/ssh/ssh_config"));
}

TEST(MailAddresses, OfListsAreNoPersons) {
  EXPECT_EQ(columns(facts_of_content(
                        mail_addresses,
                        as_bytes("Linux version 6.1.0-9 (debian-kernel@lists.debian.org) (gcc\n"
                                 "Linux version 3.10 (zhang@pc7) (gcc\n")),
                    {"kind", "text", "person"}),
            (Rows{"build host|debian-kernel@lists.debian.org|-", "build host|zhang@pc7|zhang"}));
}

}  // namespace
}  // namespace assay::readers
