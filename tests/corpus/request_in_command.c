/* What a web server hands a program of a request stands in a command. Twin: it is only printed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
  char command[512], line[128];
  const char* query = getenv("QUERY_STRING");
  if (query == NULL) return 1;
  strcpy(command, "traceroute ");
#ifndef TWIN
  strcat(command, query);
#else
  strcat(command, "192.168.1.1");
#endif
  strcat(command, " 2>&1");
  FILE* answer = popen(command, "r");
  if (answer == NULL) return 1;
  printf("Content-Type: text/plain\r\n\r\n%s\n", query);
  while (fgets(line, sizeof line, answer) != NULL) fputs(line, stdout);
  pclose(answer);
  return 0;
}
