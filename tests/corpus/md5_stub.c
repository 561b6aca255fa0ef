/* Stands for libcrypto when the corpus is linked. */
unsigned char* MD5(const unsigned char* bytes, unsigned long size, unsigned char* digest) {
  for (unsigned long i = 0; i < size; i++) digest[i % 16] ^= bytes[i];
  return digest;
}
