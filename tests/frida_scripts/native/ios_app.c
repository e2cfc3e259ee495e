/* An "app" that calls Apple's functions (apple.c): ios_app LEAF ISSUER, both DER files. Says READY, and for each line of its standard
 * input does one thing and answers with one line. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

void *CFDataCreate(void *, const uint8_t *, long);
void *SecTrustMade(void *, void *);
bool SecTrustEvaluateWithError(void *, void **);
int SecTrustEvaluate(void *, uint32_t *);
int SecTrustEvaluateAsyncWithError(void *, void *, void *);
void sec_protocol_options_set_verify_block(void *, void *, void *);
bool handshake(void *);
int CCCrypt(uint32_t, uint32_t, uint32_t, const void *, size_t, const void *, const void *, size_t, void *, size_t, size_t *);
int CCCryptorCreate(uint32_t, uint32_t, uint32_t, const void *, size_t, const void *, void **);
int CCCryptorCreateWithMode(uint32_t, uint32_t, uint32_t, uint32_t, const void *, const void *, size_t, const void *, size_t, int, uint32_t, void **);
int CCCryptorUpdate(void *, const void *, size_t, void *, size_t, size_t *);
int CCCryptorFinal(void *, void *, size_t, size_t *);
int CCCryptorReset(void *, const void *);
int CCCryptorRelease(void *);
int CCCryptorGCMOneshotEncrypt(uint32_t, const void *, size_t, const void *, size_t, const void *, size_t, const void *, size_t, void *, void *, size_t);
void CCHmac(uint32_t, const void *, size_t, const void *, size_t, void *);
void CCHmacInit(void *, uint32_t, const void *, size_t);
void CCHmacUpdate(void *, const void *, size_t);
void CCHmacFinal(void *, void *);
uint8_t *CC_MD5(const void *, uint32_t, uint8_t *);
int CC_SHA256_Init(void *);
int CC_SHA256_Update(void *, const void *, uint32_t);
int CC_SHA256_Final(uint8_t *, void *);
int CCKeyDerivationPBKDF(uint32_t, const char *, size_t, const uint8_t *, size_t, uint32_t, uint32_t, uint8_t *, size_t);
void *SecKeyCreateEncryptedData(void *, const char *, void *, void **);
int sysctlbyname(const char *, void *, size_t *, void *, size_t);

struct block { void *isa; int flags, reserved; void *invoke; };
static bool heard;
static void evaluated(struct block *block, void *trust, bool ok, void *error) { heard = ok; }
/* The pin of an app: never content. */
static void verify(struct block *block, void *metadata, void *trust, struct block *complete) {
  ((void (*)(struct block *, bool))complete->invoke)(complete, false);
}

static void *file(const char *path) {
  static uint8_t bytes[8192];
  FILE *f = fopen(path, "rb");
  if (!f) return NULL;
  size_t n = fread(bytes, 1, sizeof bytes, f);
  fclose(f);
  return CFDataCreate(NULL, bytes, n);
}

static void crypt_all(void) {
  uint8_t out[256], state[64];
  size_t n, total = 0;
  void *c;
  const char iv[17] = "iviviviviviviviv", key[17] = "0123456789abcdef";
  int too_small = CCCrypt(0, 0, 1, key, 16, iv, "idfa=ABC", 8, out, 4, &n);
  CCCrypt(0, 0, 1, key, 16, iv, "idfa=ABC", 8, out, sizeof out, &n);
  CCCryptorCreate(1, 2, 2, key, 8, NULL, &c);
  CCCryptorUpdate(c, "first ", 6, out, sizeof out, &n), total += n;
  CCCryptorUpdate(c, "second", 6, out + total, sizeof out, &n), total += n;
  CCCryptorFinal(c, out + total, sizeof out, &n);
  CCCryptorRelease(c);
  CCCryptorCreateWithMode(0, 4, 0, 0, iv, key, 16, NULL, 0, 0, 0, &c);
  memcpy(out, "in place", 8);
  CCCryptorUpdate(c, out, 8, out, sizeof out, &n);
  CCCryptorReset(c, "IVIVIVIVIVIVIVIV");
  CCCryptorUpdate(c, "again", 5, out, sizeof out, &n);
  CCCryptorRelease(c);
  CCCryptorGCMOneshotEncrypt(0, key, 16, iv, 12, "head", 4, "body", 4, out, out + 100, 16);
  CCHmac(2, "k", 1, "payload", 7, out);
  CCHmacInit(state, 0, "key", 3);
  CCHmacUpdate(state, "pay", 3);
  CCHmacUpdate(state, "load", 4);
  CCHmacFinal(state, out);
  CC_MD5("idfa", 4, out);
  CC_SHA256_Init(state);
  CC_SHA256_Update(state, "id", 2);
  CC_SHA256_Update(state, "fa", 2);
  CC_SHA256_Final(out, state);
  CCKeyDerivationPBKDF(2, "secret", 6, (const uint8_t *)"salt", 4, 3, 1000, out, 24);
  SecKeyCreateEncryptedData(NULL, "algid:encrypt:RSA:OAEP:SHA256", CFDataCreate(NULL, (const uint8_t *)"plain", 5), NULL);
  printf("%d\n", too_small);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  setvbuf(stdout, NULL, _IONBF, 0);
  puts("READY");
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    void *trust = SecTrustMade(file(argv[1]), file(argv[2])), *error = NULL;
    uint32_t result = 0;
    struct block block = {0, 0, 0, (void *)evaluated}, pin = {0, 0, 0, (void *)verify};
    if (!strcmp(line, "error")) printf("%d\n", SecTrustEvaluateWithError(trust, &error) && !error);
    else if (!strcmp(line, "old")) printf("%d\n", SecTrustEvaluate(trust, &result) == 0 && result == 4);
    else if (!strcmp(line, "async")) SecTrustEvaluateAsyncWithError(trust, NULL, &block), printf("%d\n", heard);
    else if (!strcmp(line, "network")) {
      sec_protocol_options_set_verify_block(NULL, &pin, NULL);
      printf("%d\n", handshake(trust));
    } else if (!strcmp(line, "crypt")) crypt_all();
    else if (!strcmp(line, "device")) {
      char text[64];
      uint64_t memory;
      size_t size = sizeof text, eight = sizeof memory;
      struct utsname names;
      int status = sysctlbyname("hw.machine", text, &size, NULL, 0) + sysctlbyname("hw.memsize", &memory, &eight, NULL, 0);
      status += sysctlbyname("kern.nothing", text, &size, NULL, 0) + uname(&names);
      printf("%d\n", status);
    }
  }
  return 0;
}
