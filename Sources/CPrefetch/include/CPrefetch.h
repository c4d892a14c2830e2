// A hint to the processor, for which Swift has no word.
#ifndef FAGUI_CPREFETCH_H
#define FAGUI_CPREFETCH_H

// Has the line of the cache that an address lies in fetched from memory, if the compiler knows how to say so. Any address
// will do: nothing is read.
static inline void fagui_prefetch(const void *address) {
#if defined(__GNUC__) || defined(__clang__)
    __builtin_prefetch(address, 0, 3);
#endif
}

#endif
