/* A stand-in with the signature of Darwin's connectx, and something that calls it. It only looks: the socket is not connected. */
#include <arpa/inet.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>

typedef struct {
  unsigned int source_interface;
  const struct sockaddr *source;
  socklen_t source_length;
  const struct sockaddr *destination;
  socklen_t destination_length;
} endpoints;

__attribute__((visibility("default"), noinline)) int connectx(int fd, const endpoints *ends, unsigned int id, unsigned int flags, const void *iov, unsigned int count, size_t *length, unsigned int *connection) {
  return fd >= 0 && ends->destination_length == sizeof(struct sockaddr_in) ? 0 : -1;
}

__attribute__((visibility("default"))) int stand_in(int fd, int port) {
  struct sockaddr_in to;
  memset(&to, 0, sizeof to);
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  inet_pton(AF_INET, "127.0.0.7", &to.sin_addr);
  endpoints ends = {0, NULL, 0, (struct sockaddr *)&to, sizeof to};
  return connectx(fd, &ends, 0, 0, NULL, 0, NULL, NULL);
}
