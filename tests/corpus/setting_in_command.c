/* A setting stands in a command, through a function that prints it. Twin: a constant stands there.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char* nvram_get(const char* name);

__attribute__((noinline)) static int run(const char* format, ...) {
  char command[512];
  va_list values;
  va_start(values, format);
  vsnprintf(command, sizeof command, format, values);
  va_end(values);
  if (strlen(command) > 500) return -1;
  return system(command);
}

int main(void) {
  int failed = 0;
#ifndef TWIN
  failed |= run("ifconfig eth0 hw ether %s", nvram_get("wan_hwaddr"));
#else
  printf("%s\n", nvram_get("wan_hwaddr"));
  failed |= run("ifconfig %s up", "eth0");
#endif
  failed |= run("route add default dev %s", "ppp0");
  return failed;
}
