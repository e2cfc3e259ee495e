/* A library without a name in it that anybody knows: what it derives keys with is all that tells what it is. */
#include <string.h>

int derives(const char *label) { return strcmp(label, LABEL) == 0; }
#ifdef S2N
int s2n_send(void) { return 0; }
#endif
