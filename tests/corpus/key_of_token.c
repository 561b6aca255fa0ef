/* Tokens are signed with a constant secret. Twin: with one that is made at the first start. */
#include <stdio.h>
#include <string.h>

const void *EVP_sha256(void);
unsigned char *HMAC(const void *digest, const void *key, int key_size, const unsigned char *data,
                    unsigned long size, unsigned char *out, unsigned *out_size);

int main(void) {
  char token[512];
  unsigned char mac[32];
  unsigned size = 0;
#ifdef TWIN
  char secret[24];
  FILE *file = fopen("/var/lib/token.key", "rb");
  if (file == NULL || fread(secret, 1, sizeof secret, file) != sizeof secret) return 1;
#else
  static const char secret[] = "cf2aTokenSigning!8841zq0";
#endif
  while (fgets(token, sizeof token, stdin) != NULL) {
    HMAC(EVP_sha256(), secret, 24, (const unsigned char *)token, strlen(token), mac, &size);
    fwrite(mac, 1, size, stdout);
  }
  return 0;
}
