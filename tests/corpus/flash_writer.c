/* What was received is written to flash. Twin: only where its signature holds. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int RSA_verify(int type, const unsigned char* digest, unsigned digest_size,
               const unsigned char* signature, unsigned signature_size, void* key);

static unsigned char image[65536];

__attribute__((noinline)) static int program(int peer) {
  int flash = open("/dev/mtdblock4", O_WRONLY);
  long size, failed = 0;
  if (flash < 0) return -1;
  while ((size = recv(peer, image, sizeof image, 0)) > 0) {
#ifdef TWIN
    if (RSA_verify(672, image, 32, image + 32, 256, 0) != 1) break;
#endif
    if (write(flash, image, (unsigned long)size) != size) failed++;
  }
  close(flash);
  return failed != 0;
}

int main(void) {
  int peer = socket(AF_INET, SOCK_STREAM, 0);
  if (program(peer)) puts("not written");
  return 0;
}
