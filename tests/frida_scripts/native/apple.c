/* Stand-ins with the C signatures of Apple's frameworks, so that the iOS agents' hooks run on Linux. The cipher is an exclusive or with the
 * key, a digest is a sum; what matters is which argument is what, and that, as in Apple's code, the whole calls are made of the steps. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define API __attribute__((visibility("default"), noinline))

/* CoreFoundation */
struct data { long length; uint8_t *bytes; };
struct array { long count; void *values[4]; };
API void *CFDataCreate(void *a, const uint8_t *bytes, long length) {
  struct data *d = malloc(sizeof *d);
  d->length = length;
  d->bytes = memcpy(malloc(length + 1), bytes, length);
  return d;
}
API long CFDataGetLength(struct data *d) { return d->length; }
API const uint8_t *CFDataGetBytePtr(struct data *d) { return d->bytes; }
API void *CFArrayCreate(void *a, void **values, long count, void *callbacks) {
  struct array *made = malloc(sizeof *made);
  made->count = count;
  for (long i = 0; i < count && i < 4; i++) made->values[i] = values[i];
  return made;
}
API void CFRelease(void *object) { (void)object; }
API bool CFStringGetCString(const char *text, char *buffer, long size, uint32_t encoding) {
  if ((long)strlen(text) >= size || encoding != 0x08000100) return false;
  strcpy(buffer, text);
  return true;
}

/* Security: a trust object is content if its one anchor is the certificate that issued its leaf. */
struct trust { struct data *leaf, *issuer; struct array *anchors; bool only; };
API void *SecTrustMade(void *leaf, void *issuer) {
  struct trust *t = calloc(1, sizeof *t);
  t->leaf = leaf;
  t->issuer = issuer;
  return t;
}
API void *SecCertificateCreateWithData(void *a, void *data) { return data; }
API void *SecCertificateCopyData(void *certificate) { return certificate; }
API void *SecTrustGetCertificateAtIndex(struct trust *t, long i) { return i == 0 ? t->leaf : NULL; }
API int SecTrustSetAnchorCertificates(struct trust *t, void *anchors) { t->anchors = anchors; return 0; }
API int SecTrustSetAnchorCertificatesOnly(struct trust *t, bool only) { t->only = only; return 0; }
static bool content(struct trust *t) {
  if (!t->anchors || t->anchors->count != 1) return false;
  struct data *anchor = t->anchors->values[0];
  return anchor->length == t->issuer->length && !memcmp(anchor->bytes, t->issuer->bytes, anchor->length);
}
API bool SecTrustEvaluateWithError(struct trust *t, void **error) {
  bool ok = content(t);
  if (!ok && error) *error = t;
  return ok;
}
API int SecTrustEvaluate(struct trust *t, uint32_t *result) { *result = content(t) ? 4 : 5; return 0; }
struct block { void *isa; int flags, reserved; void *invoke; };
API int SecTrustEvaluateAsyncWithError(struct trust *t, void *queue, struct block *block) {
  ((void (*)(struct block *, void *, bool, void *))block->invoke)(block, t, content(t), NULL);
  return 0;
}

/* Network: keeps the verify block, and calls it as a handshake would. */
static struct block *verify;
API void *sec_trust_copy_ref(void *trust) { return trust; }
API void sec_protocol_options_set_verify_block(void *options, struct block *block, void *queue) { verify = block; }
static bool verdict;
static void answer(struct block *block, bool ok) { verdict = ok; }
API bool handshake(void *trust) {
  struct block complete = {0, 0, 0, (void *)answer};
  verdict = false;
  ((void (*)(struct block *, void *, void *, struct block *))verify->invoke)(verify, NULL, trust, &complete);
  return verdict;
}

