/* A port that is written as a text. Twin: the port of a server that is asked. */
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  struct addrinfo hints, *found;
  char request[64];
  memset(&hints, 0, sizeof hints);
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
#ifndef TWIN
  hints.ai_flags = AI_PASSIVE;
  if (getaddrinfo(NULL, "53413", &hints, &found) != 0) return 1;
  int server = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
  if (bind(server, found->ai_addr, found->ai_addrlen) != 0 || listen(server, 4) != 0) return 1;
  for (;;) {
    int client = accept(server, NULL, NULL);
    if (client < 0) return 2;
    send(client, "ok\n", 3, 0);
    close(client);
  }
#else
  if (getaddrinfo("192.168.1.1", "53413", &hints, &found) != 0) return 1;
  int server = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
  if (connect(server, found->ai_addr, found->ai_addrlen) != 0) return 1;
  return recv(server, request, sizeof request, 0) > 0;
#endif
}
