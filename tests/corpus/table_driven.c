/* Names in a table; one of them runs a shell. Twin: none does. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int peer;
static void status(void) { send(peer, "up\n", 3, 0); }
static void version(void) { send(peer, "1.2\n", 4, 0); }
#ifndef TWIN
static void shell(void) { system("/bin/sh -i"); }
#else
static void shell(void) { send(peer, "no\n", 3, 0); }
#endif

static const struct {
  const char *name;
  void (*run)(void);
} commands[] = {{"status", status}, {"version", version}, {"tnl_svc_on", shell}};

int main(void) {
  char request[256];
  peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, request, sizeof request, 0) > 0)
    for (unsigned i = 0; i < sizeof commands / sizeof *commands; i++)
      if (strcmp(request, commands[i].name) == 0) commands[i].run();
  return 0;
}
