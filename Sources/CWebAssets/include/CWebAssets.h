// The style, the script and the icon of the web pages, which stand beside this target's source, embedded so that the
// command needs no files of its own.
#ifndef FAGUI_CWEBASSETS_H
#define FAGUI_CWEBASSETS_H

#include <stddef.h>

// Bytes of a file, UTF-8, not ended by a zero.
typedef struct FaguiWebAsset {
    const unsigned char *bytes;
    size_t count;
} FaguiWebAsset;

FaguiWebAsset fagui_web_style(void);
FaguiWebAsset fagui_web_script(void);
FaguiWebAsset fagui_web_icon(void);

#endif
