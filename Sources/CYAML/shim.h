// libyaml, as it is: Swift calls it without wrappers.
#ifndef FAGUI_CYAML_SHIM_H
#define FAGUI_CYAML_SHIM_H

#include <yaml.h>

#endif
