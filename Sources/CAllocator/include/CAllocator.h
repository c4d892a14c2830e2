// The C library's allocator, as far as a program may steer it.
#ifndef FAGUI_CALLOCATOR_H
#define FAGUI_CALLOCATOR_H

// Has memory that is freed given back to the system soon. glibc otherwise keeps as much as the largest block that was
// ever freed, 32 MB at most, in each of eight arenas a processor: a program that frees what it must not hold would still
// hold it. Does nothing where there is no glibc. To be called before threads are started.
void fagui_give_memory_back(void);

#endif
