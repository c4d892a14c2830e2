#ifndef FAGUI_CZLIB_SHIM_H
#define FAGUI_CZLIB_SHIM_H
#include <zlib.h>
#endif
