// Static-inline wrappers over ICU. `unicode/urename.h` renames every ICU function by macro with a version suffix
// (u_foldCase becomes u_foldCase_72), which Swift cannot see; a wrapper keeps one stable name for each function used.
#ifndef FAGUI_CICU_SHIM_H
#define FAGUI_CICU_SHIM_H

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>

static inline const char *fagui_icu_version(void) { return U_ICU_VERSION; }

#endif
