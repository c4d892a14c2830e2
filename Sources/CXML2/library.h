// Nothing: this module only says what to link, and where pkg-config finds it. libxml2's headers include ICU's where it was
// built with it, and are read by CMarkup alone.