/* CommonCrypto */
struct cryptor { uint8_t key[64]; size_t length, at; };
API int CCCryptorCreate(uint32_t op, uint32_t alg, uint32_t options, const void *key, size_t length, const void *iv, struct cryptor **made) {
  *made = calloc(1, sizeof **made);
  memcpy((*made)->key, key, (*made)->length = length);
  return 0;
}
API int CCCryptorCreateWithMode(uint32_t op, uint32_t mode, uint32_t alg, uint32_t padding, const void *iv, const void *key, size_t length, const void *tweak, size_t tweak_length, int rounds, uint32_t options, struct cryptor **made) {
  return CCCryptorCreate(op, alg, options, key, length, iv, made);
}
API int CCCryptorUpdate(struct cryptor *c, const void *in, size_t length, void *out, size_t room, size_t *moved) {
  if (room < length) return -4301;
  for (size_t i = 0; i < length; i++) ((uint8_t *)out)[i] = ((const uint8_t *)in)[i] ^ c->key[c->at++ % c->length];
  *moved = length;
  return 0;
}
API int CCCryptorFinal(struct cryptor *c, void *out, size_t room, size_t *moved) {
  if (room < 4) return -4301;
  memcpy(out, "LAST", 4);
  *moved = 4;
  return 0;
}
API int CCCryptorReset(struct cryptor *c, const void *iv) { c->at = 0; return 0; }
API int CCCryptorRelease(struct cryptor *c) { free(c); return 0; }
API int CCCrypt(uint32_t op, uint32_t alg, uint32_t options, const void *key, size_t key_length, const void *iv, const void *in, size_t length, void *out, size_t room, size_t *moved) {
  struct cryptor *c;
  size_t first = 0, last = 0;
  CCCryptorCreate(op, alg, options, key, key_length, iv, &c);
  int status = CCCryptorUpdate(c, in, length, out, room, &first);
  if (!status) status = CCCryptorFinal(c, (uint8_t *)out + first, room - first, &last);
  CCCryptorRelease(c);
  *moved = first + last;
  return status;
}
API int CCCryptorGCMOneshotEncrypt(uint32_t alg, const void *key, size_t key_length, const void *iv, size_t iv_length, const void *aad, size_t aad_length, const void *in, size_t length, void *out, void *tag, size_t tag_length) {
  for (size_t i = 0; i < length; i++) ((uint8_t *)out)[i] = ((const uint8_t *)in)[i] ^ ((const uint8_t *)key)[i % key_length];
  memset(tag, 'T', tag_length);
  return 0;
}
struct hmac { uint32_t algorithm; uint8_t sum; };
API void CCHmacInit(struct hmac *h, uint32_t algorithm, const void *key, size_t length) { *h = (struct hmac){algorithm, 0}; }
API void CCHmacUpdate(struct hmac *h, const void *data, size_t length) {
  for (size_t i = 0; i < length; i++) h->sum += ((const uint8_t *)data)[i];
}
API void CCHmacFinal(struct hmac *h, void *out) {
  static const int sizes[] = {20, 16, 32, 48, 64, 28};
  memset(out, h->sum, sizes[h->algorithm]);
}
API void CCHmac(uint32_t algorithm, const void *key, size_t key_length, const void *data, size_t length, void *out) {
  struct hmac h;
  CCHmacInit(&h, algorithm, key, key_length);
  CCHmacUpdate(&h, data, length);
  CCHmacFinal(&h, out);
}
#define DIGEST(NAME, SIZE) \
  API int CC_##NAME##_Init(uint8_t *c) { *c = 0; return 1; } \
  API int CC_##NAME##_Update(uint8_t *c, const void *data, uint32_t length) { \
    for (uint32_t i = 0; i < length; i++) *c += ((const uint8_t *)data)[i]; \
    return 1; \
  } \
  API int CC_##NAME##_Final(uint8_t *out, uint8_t *c) { memset(out, *c, SIZE); return 1; } \
  API uint8_t *CC_##NAME(const void *data, uint32_t length, uint8_t *out) { \
    uint8_t c; \
    CC_##NAME##_Init(&c); \
    CC_##NAME##_Update(&c, data, length); \
    CC_##NAME##_Final(out, &c); \
    return out; \
  }
DIGEST(MD5, 16)
DIGEST(SHA1, 20)
DIGEST(SHA256, 32)
API int CCKeyDerivationPBKDF(uint32_t algorithm, const char *password, size_t password_length, const uint8_t *salt, size_t salt_length, uint32_t prf, uint32_t rounds, uint8_t *out, size_t length) {
  memset(out, 'D', length);
  return 0;
}
API void *SecKeyCreateEncryptedData(void *key, const char *algorithm, struct data *plain, void **error) {
  struct data *made = CFDataCreate(NULL, plain->bytes, plain->length);
  for (long i = 0; i < made->length; i++) made->bytes[i] ^= 0xff;
  return made;
}

/* libc of Darwin */
API int sysctlbyname(const char *name, void *out, size_t *size, void *in, size_t in_size) {
  if (!strcmp(name, "hw.machine")) {
    *size = sizeof "iPhone17,1";
    if (out) strcpy(out, "iPhone17,1");
    return 0;
  }
  if (!strcmp(name, "hw.memsize")) {
    *size = 8;
    if (out) *(uint64_t *)out = 8589934592;
    return 0;
  }
  return -1;
}
