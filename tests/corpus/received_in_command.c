/* A text that was received stands in a command of the shell. Twin: a number of it does. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  char request[256], command[400];
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, request, sizeof request, 0) > 0) {
#ifndef TWIN
    snprintf(command, sizeof command, "ping -c 3 %s > /tmp/ping", request + 4);
#else
    snprintf(command, sizeof command, "ping -c %d 192.168.1.1 > /tmp/ping", atoi(request + 4));
#endif
    system(command);
    send(peer, command, strlen(command), 0);
  }
  return 0;
}
