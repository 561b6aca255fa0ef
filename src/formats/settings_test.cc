#include "formats/settings.h"

#include <gtest/gtest.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

using Read = SettingProblems (*)(Bytes, const TakeSetting&);
using Rows = std::vector<std::string>;

// "section|name|value" of each; the range must show the value where nothing was resolved.
Rows rows_of(Read read, std::string_view text, bool escaped = false) {
  Rows rows;
  read(as_bytes(text), [&](const Setting& one) {
    rows.push_back(std::string(one.section) + "|" + std::string(one.name) + "|" +
                   std::string(one.value));
    EXPECT_TRUE(slice(as_bytes(text), one.whole));
    EXPECT_GT(one.whole.size, 0U);
    if (!escaped) {
      EXPECT_EQ(text.substr(one.range.offset, one.range.size), one.value);
    }
  });
  return rows;
}

TEST(TextSettings, ReadLinesOfManyKinds) {
  EXPECT_EQ(
      rows_of(read_text_settings,
              "# a = b\n[radius]\nsecret = 'x y' # z\nport=1812;\n\nempty=\nrocommunity public\n"
              "export A_B=\"c\"\r\nnvram set http_passwd=admin\nkey: v\nword\n"),
      (Rows{"radius|secret|x y", "radius|port|1812", "radius|empty|", "radius|rocommunity|public",
            "radius|A_B|c", "radius|http_passwd|admin", "radius|key|v"}));
}

TEST(TextSettings, ReadUciAndBlocksAndNulls) {
  EXPECT_EQ(rows_of(read_text_settings,
                    "config wifi-iface 'lan'\n\toption key 'secret 1'\n\tlist dns 1.1.1.1\n"),
            (Rows{"wifi-iface lan|key|secret 1", "wifi-iface lan|dns|1.1.1.1"}));
  EXPECT_EQ(rows_of(read_text_settings, "client x {\n secret = a\n}\nb = c\n"),
            (Rows{"client x|secret|a", "|b|c"}));
  EXPECT_EQ(rows_of(read_text_settings, std::string_view("a=1\0b=2\0\0c", 10)),
            (Rows{"|a|1", "|b|2"}));
}

TEST(XmlSettings, ReadTextAndAttributes) {
  EXPECT_EQ(
      rows_of(read_xml_settings,
              "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x \"y\">]><Device><!-- <p>1</p> -->"
              "<Mgmt><Username> cpe </Username><Password/><ns:Url><![CDATA[http://x]]></ns:Url>"
              "</Mgmt><DM name=\"Pass\" val=\"p\"/><Value Name=\"k\">v</Value></Device>"),
      (Rows{"Device/Mgmt|Username|cpe", "Device/Mgmt|Url|http://x", "Device/DM|Pass|p",
            "Device|k|v"}));
  EXPECT_EQ(rows_of(read_xml_settings,
                    "<DB><Tbl name='T'><Row No='0'/></Tbl><User name='a' pw='b'/></DB>"),
            (Rows{"DB/Tbl T/Row|No|0", "DB/User a|name|a", "DB/User a|pw|b"}));
  EXPECT_EQ(rows_of(read_xml_settings, "<a>x&amp;y &#1; &lol;</a>", true),
            Rows{"|a|x&y &#1; &lol;"});
}

TEST(JsonSettings, ReadScalarsUnderTheirKey) {
  EXPECT_EQ(
      rows_of(read_json_settings,
              R"({"users":[{"name":"root","password":"x"},{"name":"b"}],"n":-1.5,"t":true})"),
      (Rows{"users[1]|name|root", "users[1]|password|x", "users[2]|name|b", "|n|-1.5", "|t|true"}));
  EXPECT_EQ(rows_of(read_json_settings, R"({"p":"a\"b\u0041\n"})", true), Rows{"|p|a\"bA\n"});
}

TEST(Settings, EndInAResultForDamagedFiles) {
  const std::string_view good[] = {
      "[a]\nb = 'c'\nconfig x 'y'\n\toption k \"v\"\nz {\n}\n",
      "<?xml?><!DOCTYPE a [<!ENTITY x 'y'>]><a n='1'><b>&amp;</b><![CDATA[x]]></a>",
      R"({"a":[{"b":"\u0041\\"},1,null],"c":{}})"};
  for (const Read read : {read_text_settings, read_xml_settings, read_json_settings}) {
    for (const std::string_view text : good) {
      const auto check = [&](Bytes bytes) {
        read(bytes, [&](const Setting& one) {
          EXPECT_TRUE(slice(bytes, one.range));
          EXPECT_TRUE(slice(bytes, one.whole));
        });
      };
      each_prefix(as_bytes(text), check);
      each_flip(as_bytes(text), 2000, check);
    }
  }
}

// Each would take hours were its time not linear, or gigabytes were its depth stored.
TEST(Settings, TakeLinearTime) {
  const std::string deep_json(1U << 20U, '[');
  const std::string deep_xml = [] {
    std::string text;
    while (text.size() < 1U << 20U) text += "<a>";
    return text;
  }();
  const std::string one_line(1U << 20U, 'a');
  const std::string open_comments = [] {
    std::string text;
    while (text.size() < 1U << 20U) text += "<!--";
    return text;
  }();
  const std::string quotes = [] {
    std::string text;
    while (text.size() < 1U << 20U) text += "a=\"\n";
    return text;
  }();
  for (const Read read : {read_text_settings, read_xml_settings, read_json_settings})
    for (const std::string* text : {&deep_json, &deep_xml, &one_line, &open_comments, &quotes})
      read(as_bytes(*text), [](const Setting& one) { EXPECT_LE(one.section.size(), 600U); });
}

}  // namespace
}  // namespace assay::formats
