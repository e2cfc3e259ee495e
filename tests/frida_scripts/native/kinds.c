/* A TLS client by another kind of library than OpenSSL: -DGNUTLS, -DMBEDTLS, -DWOLFSSL or -DNSS.
 *
 *   kinds ADDRESS PORT NAME
 *
 * Says READY, then obeys the lines of its standard input, and answers each with one line:
 *   connect     connects, without a look at the certificate: "OK" or "REFUSED"
 *   write N     asks N times on the latest connection, by each way to write and to read that the library has, one after the other
 *   close       ends the latest connection
 * The declarations are our own, so that no headers are needed beside the libraries. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static struct sockaddr_in server;
static const char *address, *port, *name;

#if defined(GNUTLS) || defined(WOLFSSL)
static int connected(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  return fd >= 0 && connect(fd, (struct sockaddr *)&server, sizeof server) == 0 ? fd : -1;
}
#endif

#ifdef GNUTLS
typedef struct { unsigned char *data; unsigned size; } datum;
typedef struct { size_t low, high; } range;
int gnutls_init(void **, unsigned);
void gnutls_deinit(void *);
int gnutls_set_default_priority(void *);
int gnutls_certificate_allocate_credentials(void **);
int gnutls_credentials_set(void *, int, void *);
int gnutls_server_name_set(void *, int, const void *, size_t);
void gnutls_transport_set_ptr(void *, void *);
void gnutls_transport_set_push_function(void *, ssize_t (*)(void *, const void *, size_t));
int gnutls_handshake(void *);
ssize_t gnutls_record_send(void *, const void *, size_t);
ssize_t gnutls_record_send_range(void *, const void *, size_t, const range *);
void gnutls_record_cork(void *);
int gnutls_record_uncork(void *, unsigned);
ssize_t gnutls_record_recv(void *, void *, size_t);
ssize_t gnutls_record_recv_seq(void *, void *, size_t, unsigned char *);
ssize_t gnutls_record_recv_packet(void *, void **);
void gnutls_packet_get(void *, datum *, unsigned char *);
void gnutls_packet_deinit(void *);

static void *session;
static int busy, later;

/* A socket that would block every other time. */
static ssize_t push(void *to, const void *data, size_t size) {
  if (busy && (later = !later)) {
    errno = EAGAIN;
    return -1;
  }
  return send((int)(intptr_t)to, data, size, 0);
}

static int opened(void) {
  static void *credentials;
  int fd = connected();
  if (credentials == NULL) gnutls_certificate_allocate_credentials(&credentials);
  gnutls_init(&session, 2);
  gnutls_set_default_priority(session);
  gnutls_credentials_set(session, 1, credentials);
  gnutls_server_name_set(session, 1, name, strlen(name));
  gnutls_transport_set_ptr(session, (void *)(intptr_t)fd);
  gnutls_transport_set_push_function(session, push);
  return gnutls_handshake(session) == 0;
}

static int given(int way, const char *data, int size) {
  range exact = {size, size};
  switch (way % 4) {
    case 1:
      gnutls_record_cork(session);
      if (gnutls_record_send(session, data, 5) != 5 || gnutls_record_send(session, data + 5, size - 5) != size - 5) return -1;
      return gnutls_record_uncork(session, 1);
    case 2:
      return gnutls_record_send_range(session, data, size, &exact);
    case 3: { /* what would block is kept by the library, and sent by a call without data */
      char own[256];
      memcpy(own, data, size);
      busy = 1;
      later = 0;
      int n = gnutls_record_send(session, own, size);
      memset(own, '-', sizeof own);
      while (n == -28) n = gnutls_record_send(session, NULL, 0);
      busy = 0;
      return n;
    }
  }
  return gnutls_record_send(session, data, size);
}

static int taken(int way, char *data, int size) {
  unsigned char sequence[8];
  datum piece = {0, 0};
  void *packet = NULL;
  ssize_t n;
  do { /* a session ticket makes it ask to be called again */
    if (way % 3 == 0) n = gnutls_record_recv(session, data, size);
    else if (way % 3 == 1) n = gnutls_record_recv_seq(session, data, size, sequence);
    else n = gnutls_record_recv_packet(session, &packet);
  } while (n == -28);
  if (way % 3 < 2 || n <= 0 || n > size) return n;
  gnutls_packet_get(packet, &piece, NULL);
  memcpy(data, piece.data, piece.size);
  gnutls_packet_deinit(packet);
  return piece.size;
}

static void closed(void) { gnutls_deinit(session); }
#endif

