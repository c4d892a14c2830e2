#ifndef FAGUI_LIBFUZZER_H
#define FAGUI_LIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

// libFuzzer as a library: https://llvm.org/docs/LibFuzzer.html › Using libFuzzer as a library. A program with a main of
// its own can choose the target when it starts, so that one program has them all.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

#endif
