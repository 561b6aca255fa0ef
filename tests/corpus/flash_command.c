/* A web server's program has an update written to flash. Twin: a function that it calls first checks
 * the signature, and says so. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int RSA_verify(int type, const unsigned char* digest, unsigned digest_size,
               const unsigned char* signature, unsigned signature_size, void* key);

static unsigned char head[512];

#ifdef TWIN
__attribute__((noinline)) static int holds(const char* path) {
  FILE* file = fopen(path, "rb");
  if (!file || fread(head, 1, sizeof head, file) != sizeof head) return 0;
  fclose(file);
  return RSA_verify(672, head, 32, head + 32, 256, 0) == 1;
}
#endif

int main(void) {
  const char* length = getenv("CONTENT_LENGTH");
  if (!length || atoi(length) == 0) return 1;
#ifdef TWIN
  if (!holds("/tmp/firmware.bin")) return 2;
#endif
  puts("Content-Type: text/html\n");
  return system("mtd -r write /tmp/firmware.bin firmware");
}
