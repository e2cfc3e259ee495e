/* A TLS client that pins its certificate authority in one of several ways, for OpenSSL and (with -DBORINGSSL) for BoringSSL.
 *
 *   client ADDRESS PORT CA MODE
 *
 * Says READY, then obeys the lines of its standard input, and answers each with one line:
 *   connect        connects and asks for / once: "OK ..." or "REFUSED ..."
 *   write N        asks N times on the connection, one SSL_write each
 *   bio N          asks N times on the connection through the library's own filter
 *   flood N        writes N small requests, 25 at a time before it reads the answers
 *   abrupt         begins to write in a thread and exits with status 7 meanwhile
 *   load PATH N    opens and closes a library N times
 * The declarations are our own, so that one source serves both libraries without the headers of either. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct ssl_ctx_st SSL_CTX;
typedef struct ssl_st SSL;
typedef struct x509_st X509;
typedef struct x509_store_ctx_st X509_STORE_CTX;
const void *TLS_client_method(void);
const void *TLS_method(void);
SSL_CTX *SSL_CTX_new(const void *);
int SSL_CTX_load_verify_locations(SSL_CTX *, const char *, const char *);
void SSL_CTX_set_verify(SSL_CTX *, int, int (*)(int, X509_STORE_CTX *));
void SSL_CTX_set_cert_verify_callback(SSL_CTX *, int (*)(X509_STORE_CTX *, void *), void *);
SSL *SSL_new(SSL_CTX *);
void SSL_free(SSL *);
int SSL_set_fd(SSL *, int);
int SSL_connect(SSL *);
int SSL_write(SSL *, const void *, int);
int SSL_read(SSL *, void *, int);
typedef struct bio_st BIO;
const void *BIO_f_ssl(void);
BIO *BIO_new(const void *);
long BIO_ctrl(BIO *, int, long, void *);
int BIO_write(BIO *, const void *, int);
int BIO_read(BIO *, void *, int);
long SSL_get_verify_result(const SSL *);
X509 *X509_STORE_CTX_get0_cert(const X509_STORE_CTX *);
int X509_verify_cert(X509_STORE_CTX *);
#ifdef BORINGSSL
void SSL_CTX_set_custom_verify(SSL_CTX *, int, int (*)(SSL *, uint8_t *));
#endif

static SSL_CTX *ctx;
static SSL *ssl;
static struct sockaddr_in server;
static int asked;

/* The pin of an app: not our authority, whatever the library found. */
static int pinned_callback(int ok, X509_STORE_CTX *store) {
  asked += ok + (store != NULL);
  return 0;
}

static int whole_callback(X509_STORE_CTX *store, void *arg) {
  asked += store != NULL && arg == NULL;
  return 0;
}

#ifdef BORINGSSL
static int custom_callback(SSL *s, uint8_t *alert) {
  asked += s != NULL;
  *alert = 46; /* certificate_unknown */
  return 1;    /* ssl_verify_invalid */
}
#endif

static int read_answer(void) {
  char buffer[4096];
  size_t have = 0;
  while (have < sizeof buffer - 1) {
    int n = SSL_read(ssl, buffer + have, sizeof buffer - 1 - have);
    if (n <= 0) return 0;
    have += n;
    buffer[have] = 0;
    if (strstr(buffer, "bytes")) return 1;
  }
  return 0;
}

static int ask(int number) {
  char line[128];
  int n = snprintf(line, sizeof line, "GET /%06d HTTP/1.1\r\nHost: shop\r\n\r\n", number);
  return SSL_write(ssl, line, n) == n && read_answer();
}

/* Writes some requests, one SSL_write each, then reads all their answers. */
static int ask_many(int count) {
  char line[128], buffer[16384];
  for (int i = 0; i < count; i++) {
    int n = snprintf(line, sizeof line, "GET /flood/%06d HTTP/1.1\r\nHost: shop\r\n\r\n", i);
    if (SSL_write(ssl, line, n) != n) return 0;
  }
  for (int answers = 0; answers < count;) {
    int n = SSL_read(ssl, buffer, sizeof buffer - 1);
    if (n <= 0) return 0;
    for (int i = 0; i < n; i++) answers += buffer[i] == 'H'; /* of HTTP/1.1, nowhere else in an answer */
  }
  return count;
}

