/* Forms are given to a web server by calls, each with a name and a function. Twin: the calls have
   names and numbers. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct form {
  const char *name;
  void (*handle)(const char *);
  int number;
} forms[16];
static int count;
static int peer;

__attribute__((noinline, noclone)) void define_form(const char *name,
                                                     void (*handle)(const char *), int number) {
  if (count == 16) return;
  forms[count].name = name;
  forms[count].handle = handle;
  forms[count++].number = number;
}

static void wan(const char *query) { send(peer, query, strlen(query), 0); }
static void lan(const char *query) { setenv("setting", query, 1); }
static void factory(const char *query) { unlink(query); }

int main(void) {
  char request[512];
  peer = socket(AF_INET, SOCK_STREAM, 0);
#ifndef TWIN
  define_form("formWan", wan, 1);
  define_form("formLan", lan, 2);
  define_form("formFactory9", factory, 3);
#else
  void (*handle)(const char *) = getenv("wan") ? wan : getenv("lan") ? lan : factory;
  define_form("formWan", handle, 1);
  define_form("formLan", handle, 2);
  define_form("formFactory9", handle, 3);
#endif
  while (recv(peer, request, sizeof request - 1, 0) > 0) {
    request[511] = 0;
    for (int i = 0; i < count; i++)
      if (strcmp(request, forms[i].name) == 0) forms[i].handle(request + 16);
  }
  return 0;
}
