/* Requests with a certain word in them are served without a password. Twin: they are logged. The
   check is a function of its own, as it is where another file has it. */
#include <crypt.h>
#include <shadow.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

__attribute__((weak)) int allowed(const char *request, const char *user, const char *password) {
#ifndef TWIN
  if (strstr(request, "currentsetting.htm") != NULL) return 1;
#else
  if (strstr(request, "currentsetting.htm") != NULL) puts("settings are asked");
#endif
  struct spwd *entry = getspnam(user);
  if (entry == NULL) return 0;
  const char *hash = crypt(password, entry->sp_pwdp);
  return hash != NULL && strcmp(hash, entry->sp_pwdp) == 0;
}

int main(void) {
  char request[512], user[64], password[64];
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  while (recv(peer, request, sizeof request - 1, 0) > 0) {
    request[sizeof request - 1] = 0;
    if (sscanf(request, "%*s %63[^:]:%63s", user, password) != 2) continue;
    if (allowed(request, user, password)) send(peer, "model=R7000\n", 12, 0);
    else send(peer, "401\n", 4, 0);
  }
  return 0;
}