/* Asks by BIO_write and BIO_read alone. */
static int ask_by_filter(int count) {
  char line[128], buffer[4096];
  BIO *filter = BIO_new(BIO_f_ssl());
  BIO_ctrl(filter, 109 /* BIO_C_SET_SSL */, 0 /* the connection stays ours */, ssl);
  for (int i = 0; i < count; i++) {
    int n = snprintf(line, sizeof line, "GET /bio/%06d HTTP/1.1\r\nHost: shop\r\n\r\n", i), have = 0;
    if (BIO_write(filter, line, n) != n) return i;
    do {
      n = BIO_read(filter, buffer + have, sizeof buffer - 1 - have);
      if (n <= 0) return i;
      have += n;
      buffer[have] = 0;
    } while (!strstr(buffer, "bytes"));
  }
  return count;
}

static const char *open_connection(const char *mode) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), at_once = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
  if (connect(fd, (struct sockaddr *)&server, sizeof server)) return "no server";
  ssl = SSL_new(ctx);
  SSL_set_fd(ssl, fd);
  if (SSL_connect(ssl) != 1) return "no handshake";
  if (!strcmp(mode, "result") && SSL_get_verify_result(ssl) != 0) return "bad result";
  return ask(0) ? NULL : "no answer";
}

static void *writes(void *arg) {
  for (;;) ask(1);
  return arg;
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  const char *mode = argv[4];
  setvbuf(stdout, NULL, _IONBF, 0);
  server.sin_family = AF_INET;
  server.sin_port = htons(atoi(argv[2]));
  inet_pton(AF_INET, argv[1], &server.sin_addr);
#ifdef BORINGSSL
  ctx = SSL_CTX_new(TLS_method());
#else
  ctx = SSL_CTX_new(TLS_client_method());
#endif
  if (!SSL_CTX_load_verify_locations(ctx, argv[3], NULL)) return 3;
  SSL_CTX_set_verify(ctx, 1, NULL);
  if (!strcmp(mode, "callback")) SSL_CTX_set_verify(ctx, 1, pinned_callback);
  if (!strcmp(mode, "result")) SSL_CTX_set_verify(ctx, 0, NULL);
  puts("READY");
  char line[512];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    if (!strcmp(line, "connect")) {
      if (!strcmp(mode, "whole")) SSL_CTX_set_cert_verify_callback(ctx, whole_callback, NULL);
#ifdef BORINGSSL
      if (!strcmp(mode, "custom")) SSL_CTX_set_custom_verify(ctx, 1, custom_callback);
#endif
      const char *trouble = open_connection(mode);
      if (trouble) printf("REFUSED %s, asked %d\n", trouble, asked);
      else printf("OK asked %d\n", asked);
    } else if (!strncmp(line, "write ", 6)) {
      int done = 0, wanted = atoi(line + 6);
      while (done < wanted && ask(done + 1)) done++;
      printf("%d\n", done);
    } else if (!strncmp(line, "bio ", 4)) {
      printf("%d\n", ask_by_filter(atoi(line + 4)));
    } else if (!strncmp(line, "flood ", 6)) {
      int done = 0, wanted = atoi(line + 6), n = 1;
      for (; done < wanted && n; done += n) n = ask_many(wanted - done < 25 ? wanted - done : 25);
      printf("%d\n", done);
    } else if (!strncmp(line, "load ", 5)) {
      char path[400];
      int times = 0, done = 0;
      if (sscanf(line + 5, "%399s %d", path, &times) != 2) return 4;
      for (; done < times; done++) {
        void *library = dlopen(path, RTLD_NOW);
        if (!library) break;
        dlclose(library);
      }
      printf("%d\n", done);
    } else if (!strcmp(line, "abrupt")) {
      pthread_t thread;
      pthread_create(&thread, NULL, writes, NULL);
      usleep(200000);
      exit(7);
    }
  }
  return 0;
}
