#ifndef FAGUI_CZSTD_SHIM_H
#define FAGUI_CZSTD_SHIM_H
#include <zdict.h>
#include <zstd.h>
#endif
