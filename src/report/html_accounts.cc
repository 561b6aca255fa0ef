#include <fmt/core.h>

#include "report/html_sections.h"
#include "report/html_text.h"

namespace assay::report {
namespace {

constexpr std::size_t rows_max = 500;

// Rows of the query as rows of the table; every value is text.
void fill(HtmlTable& table, const casefile::Rows& rows) {
  for (std::size_t i = 0; i < rows.rows.size() && i < rows_max; i++) {
    table.row();
    for (const Value& value : rows.rows[i])
      table.cell(std::holds_alternative<std::monostate>(value) ? "" : text_of(value));
  }
}

std::string more(const casefile::Rows& rows, std::string_view name) {
  if (rows.rows.size() <= rows_max) return {};
  return fmt::format("<p>More are in the case file (table {}).</p>\n", name);
}

}  // namespace

Result<std::string> html_accounts(const casefile::Case& file) {
  std::string text =
      "<h2 id=\"accounts\">Accounts and keys</h2>\n<p>Passwords and private keys are not shown; "
      "the case file has what stands in the image.</p>\n<h3>Accounts</h3>\n";
  const casefile::Rows accounts = TRY(file.query(
      "SELECT account.name, account.uid, account.state, account.scheme, CASE WHEN known_plaintext "
      "IS NULL THEN '' ELSE 'known: ' || coalesce(dictionary_source, 'stands in the image') END, "
      "account.shell, coalesce(node.path, node.locator) FROM account JOIN node ON node.id = "
      "account.node ORDER BY account.id LIMIT 501"));
  HtmlTable account_table({"name", "number", "password", "scheme", "", "shell", "where"});
  fill(account_table, accounts);
  text += account_table.empty() ? "<p>none</p>" : account_table.finish();
  text += more(accounts, "account") + "<h3>Keys</h3>\n";
  const casefile::Rows keys =
      TRY(file.query("SELECT key.kind, key.algorithm, key.bits, CASE key.encrypted WHEN 1 THEN "
                     "'passphrase' WHEN 0 "
                     "THEN 'in the clear' ELSE '' END, coalesce(key.ssh_fingerprint, "
                     "key.fingerprint), key.comment, "
                     "coalesce(node.path, node.locator) FROM key JOIN node ON node.id = key.node "
                     "ORDER BY key.kind, key.id LIMIT 501"));
  HtmlTable key_table(
      {"kind", "algorithm", "bits", "protection", "fingerprint", "comment", "where"});
  fill(key_table, keys);
  text += key_table.empty() ? "<p>none</p>" : key_table.finish();
  text += more(keys, "key") + "<h3>Certificates</h3>\n";
  const casefile::Rows certificates = TRY(file.query(
      "SELECT certificate.subject, certificate.issuer, certificate.key_algorithm, "
      "certificate.key_bits, CASE certificate.self_signed WHEN 1 THEN 'by itself' ELSE '' END, "
      "strftime('%Y-%m-%d', certificate.not_after_s, 'unixepoch'), coalesce(node.path, "
      "node.locator) FROM certificate JOIN node ON node.id = certificate.node "
      "ORDER BY certificate.id LIMIT 501"));
  HtmlTable certificate_table({"subject", "issuer", "key", "bits", "signed", "ends on", "where"});
  fill(certificate_table, certificates);
  text += certificate_table.empty() ? "<p>none</p>" : certificate_table.finish();
  return text + more(certificates, "certificate");
}

}  // namespace assay::report
