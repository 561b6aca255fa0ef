/* A signature is checked, and what the check says is not looked at. Twin: it is. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int RSA_verify(int type, const unsigned char* digest, unsigned digest_size,
               const unsigned char* signature, unsigned signature_size, void* key);

static unsigned char image[65536];

int main(int count, char** words) {
  int file = open(words[1], O_RDONLY), flash = open("/dev/mtd3", O_WRONLY);
  long size = read(file, image, sizeof image);
  if (size < 512) return 1;
#ifndef TWIN
  RSA_verify(672, image, 32, image + 32, 256, 0);
#else
  if (RSA_verify(672, image, 32, image + 32, 256, 0) != 1) return 2;
#endif
  if (write(flash, image + 512, (unsigned long)size - 512) < 0) puts("not written");
  return count == 2;
}
