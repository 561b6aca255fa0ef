/* A function binds the port that its caller passes. Twin: the kernel chooses one. */
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

__attribute__((noinline)) static int open_port(int port) {
  struct sockaddr_in at;
  int server = socket(AF_INET, SOCK_DGRAM, 0);
  if (server < 0) return -1;
  memset(&at, 0, sizeof at);
  at.sin_family = AF_INET;
  at.sin_port = htons(port);
  at.sin_addr.s_addr = htonl(INADDR_ANY);
  if (bind(server, (struct sockaddr *)&at, sizeof at) != 0) {
    close(server);
    return -1;
  }
  return server;
}

int main(void) {
  char request[256];
#ifndef TWIN
  int server = open_port(39889);
#else
  int server = open_port(0);
#endif
  struct sockaddr_in peer;
  socklen_t peer_size = sizeof peer;
  if (server < 0) return 1;
  while (recvfrom(server, request, sizeof request, 0, (struct sockaddr *)&peer, &peer_size) > 0)
    sendto(server, "up\n", 3, 0, (struct sockaddr *)&peer, peer_size);
  return 0;
}
