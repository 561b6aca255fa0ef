/* Frames of an Ethernet type of its own are received. Twin: datagrams of UDP. */
#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  unsigned char frame[1600];
#ifndef TWIN
  int peer = socket(AF_PACKET, SOCK_RAW, htons(0x8888));
#else
  int peer = socket(AF_INET, SOCK_DGRAM, 0);
#endif
  if (peer < 0) return 1;
  while (recv(peer, frame, sizeof frame, 0) > 14)
    if (frame[14] == 1) send(peer, frame, 60, 0);
  return 0;
}
