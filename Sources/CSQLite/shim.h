// SQLite, as it is: Swift calls it without wrappers.
#ifndef FAGUI_CSQLITE_SHIM_H
#define FAGUI_CSQLITE_SHIM_H

#include <sqlite3.h>

#endif
