/* A server for configuration on a port of its own. Twin: it asks that of another device. */
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  char request[64];
  struct sockaddr_in at;
  memset(&at, 0, sizeof at);
  at.sin_family = AF_INET;
  at.sin_port = htons(32764);
  int server = socket(AF_INET, SOCK_STREAM, 0);
#ifndef TWIN
  if (bind(server, (struct sockaddr *)&at, sizeof at) != 0 || listen(server, 4) != 0) return 1;
  for (;;) {
    int client = accept(server, NULL, NULL);
    ssize_t size = recv(client, request, sizeof request, 0);
    if (size > 0) send(client, request, size, 0);
    close(client);
  }
#else
  at.sin_addr.s_addr = htonl(0xc0a80101);
  if (connect(server, (struct sockaddr *)&at, sizeof at) != 0) return 1;
  send(server, "get", 3, 0);
  return recv(server, request, sizeof request, 0) > 0;
#endif
}
