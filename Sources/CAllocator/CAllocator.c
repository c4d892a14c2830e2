#include "CAllocator.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#include <unistd.h>
#endif

void fagui_give_memory_back(void) {
#ifdef __GLIBC__
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    // Setting a threshold ends its growing by itself.
    mallopt(M_MMAP_THRESHOLD, 256 << 10);
    mallopt(M_TRIM_THRESHOLD, 1 << 20);
    mallopt(M_ARENA_MAX, processors > 2 ? (int)processors : 2);
#endif
}
