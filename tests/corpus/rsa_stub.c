/* Stands for libcrypto when the corpus is linked. */
int RSA_verify(int type, const unsigned char* digest, unsigned digest_size,
               const unsigned char* signature, unsigned signature_size, void* key) {
  return key == 0 && type == 672 && digest[0] + digest_size == signature[0] + signature_size;
}
