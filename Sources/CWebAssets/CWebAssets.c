#include "CWebAssets.h"

// #embed is C23's; clang takes it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char style[] = {
#embed "page.css"
};
static const unsigned char script[] = {
#embed "page.js"
};
static const unsigned char icon[] = {
#embed "icon.svg"
};

#define FILE_OF(array) ((FaguiWebAsset){(array), sizeof(array)})

FaguiWebAsset fagui_web_style(void) { return FILE_OF(style); }

FaguiWebAsset fagui_web_script(void) { return FILE_OF(script); }

FaguiWebAsset fagui_web_icon(void) { return FILE_OF(icon); }
