#include "readers/credential_value.h"

#include <gtest/gtest.h>

#include "readers/credential_name.h"

namespace assay::readers {
namespace {

TEST(CredentialValue, UndoesWhatIsPubliclyReversible) {
  // As printed in many a guide to routers: both are "cisco".
  EXPECT_EQ(plain_of_cisco7("060506324F41"), "cisco");
  EXPECT_EQ(plain_of_cisco7("0822455D0A16"), "cisco");
  EXPECT_EQ(plain_of_cisco7("99"), "");
  // The example of Crypt::Juniper's manual.
  EXPECT_EQ(plain_of_juniper9("$9$LbHX-wg4Z"), "lc");
  EXPECT_EQ(plain_of_juniper9("$9$L"), "");
  EXPECT_EQ(judge_credential("password", "YWRtaW5wYXNz").state, "plain");
  const auto base64 = judge_credential("password", "YWRtaW4xMjM0NQ==");
  EXPECT_EQ(base64.state, "reversible");
  EXPECT_EQ(base64.plain, "admin12345");
}

TEST(CredentialValue, TellsCredentialsFromOtherValues) {
  EXPECT_EQ(judge_credential("password", "").state, "empty");
  EXPECT_EQ(judge_credential("password", "admin").state, "plain");
  EXPECT_EQ(judge_credential("password", "yes").state, "");
  EXPECT_EQ(judge_credential("password", "Enter the password").state, "");
  EXPECT_EQ(judge_credential("password", "${PASS}").state, "placeholder");
  EXPECT_EQ(judge_credential("password", "@PASSWORD@").state, "placeholder");
  EXPECT_EQ(judge_credential("password", "/etc/secret/x").state, "reference");
  EXPECT_EQ(judge_credential("password", "$1$abcdefgh$0123456789012345678901").scheme, "md5");
  EXPECT_EQ(judge_credential("password", std::string(32, 'a')).scheme, "md5 hex");
  EXPECT_EQ(judge_credential("key", std::string(32, 'a')).state, "plain");
}

TEST(CredentialName, KnowsWhatASettingHolds) {
  for (const auto name : {"password", "http_passwd", "AcsPassword", "ConnectionRequestPassword",
                          "adminpassword", "wl0_passwd2", "userPwd", "sys.login.pass"})
    EXPECT_EQ(credential_kind("", name), "password") << name;
  EXPECT_EQ(credential_kind("", "wl0_wpa_psk"), "psk");
  EXPECT_EQ(credential_kind("", "PreSharedKey"), "psk");
  EXPECT_EQ(credential_kind("wifi-iface x", "key"), "psk");
  EXPECT_EQ(credential_kind("", "rocommunity"), "community");
  EXPECT_EQ(credential_kind("", "jwt_secret"), "secret");
  EXPECT_EQ(credential_kind("", "aes_key"), "key");
  EXPECT_EQ(credential_kind("", "cloudApiKey"), "api_key");
  for (const auto name : {"password_min_length", "passwordFile", "save_password", "bypass",
                          "compass", "key", "ssh_key_file", "password_enabled", "keyboard",
                          "no_password", "passive_mode", "community_name_max"})
    EXPECT_EQ(credential_kind("", name), "") << name;
}

TEST(CredentialName, FindsTheUserThatBelongsToAPassword) {
  EXPECT_TRUE(names_user("http_username"));
  EXPECT_TRUE(names_user("Username"));
  EXPECT_TRUE(names_user("loginUser"));
  EXPECT_FALSE(names_user("user_agent"));
  EXPECT_EQ(stem_of_name("http_passwd"), stem_of_name("http_username"));
  EXPECT_EQ(stem_of_name("AcsPassword"), stem_of_name("AcsUsername"));
  EXPECT_EQ(service_of_names("etc/config/easycwmp", "acs", "password"), "tr069");
  EXPECT_EQ(service_of_names("etc/x.cfg", "", "http_passwd"), "web");
  EXPECT_EQ(service_of_names("etc/x.cfg", "", "serial"), "");
}

}  // namespace
}  // namespace assay::readers
