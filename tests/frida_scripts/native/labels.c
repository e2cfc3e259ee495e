/* A library without a name in it that anybody knows: what it derives keys with is all that tells what it is. */
#include <string.h>

int derives(const char *label) { return strcmp(label, LABEL) == 0; }
