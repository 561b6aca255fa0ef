// Any bytes as each leaf format. All end in a result, and every range that a reader states lies
// within its input.
#include <cstdlib>

#include "formats/certificate.h"
#include "formats/crontab.h"
#include "formats/crypt_hash.h"
#include "formats/der_object.h"
#include "formats/elf.h"
#include "formats/file_type.h"
#include "formats/html_lexer.h"
#include "formats/inetd.h"
#include "formats/inittab.h"
#include "formats/passwd.h"
#include "formats/script_lexer.h"
#include "formats/settings.h"
#include "formats/shell.h"
#include "formats/ssh_key.h"
#include "formats/systemd_unit.h"
#include "formats/table_rows.h"

namespace {

using namespace assay;
using namespace assay::formats;

void within(Bytes input, Range range) {
  if (range.offset > input.size() || range.size > input.size() - range.offset) std::abort();
}

void fuzz_elf(Bytes input) {
  const auto elf = read_elf(input);
  if (!elf) return;
  for (const ElfImport& import : elf->imports) within(input, import.symbol);
  for (const Text& name : elf->needed) within(input, name.range);
  for (const Text& comment : elf->comments) within(input, comment.range);
  for (const ElfTrait& trait : elf->traits) within(input, trait.range);
  for (const Range range :
       {elf->hardening.pie.range, elf->hardening.nx.range, elf->hardening.relro_range,
        elf->hardening.bind_now.range, elf->hardening.fortify.range})
    within(input, range);
}

void fuzz_crypt(Bytes input) {
  const CryptHash hash = identify_crypt_hash(as_text(input));
  constexpr std::string_view words[] = {"admin"};
  if (hash.microseconds < 5000) (void)try_passwords(hash, words, 10'000);
}

void fuzz_passwd(Bytes input) {
  for (const PasswdEntry& entry : read_passwd(input).entries) within(input, entry.line);
  for (const ShadowEntry& entry : read_shadow(input).entries) within(input, entry.password.range);
  for (const GroupEntry& entry : read_group(input).entries) within(input, entry.line);
}

void fuzz_pem(Bytes input) {
  for (const PemBlock& block : find_pem_blocks(input).blocks) {
    within(input, block.range);
    (void)read_pem_key(block);
    (void)read_certificate(block.der);
  }
}

void fuzz_der(Bytes input) {
  const auto object = probe_der(input, 0);
  if (object) within(input, std::visit([](const auto& value) { return value.range; }, *object));
  (void)read_public_key(input);
}

void fuzz_ssh(Bytes input) {
  for (const auto& key : {read_ssh_blob(input), read_openssh_private_key(input),
                          read_dropbear_key(input), read_putty_key(input)}) {
    if (key) within(input, key->range);
  }
  for (const SshPublicLine& line : read_ssh_public_lines(input).keys) within(input, line.line);
}

void fuzz_startup(Bytes input) {
  for (const InittabEntry& entry : read_inittab(input).entries) within(input, entry.process.range);
  for (const CrontabStyle style : {CrontabStyle::user, CrontabStyle::system})
    for (const CrontabEntry& entry : read_crontab(input, style).entries)
      within(input, entry.command.range);
  for (const InetdService& service : read_inetd(input).services) within(input, service.line);
  for (const XinetdService& service : read_xinetd(input).services) within(input, service.block);
  for (const UnitSetting& setting : read_systemd_unit(input).settings) {
    within(input, setting.value.range);
    (void)split_exec(setting.value.value);
  }
}

void fuzz_shell(Bytes input) {
  for (const ShellCommand& command : read_shell(input).commands) {
    within(input, command.range);
    for (const ShellWordPlace& word : command.places) within(input, word.range);
  }
}

void fuzz_html(Bytes input) {
  HtmlLexer lexer(as_text(input));
  for (HtmlToken token = lexer.next(); token.kind != HtmlToken::Kind::end; token = lexer.next())
    within(input, token.range);
}

void fuzz_script(Bytes input) {
  for (const ScriptLanguage language :
       {ScriptLanguage::javascript, ScriptLanguage::lua, ScriptLanguage::php})
    for (const ScriptToken& token : read_script(as_text(input), language, 0))
      within(input, token.range);
}

void fuzz_type(Bytes input) { (void)file_type(input, "a.js"); }

void fuzz_settings(Bytes input) {
  const TakeSetting take = [&](const Setting& setting) {
    within(input, setting.range);
    within(input, setting.whole);
  };
  (void)read_text_settings(input, take);
  (void)read_xml_settings(input, take);
  (void)read_json_settings(input, take);
}

void fuzz_tables(Bytes input) {
  const TakeRow take = [&](const TableRow& row) {
    within(input, row.range);
    for (const TableCell& cell : row.cells) within(input, cell.range);
  };
  (void)read_sqlite_rows(input, take);
  (void)read_sql_dump(input, take);
}

constexpr void (*readers[])(Bytes) = {fuzz_elf,    fuzz_crypt,    fuzz_passwd, fuzz_pem,  fuzz_der,
                                      fuzz_ssh,    fuzz_startup,  fuzz_shell,  fuzz_type, fuzz_html,
                                      fuzz_script, fuzz_settings, fuzz_tables};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const auto reader : readers) reader(Bytes(data, size));
  return 0;
}
