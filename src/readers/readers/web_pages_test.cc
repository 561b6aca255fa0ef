#include "readers/reader_test.h"

namespace assay::readers {

extern const Reader web_pages;

namespace {

using Rows = std::vector<std::string>;

Rows rows_of(const std::vector<Fact>& facts, std::string_view table,
             const std::vector<std::string_view>& names) {
  std::vector<Fact> wanted;
  for (const Fact& fact : facts)
    if (fact.table == table) wanted.push_back(fact);
  return columns(wanted, names);
}

constexpr std::string_view page = R"~(<html><head><title>Debug</title>
<script src="/js/x.js?v=1"></script></head><body onload="go('/cgi-bin/status.cgi')">
<form action="/goform/set?id=3" METHOD=post><input name=user><input type=password name=pw>
<input type=hidden name=todo value=save><select name=mode></select></form>
<a href="http://vendor.example/help">help</a><a href='adv.htm#x'>more</a>
<script>var admin_pwd = "Zt7fLq2"; $.get('api/' + name); </script></body></html>)~";

TEST(WebPages, TellsWhereAPageStands) {
  const auto url = [](std::string_view path) {
    const Rows rows =
        rows_of(facts_of_file(web_pages, path, "<html>"), "web_page", {"url", "kind"});
    return rows.empty() ? std::string() : rows[0];
  };
  EXPECT_EQ(url("www/adv/index.htm"), "/adv/index.htm|page");
  EXPECT_EQ(url("usr/www/cgi-bin/luci"), "/cgi-bin/luci|cgi");
  EXPECT_EQ(url("var/www/html/x.php"), "/x.php|page");
  EXPECT_EQ(url("usr/lib/cgi-bin/test"), "/cgi-bin/test|cgi");
  EXPECT_EQ(url("www/logo.js"), "/logo.js|script");
  EXPECT_EQ(url("opt/app/start.asp"), "/opt/app/start.asp|page");
}

TEST(WebPages, LeavesAloneWhatNoServerShows) {
  for (const auto* path :
       {"usr/share/doc/x/index.html", "etc/passwd", "www/logo.png", "usr/lib/python3/http/x.html"})
    EXPECT_FALSE(web_pages.wants(path)) << path;
}

TEST(WebPages, ReadsFormsAndFields) {
  const auto facts = facts_of_file(web_pages, "www/d.htm", page);
  EXPECT_EQ(rows_of(facts, "web_form", {"action", "target", "verb", "fields", "passwords"}),
            (Rows{"/goform/set?id=3|set|POST|user pw todo mode|1"}));
  EXPECT_EQ(rows_of(facts, "web_parameter", {"name", "kind", "target", "value"}),
            (Rows{"v|query|x.js|1", "id|query|set|3", "user|text|set|-", "pw|password|set|-",
                  "todo|hidden|set|save", "mode|select|set|-"}));
}

TEST(WebPages, ReadsLinksAndScripts) {
  const auto facts = facts_of_file(web_pages, "www/d.htm", page);
  EXPECT_EQ(rows_of(facts, "web_route", {"route", "base", "how", "line"}),
            (Rows{"/js/x.js|x.js|script source|2", "/cgi-bin/status.cgi|status.cgi|script|2",
                  "/goform/set|set|form|3", "adv.htm|adv.htm|link|5", "api/||request|6"}));
  EXPECT_EQ(rows_of(facts, "secret", {"kind", "name", "value", "holder", "line"}),
            (Rows{"password|admin_pwd|Zt7fLq2|page script|6"}));
  EXPECT_EQ(rows_of(facts, "web_page", {"title", "sample"}), (Rows{"Debug|-"}));
}

TEST(WebPages, KnowsPagesThatServersGreetWith) {
  const auto facts =
      facts_of_file(web_pages, "www/index.html", "<html><title>Welcome to nginx!</title>");
  EXPECT_EQ(rows_of(facts, "web_page", {"sample"}), (Rows{"Welcome to nginx!"}));
}

TEST(WebPages, ReadsWhatTheServerRuns) {
  const auto facts = facts_of_file(web_pages, "www/x.php",
                                   "<html><?php $c = $_GET['cmd']; system($c); ?>"
                                   "<?php system(escapeshellarg($c)); ?></html>");
  EXPECT_EQ(rows_of(facts, "web_execution", {"call", "input", "line"}), (Rows{"system|$c|1"}));
  EXPECT_EQ(rows_of(facts, "web_parameter", {"name", "kind"}), (Rows{"cmd|lookup"}));
}

TEST(WebPages, GetsThroughAnything) { torture_file(web_pages, "www/d.htm", page); }

}  // namespace
}  // namespace assay::readers
