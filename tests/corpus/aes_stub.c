/* Stands for libcrypto when the corpus is linked. */
int AES_set_encrypt_key(const unsigned char *key, int bits, unsigned *to) {
  for (int i = 0; i < bits / 8; i++) to[i] = key[i];
  return 0;
}
void AES_encrypt(const unsigned char *in, unsigned char *out, const unsigned *key) {
  for (int i = 0; i < 16; i++) out[i] = in[i] ^ key[i];
}
const void *EVP_sha256(void) { return 0; }
unsigned char *HMAC(const void *digest, const void *key, int key_size, const unsigned char *data,
                    unsigned long size, unsigned char *out, unsigned *out_size) {
  for (unsigned long i = 0; i < size; i++) out[i % 32] ^= data[i] ^ ((const char *)key)[i % key_size];
  *out_size = digest == 0 ? 32 : 20;
  return out;
}
