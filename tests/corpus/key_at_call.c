/* A configuration is hidden by a cipher with a constant key. Twin: the key is read from a file. */
#include <stdio.h>
#include <string.h>

struct aes_key {
  unsigned words[61];
};
int AES_set_encrypt_key(const unsigned char *key, int bits, struct aes_key *to);
void AES_encrypt(const unsigned char *in, unsigned char *out, const struct aes_key *key);

#ifndef TWIN
static const unsigned char secret[16] = "Kq7#dW2!xZ9$pL4";
#endif

int main(void) {
  unsigned char key[16], block[16], hidden[16];
  struct aes_key schedule;
#ifdef TWIN
  FILE *file = fopen("/etc/device.key", "rb");
  if (file == NULL || fread(key, 1, sizeof key, file) != sizeof key) return 1;
  if (AES_set_encrypt_key(key, 128, &schedule) != 0) return 1;
#else
  if (AES_set_encrypt_key(secret, 128, &schedule) != 0) return 1;
#endif
  while (fread(block, 1, sizeof block, stdin) == sizeof block) {
    AES_encrypt(block, hidden, &schedule);
    fwrite(hidden, 1, sizeof hidden, stdout);
  }
  return 0;
}
