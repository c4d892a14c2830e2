// libarchive, as it is: Swift calls it without wrappers.
#ifndef FAGUI_CARCHIVE_SHIM_H
#define FAGUI_CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

#endif