#ifdef MBEDTLS
int psa_crypto_init(void);
void mbedtls_net_init(void *);
int mbedtls_net_connect(void *, const char *, const char *, int);
int mbedtls_net_send(void *, const unsigned char *, size_t);
int mbedtls_net_recv(void *, unsigned char *, size_t);
void mbedtls_net_free(void *);
void mbedtls_ssl_init(void *);
void mbedtls_ssl_free(void *);
void mbedtls_ssl_config_init(void *);
int mbedtls_ssl_config_defaults(void *, int, int, int);
void mbedtls_ssl_conf_authmode(void *, int);
void mbedtls_ssl_conf_rng(void *, int (*)(void *, unsigned char *, size_t), void *);
int mbedtls_ssl_setup(void *, const void *);
int mbedtls_ssl_set_hostname(void *, const char *);
void mbedtls_ssl_set_bio(void *, void *, int (*)(void *, const unsigned char *, size_t), int (*)(void *, unsigned char *, size_t), void *);
void mbedtls_ssl_set_export_keys_cb(void *, void (*)(void), void *);
int mbedtls_ssl_handshake(void *);
int mbedtls_ssl_write(void *, const unsigned char *, size_t);
int mbedtls_ssl_read(void *, unsigned char *, size_t);
int getentropy(void *, size_t);

/* Larger than the library's own structures. */
static long net[64], context[4096], config[4096];
static int exported;

static int randomness(void *none, unsigned char *out, size_t size) {
  while (size) {
    size_t part = size < 256 ? size : 256;
    if (getentropy(out, part)) return -1;
    out += part;
    size -= part;
  }
  return none != NULL;
}

static void exporting(void) { exported++; }

static int opened(void) {
  static int times;
  if (!times) {
    psa_crypto_init();
    mbedtls_ssl_config_init(config);
    mbedtls_ssl_config_defaults(config, 0, 0, 0);
    mbedtls_ssl_conf_authmode(config, 0);
    mbedtls_ssl_conf_rng(config, randomness, NULL);
  }
  mbedtls_net_init(net);
  mbedtls_ssl_init(context);
  if (mbedtls_net_connect(net, address, port, 0) || mbedtls_ssl_setup(context, config)) return 0;
  mbedtls_ssl_set_hostname(context, name);
  mbedtls_ssl_set_bio(context, net, mbedtls_net_send, mbedtls_net_recv, NULL);
  /* A program may ask for the keys itself: each second connection does. */
  if (times++ % 2) mbedtls_ssl_set_export_keys_cb(context, exporting, NULL);
  int before = exported, done = mbedtls_ssl_handshake(context);
  return done == 0 && (exported > before) == (times % 2 == 0);
}

static int given(int way, const char *data, int size) {
  int first = way % 2 ? 7 : size;
  if (mbedtls_ssl_write(context, (const unsigned char *)data, first) != first) return -1;
  if (first == size) return size;
  return mbedtls_ssl_write(context, (const unsigned char *)data + first, size - first) + first;
}

static int taken(int way, char *data, int size) {
  int n;
  do n = mbedtls_ssl_read(context, (unsigned char *)data, way % 2 ? 11 : size);
  while (n == -0x7b00 /* a session ticket came */ || n == -0x6900 /* nothing is there yet */);
  return n;
}

static void closed(void) {
  mbedtls_ssl_free(context);
  mbedtls_net_free(net);
}
#endif

#ifdef WOLFSSL
int wolfSSL_Init(void);
void *wolfTLS_client_method(void);
void *wolfSSL_CTX_new(void *);
void wolfSSL_CTX_set_verify(void *, int, void *);
void *wolfSSL_new(void *);
void wolfSSL_free(void *);
int wolfSSL_set_fd(void *, int);
int wolfSSL_UseSNI(void *, unsigned char, const void *, unsigned short);
int wolfSSL_connect(void *);
int wolfSSL_write(void *, const void *, int);
int wolfSSL_send(void *, const void *, int, int);
int wolfSSL_writev(void *, const struct iovec *, int);
int wolfSSL_read(void *, void *, int);
int wolfSSL_recv(void *, void *, int, int);
int wolfSSL_peek(void *, void *, int);

static void *ssl;

static int opened(void) {
  static void *all;
  int fd = connected();
  if (all == NULL) {
    wolfSSL_Init();
    all = wolfSSL_CTX_new(wolfTLS_client_method());
    wolfSSL_CTX_set_verify(all, 0, NULL);
  }
  ssl = wolfSSL_new(all);
  wolfSSL_UseSNI(ssl, 0, name, strlen(name));
  wolfSSL_set_fd(ssl, fd);
  return wolfSSL_connect(ssl) == 1;
}

