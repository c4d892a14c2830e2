// Nothing: this module only says what to link, and where pkg-config finds it. ICU's headers are read by CICU alone.
