/* A TLS library whose functions are made of each other, as AWS-LC's and LibreSSL's are: SSL_write_ex calls SSL_write. It ciphers nothing. */
#include <setjmp.h>
#include <stddef.h>
#include <string.h>

typedef struct { void *callback; } Context;
typedef struct { int made; } Connection;

void *SSL_CTX_get_keylog_callback(Context *context) { return context->callback; }
void SSL_CTX_set_keylog_callback(Context *context, void *callback) { context->callback = callback; }

Connection *SSL_new(Context *context) {
  static Connection connection;
  connection.made += context != NULL;
  return &connection;
}

size_t SSL_get_client_random(const Connection *connection, unsigned char *out, size_t size) {
  memset(out, connection->made, size);
  return size;
}

static jmp_buf out;

int SSL_write(Connection *connection, const void *data, int size) {
  if (data == NULL) longjmp(out, 1);
  return connection->made ? size : -1;
}

/* As a library of coroutines leaves a call that waits. */
void leave(Connection *connection) {
  if (setjmp(out) == 0) SSL_write(connection, NULL, 1);
}

int SSL_read(Connection *connection, void *data, int size) {
  memset(data, 'r', size);
  return connection->made ? size : -1;
}

int SSL_write_ex(Connection *connection, const void *data, size_t size, size_t *written) {
  int took = SSL_write(connection, data, (int)size);
  *written = took > 0 ? took : 0;
  return took > 0;
}

int SSL_read_ex(Connection *connection, void *data, size_t size, size_t *read) {
  int gave = SSL_read(connection, data, (int)size);
  *read = gave > 0 ? gave : 0;
  return gave > 0;
}

long SSL_sendfile(Connection *connection, int fd, long offset, size_t size, int flags) {
  return connection->made + fd + offset + flags ? (long)size : -1;
}