static int given(int way, const char *data, int size) {
  struct iovec pieces[] = {{(void *)data, 9}, {(void *)(data + 9), size - 9}};
  if (way % 3 == 1) return wolfSSL_send(ssl, data, size, 0);
  if (way % 3 == 2) return wolfSSL_writev(ssl, pieces, 2);
  return wolfSSL_write(ssl, data, size);
}

static int taken(int way, char *data, int size) {
  if (way % 3 == 1) return wolfSSL_recv(ssl, data, size, 0);
  if (way % 3 == 2) wolfSSL_peek(ssl, data, size);
  return wolfSSL_read(ssl, data, size);
}

static void closed(void) { wolfSSL_free(ssl); }
#endif

#ifdef NSS
typedef struct { uint16_t family, port; uint32_t ip; char more[112]; } net_address;
typedef struct { char *base; int size; } piece;
int NSS_NoDB_Init(const char *);
void *PR_NewTCPSocket(void);
int PR_Connect(void *, const net_address *, uint32_t);
int PR_Close(void *);
int PR_Write(void *, const void *, int);
int PR_Send(void *, const void *, int, int, uint32_t);
int PR_Writev(void *, const piece *, int, uint32_t);
int PR_Read(void *, void *, int);
int PR_Recv(void *, void *, int, int, uint32_t);
int PR_GetUniqueIdentity(const char *);
void *PR_GetDefaultIOMethods(void);
void *PR_CreateIOLayerStub(int, const void *);
int PR_PushIOLayer(void *, int, void *);
void *SSL_ImportFD(void *, void *);
int SSL_SetURL(void *, const char *);
int SSL_AuthCertificateHook(void *, int (*)(void *, void *, int, int), void *);
int SSL_ResetHandshake(void *, int);
int SSL_ForceHandshake(void *);

static void *secure;

static int accepts(void *arg, void *descriptor, int check, int is_server) {
  return arg == descriptor && check < 0 && is_server;
}

static int opened(void) {
  static int times, layer;
  net_address to = {AF_INET, server.sin_port, server.sin_addr.s_addr, {0}};
  if (!times) {
    NSS_NoDB_Init(".");
    layer = PR_GetUniqueIdentity("the app's own");
  }
  void *plain = PR_NewTCPSocket();
  if (PR_Connect(plain, &to, -1)) return 0;
  secure = SSL_ImportFD(NULL, plain);
  SSL_AuthCertificateHook(secure, accepts, NULL);
  SSL_SetURL(secure, name);
  /* A browser puts a layer of its own on it: each second connection has one. */
  if (times++ % 2 && PR_PushIOLayer(secure, -2, PR_CreateIOLayerStub(layer, PR_GetDefaultIOMethods()))) return 0;
  return SSL_ResetHandshake(secure, 0) == 0 && SSL_ForceHandshake(secure) == 0;
}

static int given(int way, const char *data, int size) {
  piece pieces[] = {{(char *)data, 9}, {(char *)data + 9, size - 9}};
  if (way % 3 == 1) return PR_Send(secure, data, size, 0, -1);
  if (way % 3 == 2) return PR_Writev(secure, pieces, 2, -1);
  return PR_Write(secure, data, size);
}

static int taken(int way, char *data, int size) {
  if (way % 3 == 1) return PR_Recv(secure, data, size, 0, -1);
  if (way % 3 == 2) PR_Recv(secure, data, size, 2 /* a look at it */, -1);
  return PR_Read(secure, data, size);
}

static void closed(void) { PR_Close(secure); }
#endif

static int ask(int number) {
  char line[128], buffer[4096];
  int n = snprintf(line, sizeof line, "GET /%06d HTTP/1.1\r\nHost: shop\r\n\r\n", number), have = 0;
  if (given(number, line, n) != n) return 0;
  do {
    n = taken(number, buffer + have, (int)sizeof buffer - 1 - have);
    if (n <= 0) return 0;
    have += n;
    buffer[have] = 0;
  } while (!strstr(buffer, "bytes"));
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  address = argv[1];
  port = argv[2];
  name = argv[3];
  setvbuf(stdout, NULL, _IONBF, 0);
  server.sin_family = AF_INET;
  server.sin_port = htons(atoi(port));
  inet_pton(AF_INET, address, &server.sin_addr);
  puts("READY");
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    if (!strcmp(line, "connect")) {
      puts(opened() ? "OK" : "REFUSED");
    } else if (!strncmp(line, "write ", 6)) {
      int done = 0, wanted = atoi(line + 6);
      while (done < wanted && ask(done)) done++;
      printf("%d\n", done);
    } else if (!strcmp(line, "close")) {
      closed();
      puts("closed");
    }
  }
  return 0;
}
