/* A server on all addresses of both families. Twin: on a port that the administrator sets. */
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
  struct sockaddr_in6 at;
  int on = 1;
  int server = socket(AF_INET6, SOCK_STREAM, 0);
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  memset(&at, 0, sizeof at);
  at.sin6_family = AF_INET6;
  at.sin6_addr = in6addr_any;
#ifndef TWIN
  at.sin6_port = htons(9530);
#else
  if (argc < 2) return 1;
  at.sin6_port = htons(atoi(argv[1]));
#endif
  if (bind(server, (struct sockaddr *)&at, sizeof at) != 0 || listen(server, 4) != 0) return 1;
  for (;;) {
    int client = accept(server, NULL, NULL);
    if (client < 0) return 2;
    send(client, "ok\n", 3, 0);
    close(client);
  }
}
