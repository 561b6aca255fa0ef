#include "formats/shared_primes.h"

#include <gtest/gtest.h>

namespace assay::formats {
namespace {

// Products of primes of `openssl prime -generate -bits 512 -hex`: p*q, p*r and s*t.
const std::string first =
    "C56FC30D6FB7C20C5C726A75E8C45FCEEBA31925CCD6941C0070A2BA67B7AB761D81528467966886"
    "2AEA143609135CED8D7455E383F7B2F8B8167B8EFACC97DEF19E28079C0390DB31DB235E997228B4"
    "63B13E5BCC50274BF8A590124CD0AE2055DCD32BAB07B5A444FE1D22D4F71831CA323F864F9DF368"
    "67E43FEBE080E0D7";
const std::string second =
    "D32B0490013FCED6592D7442D2B28751D2AFA3F9778F7E5F5B504D393A761FB53397DAE1A4F0653D"
    "2F0281FEF8F416F5B7834ADFA66505CD244C62722599ED59B83171446FED83981CD7D979A297CE53"
    "9C7A9B03EEF913628C085DA82C71C98CB8797BFF85092CA375FF0B5F2E90E0C1DF9123DC38D320BC"
    "75FD79846519FEC3";
const std::string other =
    "C1F5144237A38A40DD9DACDDEE0B65810844B4B58B76F6592E4BB9324D7617CEB38B96E1557EBA11"
    "7056797864B8897D7841870C2566144739A5DEAFE299401E2FE731EEAC042C3D2CDF73E0C7F72955"
    "DE123353676AAD74E1A28B8D762850D6EC5A84641C7E5E105A8A9A276B71C1F7AD385B2A9B0A918E"
    "AC927C561E475313";

using Places = std::vector<std::size_t>;

TEST(SharedPrimes, AreFoundBetweenDifferentModuli) {
  const std::vector<std::string> moduli = {other, first, "no number", second, first};
  EXPECT_EQ(find_shared_primes(moduli), (Places{1, 3, 4}));
}

TEST(SharedPrimes, AreNotSeenInOneModulusThatStandsTwice) {
  EXPECT_EQ(find_shared_primes(std::vector<std::string>{first, other, first}), Places{});
  EXPECT_EQ(find_shared_primes(std::vector<std::string>{first}), Places{});
  EXPECT_EQ(find_shared_primes(std::vector<std::string>{"", "0", "-" + first, "11"}), Places{});
  EXPECT_EQ(find_shared_primes(std::vector<std::string>(2, std::string(100'000, 'f'))), Places{});
}

TEST(SharedPrimes, AreLookedForAmongABoundedNumber) {
  std::vector<std::string> many;
  for (int i = 0; i < 300; i++) many.push_back(first + std::to_string(1000 + 2 * i) + "1");
  many.push_back(second);
  EXPECT_LE(find_shared_primes(many).size(), many.size());
}

}  // namespace
}  // namespace assay::formats
