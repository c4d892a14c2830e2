#ifndef C_ALLOCATION_COUNT_H
#define C_ALLOCATION_COUNT_H

/// Allocations of this process so far: calls of malloc, calloc, realloc and of the aligned ones, from whatever thread.
/// Linking this target puts counting functions before those of glibc; on another C library it counts nothing, and
/// `countsAllocations` says so.
unsigned long allocationCount(void);

/// Whether allocations are counted.
int countsAllocations(void);

#endif
